/**
 * The shipped plugins: `bun run eval plugins [--json] [CORPUS]`. Swing against the styles that the drummers of Groove MIDI
 * were asked for, genres against what the sources of the corpus are, and CPU a file of each plugin behind the core list.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { core } from "../mod.ts";
import genre from "../plugins/genre.ts";
import jsonl from "../plugins/jsonl.ts";
import jsymbolic from "../plugins/jsymbolic.ts";
import swing from "../plugins/swing.ts";
import { groove } from "../src/analyzers/mod.ts";
import type { Song } from "../src/midi/mod.ts";
import { createRegistry, textsOfSong } from "../src/plugin/mod.ts";
import { namesOf } from "../src/plugin/names.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;
const [swingAnalyzer] = swing.provides;
const [names, , music] = genre.provides;
const files = table(join(corpus, "dev/manifest.tsv")).filter(({ expect }) => expect === "ok");

/** Style that a drummer was asked for, whole beats only: `12_jazz-swing_185_beat_4-4` is `jazz-swing`. */
const styleOf = (path: string): string | undefined => /^(?:\d+_)+([a-z].*?)_\d+_beat_/.exec(basename(path))?.[1];
const isSwung = (style: string): boolean =>
  /shuffle|swing|rockabilly/.test(style) || (style.startsWith("jazz") && !/funk|march|linear/.test(style));
const isStraight = (style: string): boolean =>
  /^(?:rock|pop|soul|punk|country|hiphop|dance|funk|gospel)/.test(style) && !isSwung(style);

/** What kind of music the files of a source are. */
const genreOf: Readonly<Record<string, string>> = {
  lied: "classical",
  "string-quartet": "classical",
  "chorale-generated": "classical",
  "piano-performance": "classical",
  pop: "pop",
  "pop-multitrack": "pop",
};

function swings() {
  const groups = { swung: [] as Song[], straight: [] as Song[] };
  for (const { path = "" } of files) {
    const style = styleOf(path);
    const song = style && (isSwung(style) || isStraight(style)) ? songAt(join(corpus, "dev", path)) : undefined;
    if (song && style) groups[isSwung(style) ? "swung" : "straight"].push(song);
  }
  return Object.entries(groups).map(([style, songs]) => {
    const told = songs.map((song) => swingAnalyzer.run(song, {}));
    const ratios = told.flatMap(({ eighths }) => (eighths === null ? [] : [eighths])).sort((a, b) => a - b);
    const at = (share: number): number => Number(ratios[Math.floor(share * ratios.length)]?.toFixed(2));
    return {
      style,
      files: songs.length,
      withRatio: ratios.length,
      quartiles: [at(0.25), at(0.5), at(0.75)],
      swungEighths: told.filter(({ feel }) => feel === "swung eighths").length,
      coreHasSwing: songs.filter((song) => groove.run(song, {}).swing !== null).length,
    };
  });
}

const order = createRegistry([core]).analyzers.map(({ analyzer }) => analyzer);
/** All fields of the core list. */
function featuresOf(song: Song): Readonly<Record<string, unknown>> {
  const features: Record<string, unknown> = {};
  for (const analyzer of order) Object.assign(features, analyzer.run(song, {}, features));
  return features;
}
const heardIn = (features: Readonly<Record<string, unknown>>) =>
  // The needs are properties of the core list, whose names are those of its fields.
  Object.fromEntries(Object.entries(music.needs).map(([name, ref]) => [name, features[ref.property]])) as Parameters<
    typeof music.run
  >[0];

function genres() {
  const rows = new Map<string, { files: number; names: number; music: number; wrong: Record<string, number> }>();
  for (const { path = "", kind = "" } of files) {
    const style = styleOf(path);
    const truth = style ?? genreOf[kind];
    const song = truth === undefined ? undefined : songAt(join(corpus, "dev", path));
    if (truth === undefined || !song) continue;
    const source = style === undefined ? kind : `drums: ${style.split("-")[0]}`;
    const row = rows.get(source) ?? { files: 0, names: 0, music: 0, wrong: {} };
    rows.set(source, row);
    row.files++;
    for (const [by, tags] of [
      ["names", names.run(namesOf(`/${path}`))],
      ["music", music.run(heardIn(featuresOf(song)))],
    ] as const) {
      for (const { tag } of tags) {
        const isRight = truth.split("-").includes(tag.slice("genre:".length));
        if (isRight) row[by]++;
        else row.wrong[`${by} ${tag}`] = (row.wrong[`${by} ${tag}`] ?? 0) + 1;
      }
    }
  }
  return [...rows].map(([source, row]) => ({ source, ...row })).sort((a, b) => b.files - a.files);
}

/** Microseconds of CPU a file, the least of three rounds behind one to warm up; what core has computed is at hand. */
function costs() {
  const songs = files
    .filter((_, n) => n % 10 === 0)
    .map(({ path = "" }) => ({ path: join(corpus, "dev", path), song: songAt(join(corpus, "dev", path)) }))
    .flatMap(({ path, song }) => (song && song.notes.length > 0 ? [{ path, song }] : []));
  const fields = createRegistry([core]).fields;
  const least: Record<string, number> = {};
  for (let round = 0; round < 4; round++) {
    const fresh = songs.map(({ path, song }) => ({ path, song: structuredClone(song) }));
    const known: Readonly<Record<string, unknown>>[] = [];
    const time = (name: string, run: (file: (typeof fresh)[number], n: number) => unknown): void => {
      const before = process.cpuUsage();
      fresh.forEach(run);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, (user + system) / fresh.length);
    };
    time("core", ({ song }, n) => {
      known[n] = featuresOf(song);
    });
    time("jsymbolic", ({ song }) => jsymbolic.provides[0].run(song, {}));
    time("swing", ({ song }) => swingAnalyzer.run(song, {}));
    time("genre: names", ({ path }) => names.run(namesOf(path)));
    time("genre: texts", ({ song }) => genre.provides[1].run(textsOfSong(song)));
    time("genre: music", (_, n) => music.run(heardIn(known[n]!)));
    const nothing = { hash: new Uint8Array(32), bytes: new Uint8Array(), failures: [], tags: [], copyTags: [] };
    const options = { fields: [], evidence: false, refused: true, append: false };
    time("jsonl", (file, n) =>
      jsonl.provides[0].pack({ ...file, ...nothing, size: 0, features: known[n]! } as never, fields, options),
    );
  }
  const notes = Math.round(songs.reduce((sum, { song }) => sum + song.notes.length, 0) / songs.length);
  return { files: songs.length, notes, microseconds: least };
}

const [swingRows, genreRows, cost] = [swings(), genres(), costs()];
if (values.json) console.log(JSON.stringify({ swing: swingRows, genre: genreRows, cost }));
else {
  console.log("swing of Groove MIDI's beats, by the style that was asked for");
  for (const row of swingRows) {
    const { style, files: count, withRatio, quartiles, swungEighths, coreHasSwing } = row;
    console.log(
      `${style.padEnd(9)} ${count} files, ${withRatio} with a ratio (core: ${coreHasSwing}), ${swungEighths} swung, quartiles ${quartiles.join(" ")}`,
    );
  }
  console.log("\ngenres: files, right by names, right by music, wrong");
  for (const { source, files: count, names: named, music: told, wrong } of genreRows) {
    const mistakes = Object.entries(wrong).map(([tag, times]) => `${tag} ${times}`);
    console.log(
      `${source.padEnd(22)} ${[count, named, told].map((n) => String(n).padStart(4)).join("")}  ${mistakes.join(", ")}`,
    );
  }
  console.log(`\nCPU a file in us, over ${cost.files} files of ${cost.notes} notes`);
  for (const [name, time] of Object.entries(cost.microseconds)) console.log(`${name.padEnd(13)} ${time.toFixed(0)}`);
}
