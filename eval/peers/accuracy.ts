/** Keys and tempos by midiq and by music21 and pretty_midi, on the same annotated files, by the same measures. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempo } from "../../src/analyzers/mod.ts";
import { songKeyUnder } from "../../src/hearing/tonality/song-key.ts";
import { writeSong } from "../../src/midi/mod.ts";
import { annotated } from "../corpus.ts";
import { isTempo, mirex, tempoLevels } from "../measures.ts";
import { crossValidated } from "../train/key.ts";
import { type AnnotatedSong, annotatedSongs, foldOf } from "../train/key-data.ts";
import { crossValidatedTempo, tempoExamples } from "../train/tempo.ts";
import { stripped } from "../variants.ts";

const processes = 2;
/** Sources of annotated keys that are whole songs, and chord clips. */
const keySources = ["pop909", "nottingham-full", "openscore-lieder", "synth", "free-midi-chords"];
/** Profiles of music21, as estimates.py names them; the first is its own choice. */
const profiles = ["Aarden-Essen", "Krumhansl", "Bellman-Budge", "Temperley", "Simple"].map((name) => `music21 ${name}`);

/** Share of right answers of one method on the files of one source. */
export interface Accuracy {
  readonly source: string;
  readonly method: string;
  readonly files: number;
  /** Key: right; tempo: within 4 %. */
  readonly exact: number;
  /** Key: MIREX score; tempo: half, double, third and threefold count too. */
  readonly lenient: number;
}

/**
 * Keys of `each` songs of each source, without key signatures, time signatures and texts: ours by weights that never saw a
 * song or its versions, music21's by each of its profiles, and what the first key signature of the unstripped file says.
 */
export function judgeKeys(corpus: string, python: string, each: number): readonly Accuracy[] {
  const all = annotatedSongs(corpus);
  const weights = crossValidated(all, 0);
  const songs = keySources.flatMap((source) =>
    sampled(
      all.filter((one) => one.source === source),
      each,
    ),
  );
  const home = mkdtempSync(join(tmpdir(), "midiq-keys-"));
  const paths = songs.map((one, index) => {
    const path = join(home, `${index}.mid`);
    writeFileSync(path, writeSong(stripped(one.song)));
    return path;
  });
  const theirs = ask<Record<string, number>>(python, "keys", paths);
  rmSync(home, { recursive: true });
  const { put, rows } = createTally();
  for (const [index, one] of songs.entries()) {
    const ours = songKeyUnder(stripped(one.song), weights[foldOf(one.group, 0)] as Float64Array)?.key;
    const said = new Map([
      ["midiq", ours],
      ["its key signature", signature(one)],
    ]);
    for (const profile of profiles) said.set(profile, theirs[paths[index] as string]?.[profile]);
    for (const [method, key] of said)
      for (const source of [one.source, "all"])
        put(source, method, key === one.key, key === undefined ? 0 : mirex(key, one.key));
  }
  return rows();
}

/** Key of the first key signature; undefined where there is none. */
function signature({ song: { keySignatures } }: AnnotatedSong): number | undefined {
  const fifths = keySignatures.fifths[0];
  if (fifths === undefined) return undefined;
  const minor = keySignatures.minor[0] ?? 0;
  return 12 * minor + ((((fifths * 7 + 9 * minor) % 12) + 12) % 12);
}

/**
 * Tempos of all files with an annotated one. As the file is: ours and its first tempo event (120 where there is none). With
 * seconds only (retimed): ours, cross-validated. pretty_midi looks at seconds only, and says the same of both.
 */
export function judgeTempos(corpus: string, python: string): readonly Accuracy[] {
  const files = [...annotated(corpus)].filter(({ bpm }) => bpm.length > 0);
  const theirs = ask<number>(
    python,
    "tempos",
    files.map(({ path }) => path),
  );
  const { put, rows } = createTally();
  for (const { path, source: folder, bpm, song } of files) {
    const source = path.includes("_fill_") ? "fill" : folder;
    const { bpm: ours, bpm_event: event } = tempo.run(song, {});
    const said = {
      "midiq, as the file is": ours,
      "first tempo event": event ?? 120,
      "pretty_midi estimate_tempo": theirs[path] ?? null,
    };
    for (const [method, found] of Object.entries(said))
      put(source, method, isTempo(found, bpm, [1]), Number(isTempo(found, bpm, tempoLevels)));
  }
  const retimed = crossValidatedTempo(tempoExamples(corpus)).accuracy;
  return [
    ...rows(),
    ...retimed.map(({ source, files: count, accuracy1, accuracy2 }) => ({
      ...{ source, method: "midiq, from seconds only", files: count, exact: accuracy1, lenient: accuracy2 },
    })),
  ];
}

/** Adds up points by source and method. */
function createTally() {
  const sums = new Map<string, { files: number; exact: number; lenient: number }>();
  return {
    put(source: string, method: string, isRight: boolean, points: number): void {
      const name = `${source}\t${method}`;
      const sum = sums.get(name) ?? { files: 0, exact: 0, lenient: 0 };
      sums.set(name, sum);
      sum.files++;
      sum.exact += Number(isRight);
      sum.lenient += points;
    },
    rows: (): readonly Accuracy[] =>
      [...sums].map(([name, { files, exact, lenient }]) => {
        const [source = "", method = ""] = name.split("\t");
        return { source, method, files, exact: exact / files, lenient: lenient / files };
      }),
  };
}

/** At most `most` of a list, spread evenly over it. */
const sampled = <T>(list: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, list.length / most);
  return list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
};

/** What estimates.py answers for each path. */
function ask<Answer>(
  python: string,
  what: "keys" | "tempos",
  paths: readonly string[],
): Readonly<Record<string, Answer>> {
  const script = fileURLToPath(new URL("estimates.py", import.meta.url));
  const input = JSON.stringify({ paths, processes });
  const { stdout, stderr, status } = spawnSync(python, [script, what], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`Cannot ask for ${what}: ${stderr}`);
  return JSON.parse(stdout);
}
