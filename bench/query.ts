/**
 * Latency of queries: `bun run bench query [--json] [--contents 1000000] [--db URL] [--keep FOLDER]`. A catalogue of
 * varied real contents (bench/varied-catalogue.ts) is made in PGlite, and on a server where one is named (in a database of
 * its own that is dropped at the end); `--keep` leaves the PGlite folder for the next run, which then need not make it.
 * Times are from the text of a query to its rows, in this process, each query once to warm up and once to be measured.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import type { Catalogue } from "../mod.ts";
import { chordsOfText } from "../src/music/chord-text.ts";
import { formatChord } from "../src/music/chords.ts";
import { shortKey } from "../src/music/keys.ts";
import { report } from "./report.ts";
import { filledCatalogue, randomFrom } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "1000000" },
    db: { type: "string" },
    keep: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);
const perKind = 60;

const milliseconds = (times: readonly number[], share: number): number =>
  Math.round(
    ([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0) * 10,
  ) / 10;

/** Queries by kind, with what the design asks of them. */
async function queriesOf(db: Catalogue): Promise<Readonly<Record<string, readonly string[]>>> {
  const random = randomFrom(7);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const key = (): string => shortKey(random(24));
  const bpm = (): string => {
    const low = 70 + random(90);
    return `bpm ${low}..${low + 4 + random(12)}`;
  };
  const tag = (): string => pick(["tag house", "genre techno", "mood dark", "tag demo", "tag swing", "genre jazz"]);
  const ranged = Array.from(
    { length: perKind },
    (_, n) =>
      [
        `${bpm()} key ${key()} ${tag()} sort -complexity limit 100`,
        `${bpm()} key ${key()},${key()} limit 100`,
        `${bpm()} key ${key()} sort bpm limit 100`,
        `${tag()} key ${key()} ${bpm()} sort -bpm limit 100`,
        `len 0:30..1:00 ${bpm()} key ${key()} limit 100`,
        `inst ${pick(["piano", "flute", "violin", "drums"])} ${bpm()} key ${key()} limit 100`,
        `${bpm()} sort -complexity limit 100`,
      ][n % 7] as string,
  );
  const rows = await db.query<{ melody: string; chords: string }>(
    `select "melody", "chords" from content where "melody" is not null and "chords" is not null order by "id" offset 1000 limit 4000`,
  );
  const cut = <T>(from: (row: { melody: string; chords: string }) => T | undefined): T[] => {
    const found: T[] = [];
    for (let tries = 0; found.length < perKind && tries < perKind * 50; tries++) {
      const one = from(pick(rows));
      if (one !== undefined) found.push(one);
    }
    return found;
  };
  const melody = cut(({ melody }) => {
    if (melody.length < 6) return undefined;
    const at = random(melody.length - 5);
    const steps = [...melody.slice(at, at + 6)].map((letter) => letter.charCodeAt(0) - 109);
    return new Set(steps).size < 3
      ? undefined
      : `melody ${steps.map((step) => (step < 0 ? step : `+${step}`)).join(",")} limit 100`;
  });
  const chords = cut(({ chords }) => {
    const names = chordsOfText(chords).map((chord) => formatChord({ ...chord, bass: chord.root }));
    if (names.length < 4) return undefined;
    const at = random(names.length - 3);
    return `chords ${names.slice(at, at + 4).join("-")} limit 100`;
  });
  return {
    "ranges, key, tags": ranged,
    "melody of 7 notes": melody,
    "4 chords": chords,
    "4 chords and ranges": chords.map((query) => `${bpm()} key ${key()} ${query}`),
    // Names are made of a theme, a title and a number (varied-catalogue.ts).
    "a common word": ["house", "intro", "drums", "folder packs", "name theme", "tag house"].map(
      (word) => `${word} limit 100`,
    ),
    "a rare word": Array.from({ length: 12 }, () => `${10_000 + random(contents)} limit 100`),
    "a word that nothing has": ["zzqqx", "name zzqqx", "house zzqqx", "folder zzqqx"].map(
      (word) => `${word} limit 100`,
    ),
    "two letters": ["ab", "ro", "in", "zq"].map((word) => `${word} limit 100`),
    "two words": ["house intro", "deep theme", "drums sky", "intro 777"].map((word) => `${word} limit 100`),
    "like a file": await likeQueries(db),
    "any rotation of 4 chords": chords.map((query) => query.replace("chords ", "chords ~ ")),
  };
}

/** Files of the catalogue itself are compared with, by their hash. */
async function likeQueries(db: Catalogue): Promise<readonly string[]> {
  const [row] = await db.query<{ hash: string }>(
    `select encode(c."hash", 'hex') as "hash" from content c join vector v on v."content" = c."id" order by c."id" limit 1`,
  );
  if (!row) return [];
  return [
    `like(${row.hash}) limit 100`,
    `like(${row.hash}, by: melody) >= 0.97 limit 100`,
    `like(${row.hash}, by: groove) key C limit 100`,
  ];
}

const facetQueries = [
  "facet key",
  "facet key, meter",
  `bpm 100..130 facet key`,
  "tag house facet bpm",
  "facet inst",
  "key Am,C facet tag",
  "bpm 120..121 key Am facet mode",
];

async function measure(engine: string, db: Catalogue): Promise<void> {
  const kinds = await queriesOf(db);
  const rows = [];
  for (const [name, queries] of Object.entries(kinds)) {
    const times: number[] = [];
    let found = 0;
    for (const query of queries) {
      await db.find(query);
      const began = performance.now();
      const answers = await db.find(query);
      times.push(performance.now() - began);
      found += answers.rows.length;
    }
    rows.push({
      name: `${engine}: ${name}`,
      queries: queries.length,
      "median ms": milliseconds(times, 0.5),
      "p95 ms": milliseconds(times, 0.95),
      "max ms": milliseconds(times, 1),
      "rows a query": found / queries.length,
    });
  }
  for (const [name, run] of [
    ["facets", (query: string) => db.facets(query)],
    ["counts", (query: string) => db.count(query.replace(/facet .*/, ""))],
  ] as const) {
    const times: number[] = [];
    let estimates = 0;
    for (const query of facetQueries) {
      await run(query);
      const began = performance.now();
      const counted = await run(query);
      times.push(performance.now() - began);
      if ("isEstimate" in counted ? counted.isEstimate : counted.some(({ isEstimate }) => isEstimate)) estimates++;
    }
    rows.push({
      name: `${engine}: ${name}`,
      queries: facetQueries.length,
      "median ms": milliseconds(times, 0.5),
      "p95 ms": milliseconds(times, 0.95),
      "max ms": milliseconds(times, 1),
      "marked ≈": estimates,
    });
  }
  report(rows, values.json);
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), "midiq-bench-"));
const embedded = await filledCatalogue(folder, contents);
await measure("PGlite", embedded);
await embedded.close();
if (values.keep === undefined && existsSync(folder)) rmSync(folder, { recursive: true });

if (values.db) {
  const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
  const name = `midiq_bench_${contents}`;
  const there = await admin`select 1 from pg_database where datname = ${name}`;
  if (there.length === 0) await admin.unsafe(`create database ${name}`);
  const url = new URL(values.db);
  url.pathname = `/${name}`;
  const server = await filledCatalogue(url.href, contents);
  await measure("PostgreSQL", server);
  await server.close();
  if (values.keep === undefined) await admin.unsafe(`drop database ${name}`);
  await admin.end();
}
