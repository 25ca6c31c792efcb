/**
 * A large catalogue made by varying real contents: each has the values of one file of the corpus, moved to another key and
 * tempo, its progression and its lines turned and changed in places, so that no two have the same index terms.
 */
import { existsSync } from "node:fs";
import { type Catalogue, core, open } from "../mod.ts";
import { createRowSet, type RowSet } from "../src/catalogue/adding/row-set.ts";
import { detailOf } from "../src/catalogue/tables/detail.ts";
import type { WritePlan } from "../src/catalogue/tables/plan.ts";
import { contentId } from "../src/digest.ts";
import { partsAbout } from "../src/hearing/about/parts.ts";
import { placesAbout } from "../src/hearing/about/places.ts";
import { sectionsAbout } from "../src/hearing/about/sections.ts";
import { facetBytes } from "../src/hearing/likeness/facets.ts";
import { bandsOf, minHash } from "../src/hearing/likeness/fingerprint.ts";
import { facets } from "../src/hearing/mod.ts";
import { parseSong } from "../src/midi/mod.ts";
import { chordsOfText, chordText } from "../src/music/chord-text.ts";
import { parsePitchClass, pitchClassNames } from "../src/music/pitch.ts";
import type { Packed } from "../src/pipeline/stage.ts";
import { addTerms } from "../src/plugin/index-terms.ts";
import { createRegistry } from "../src/plugin/registry.ts";
import { readMidiFiles } from "./report.ts";

/** What the rows of one file say. */
interface Real {
  readonly features: Readonly<Record<string, unknown>>;
  readonly facets: Uint8Array;
  readonly minhash: Uint8Array | undefined;
  readonly bands: number;
  readonly detail: unknown;
  readonly parts: ReturnType<typeof partsAbout>;
  readonly sections: ReturnType<typeof sectionsAbout>;
}

const corpus = new URL("../../shared/corpus/dev/clear", import.meta.url).pathname;
const sample = new URL("../examples/sample", import.meta.url).pathname;

/** Features of the files that are varied: the corpus beside the project, else the bundled sample. */
function realSongs(): readonly Real[] {
  const { analyzers } = createRegistry([core]);
  return readMidiFiles(existsSync(corpus) ? corpus : sample).flatMap((bytes): readonly Real[] => {
    try {
      const song = parseSong(bytes);
      if (song.notes.length === 0) return [];
      const features = Object.assign({}, ...analyzers.map(({ analyzer }) => analyzer.run(song, {})));
      const hash = minHash(song);
      return [
        {
          features,
          facets: facetBytes(facets(song)),
          minhash: hash ? new Uint8Array(hash.buffer, hash.byteOffset, hash.byteLength) : undefined,
          bands: hash ? bandsOf(hash).length : 0,
          detail: detailOf(song, [], { ...placesAbout(song) }),
          parts: partsAbout(song),
          sections: sectionsAbout(song),
        },
      ];
    } catch {
      return [];
    }
  });
}

/** Random numbers from a seed (xorshift32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const tags = [
  "genre:house",
  "genre:techno",
  "genre:pop",
  "genre:jazz",
  "genre:rock",
  "mood:dark",
  "mood:happy",
  "feel:swing",
  "style:lofi",
  "role:lead",
  "role:bass",
  "pack:one",
  "pack:two",
  "era:80s",
  "demo",
];
const nameWords = [
  "intro",
  "lead",
  "house",
  "take",
  "piano",
  "groove",
  "deep",
  "night",
  "loop",
  "bass",
  "theme",
  "verse",
  "sky",
  "blue",
];

/** Features of content number n. */
function varied(real: Real, random: (below: number) => number): Record<string, unknown> {
  const base: Record<string, unknown> = { ...real.features };
  const by = random(12);
  const factor = 0.85 + random(300) / 1000;
  for (const name of ["bpm", "bpm_initial", "density", "complexity", "duration"]) {
    const value = base[name];
    if (typeof value === "number") base[name] = Math.round(value * factor * 100) / 100;
  }
  const { key } = base;
  if (typeof key === "number") base["key"] = Math.floor(key / 12) * 12 + ((key + by) % 12);
  for (const name of ["melody", "bass", "degrees", "contour"]) {
    const text = base[name];
    if (typeof text === "string") base[name] = changed(turned(text, 1, random), random);
  }
  const { chords } = base;
  if (typeof chords === "string" && chords.length > 0) base["chords"] = moved(chords, by, random);
  return base;
}

/** The second part before the first. */
function turned(text: string, _symbol: number, random: (below: number) => number): string {
  const at = random(text.length + 1);
  return text.slice(at) + text.slice(0, at);
}

/** Every tenth letter or so is one that stands elsewhere. */
function changed(text: string, random: (below: number) => number): string {
  const letters = [...text];
  for (let n = random(10); n < letters.length; n += 1 + random(20))
    letters[n] = letters[random(letters.length)] as string;
  return letters.join("");
}

/** Chords in another key, begun elsewhere. */
function moved(text: string, by: number, random: (below: number) => number): string {
  const chords = chordsOfText(text);
  const at = random(chords.length);
  const above = (pitch: number): number => (pitch + by) % 12;
  return chordText(
    [...chords.slice(at), ...chords.slice(0, at)].map(({ root, quality, bass, tonic }) => ({
      root: above(root),
      quality,
      bass: above(bass),
      tonic: tonic && (pitchClassNames[above(parsePitchClass(tonic) ?? 0)] as string),
    })),
  );
}

/** Contents in one batch where nothing else is said. */
const largeBatch = 2000;

/** Fills a catalogue; what it holds is the same for the same number. */
export async function fill(db: Catalogue, contents: number, progress: (done: number) => void): Promise<void> {
  const run = await db.beginRun();
  let done = 0;
  for (const packed of variedBatches(run.layout, contents)) {
    const { rejected } = await run.write(packed);
    if (rejected.length > 0) throw new Error(`The store refused a row: ${rejected[0]?.message}`);
    done = Math.min(contents, done + largeBatch);
    progress(done);
  }
  await run.end({ counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} });
}

/** Opens a catalogue, and fills it unless it has so many contents already; tells on stderr how that goes. */
export async function filledCatalogue(url: string, contents: number): Promise<Catalogue> {
  const db = await open(url, { plugins: [core], mode: "write" });
  const [row] = await db.query<{ n: string }>("select count(*)::text as n from content");
  if (Number(row?.n) >= contents) return db;
  const began = performance.now();
  await fill(db, contents - Number(row?.n), (done) => {
    if (done % 100_000 === 0) console.error(`${done} contents, ${Math.round((performance.now() - began) / 1000)} s`);
  });
  console.error(`${contents} contents with indexes in ${Math.round((performance.now() - began) / 1000)} s`);
  return db;
}

/** Packed batches of contents with all their rows, as `midiq add` makes them: the same ones for the same number. */
export function* variedBatches(
  plan: WritePlan,
  contents: number,
  { batch = largeBatch, seed = 20261121 } = {},
): Generator<Packed> {
  const real = realSongs();
  const rows = createRowSet(plan);
  const random = randomFrom(seed);
  for (let n = 1; n <= contents; n++) {
    addVaried(rows, plan, real[random(real.length)] as Real, random);
    const packed = n % batch === 0 || n === contents ? rows.take() : undefined;
    if (packed) yield packed;
  }
}

function addVaried(rows: RowSet, plan: WritePlan, song: Real, random: (below: number) => number): void {
  const features = varied(song, random);
  const hash = Uint8Array.from({ length: 32 }, () => random(256));
  const id = contentId(hash);
  const terms: number[] = [];
  for (const { column, kind, feature } of plan.features) addTerms(terms, column, kind, features[feature]);
  // The bands of the MinHash: those of another song are other ones.
  for (let band = 0; band < song.bands; band++) terms.push((random(65536) << 16) | random(65536));
  const own = [
    ...new Set([tags[random(tags.length)] as string, tags[random(1 + random(tags.length))] as string]),
  ].sort();
  const name = `${nameWords[random(nameWords.length)]} ${nameWords[random(nameWords.length)]} ${random(100_000)}`;
  const path = `/packs/${random(2000)}/${name}-${id}.mid`;
  const place = { path, name, folder: `packs/${random(2000)}`, size: 3000 + random(60_000) };
  const tagged = { tags: own, tag_sources: ["detected"] };
  rows.add(
    "content",
    {
      id,
      hash,
      status: "ok",
      problems: [],
      own_tags: own,
      own_tag_sources: ["detected"],
      copies: 1,
      analyzer_set: plan.analyzerSet,
      terms: Int32Array.from(new Set(terms)).sort(),
      ...tagged,
      ...place,
    },
    features,
  );
  rows.add("detail", { content: id, data: song.detail });
  for (const part of song.parts) rows.add("track", { content: id, ...part });
  for (const section of song.sections) rows.add("section", { content: id, ...section });
  const facets = song.facets.map((byte) => (byte === 0 ? 0 : Math.max(1, Math.min(255, byte + random(61) - 30))));
  // The highest byte of each word tells whether it is of the song itself.
  const minhash = song.minhash?.map((byte, n) => (n % 4 === 3 ? byte : byte ^ random(256))) ?? null;
  rows.add("vector", { content: id, facets, minhash });
  const named = {
    evidence: null,
    name_bpm: null,
    name_key: null,
    name_bars: null,
    name_track: null,
    name_mode: null,
    folder_bpm: null,
    folder_key: null,
    folder_mode: null,
    archive: null,
  };
  rows.add("copy", {
    id: id ^ 1n,
    source: plan.places.machine.source,
    content: id,
    mtime: 1_700_000_000_000 + random(1e9),
    tags: [],
    tag_sources: [],
    run: plan.run,
    ...named,
    ...place,
  });
  rows.endItem();
}
