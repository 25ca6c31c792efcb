/**
 * A large catalogue made by varying real contents: each has the values of one file of the corpus, moved to another key and
 * tempo, its progression and its lines turned and changed in places, so that no two have the same index terms.
 */
import { existsSync } from "node:fs";
import { type Catalogue, core, facets, parseSong } from "../mod.ts";
import { facetBytes } from "../src/analyzers/facets.ts";
import { chordsOfText } from "../src/music/chord-text.ts";
import { chordMotion } from "../src/music/chords.ts";
import type { Packed } from "../src/pipeline/stage.ts";
import { addTerms } from "../src/plugin/index-terms.ts";
import { createRegistry } from "../src/plugin/registry.ts";
import { RowPacker } from "../src/store/copy-binary.ts";
import { columnsOf, type StagedTable, stagedTables, type WritePlan } from "../src/store/plan.ts";
import { readMidiFiles } from "./report.ts";

/** Features of one file by name, and what it is compared by. */
interface Real {
  readonly features: Readonly<Record<string, unknown>>;
  readonly facets: Uint8Array;
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
      return [{ features, facets: facetBytes(facets(song)) }];
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
  const words = [...text.matchAll(/([0-9ab])([M-Z][c-v])([A-L]?)/g)];
  if (words.length !== chordsOfText(text).length) throw new Error(`Cannot read the chords ${text}`);
  const at = random(words.length);
  const chords = [...words.slice(at), ...words.slice(0, at)]
    .map(([, root = "", rest = "", bass = ""]) => {
      const low = bass === "" ? "" : String.fromCharCode(65 + ((bass.charCodeAt(0) - 65 + by) % 12));
      return ((Number.parseInt(root, 12) + by) % 12).toString(12) + rest + low;
    })
    .join("");
  return `${chordMotion(chordsOfText(chords))}|${chords}`;
}

/** Rows in one batch. */
const batch = 2000;

/** Fills a catalogue; what it holds is the same for the same number. */
export async function fill(db: Catalogue, contents: number, progress: (done: number) => void): Promise<void> {
  const real = realSongs();
  const plan = await db.beginRun();
  const random = randomFrom(20261121);
  for (let done = 0; done < contents; ) {
    const rows = Math.min(batch, contents - done);
    const { rejected } = await db.write(pack(plan, real, rows, random));
    if (rejected.length > 0) throw new Error(`The store refused a row: ${rejected[0]?.message}`);
    done += rows;
    progress(done);
  }
  await db.endRun({ counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} });
}

function pack(plan: WritePlan, real: readonly Real[], rows: number, random: (below: number) => number): Packed {
  const columns = Object.fromEntries(stagedTables.map((table) => [table, columnsOf(table, plan.features)]));
  const packers = Object.fromEntries(
    stagedTables.map((table) => [table, new RowPacker(columns[table] ?? [])]),
  ) as Record<StagedTable, RowPacker>;
  const ends: number[] = [];
  const put = (table: StagedTable, values: Readonly<Record<string, unknown>>): void =>
    packers[table].row((columns[table] ?? []).map(({ column }) => values[column]));
  for (let row = 0; row < rows; row++) {
    const song = real[random(real.length)] as Real;
    const features = varied(song, random);
    const hash = Uint8Array.from({ length: 32 }, () => random(256));
    const id = new DataView(hash.buffer).getBigUint64(0) >> 1n;
    const terms: number[] = [];
    for (const { column, kind, feature } of plan.features) addTerms(terms, column, kind, features[feature]);
    const own = [
      ...new Set([tags[random(tags.length)] as string, tags[random(1 + random(tags.length))] as string]),
    ].sort();
    const name = `${nameWords[random(nameWords.length)]} ${nameWords[random(nameWords.length)]} ${random(100_000)}`;
    const path = `/packs/${random(2000)}/${name}-${id}.mid`;
    const byColumn = Object.fromEntries(plan.features.map(({ column, feature }) => [column, features[feature]]));
    const place = { path, name, folder: `packs/${random(2000)}`, size: 3000 + random(60_000) };
    put("content", {
      id,
      hash,
      status: "ok",
      problems: [],
      own_tags: own,
      tags: own,
      own_tag_sources: [],
      tag_sources: [],
      analyzer_set: plan.analyzerSet,
      terms: Int32Array.from(new Set(terms)).sort(),
      ...place,
      ...byColumn,
    });
    const near = song.facets.map((byte) => (byte === 0 ? 0 : Math.max(1, Math.min(255, byte + random(61) - 30))));
    put("vector", { content: id, facets: near, minhash: null });
    put("copy", { id, source: plan.source, content: id, mtime: 0, tags: [], tag_sources: [], run: plan.run, ...place });
    for (const table of stagedTables) ends.push(packers[table].length);
  }
  return {
    buffers: stagedTables.map((table) => packers[table].take()),
    about: { ends: Int32Array.from(ends), items: rows },
  };
}
