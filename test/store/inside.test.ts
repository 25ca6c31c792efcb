import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "../../mod.ts";
import { facetBytes, facets } from "../../src/hearing/likeness/facets.ts";
import { minHash } from "../../src/hearing/likeness/fingerprint.ts";
import { partsAbout, placesAbout, sectionsAbout } from "../../src/hearing/mod.ts";
import { parseSong } from "../../src/midi/mod.ts";
import { analyze } from "../../src/stages/analyze.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, text, timeSignature, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = join(folder.path, "music");

const program = (channel: number, number: number): number[] => [0, 0xc0 | channel, number];
const verse = "C5 1/4 D5 1/4 E5 1/4 C5 1/4 C5 1/4 D5 1/4 E5 1/4 C5 1/4 ";
const chorus = "F5+A5 1/2 D5+A5 1/2 Bb4+D5 1/8 Bb4+F5 3/8 F5+A5 1/2 ";
const tune = verse.repeat(4) + chorus.repeat(4) + verse.repeat(4);
const bass = "C2 1/2 G2 1/2 ".repeat(8) + "F2 1/2 D2 1/2 Bb1 1/2 F2 1/2 ".repeat(4) + "C2 1/2 G2 1/2 ".repeat(8);
const song = midi(
  {},
  track(timeSignature(0, 4, 4)),
  track(text(0, 3, "Lead"), program(0, 73), melody(tune)),
  track(text(0, 3, "Low"), program(1, 33), melody(bass, { channel: 1, velocity: 90 })),
  track(melody("C2 1/4 D2 1/4 ".repeat(48), { channel: 9 })),
);
const single = midi({}, track(melody("C4 1/4")));
let db: Catalogue;

beforeAll(async () => {
  mkdirSync(music);
  writeFileSync(join(music, "song.mid"), song);
  writeFileSync(join(music, "single.mid"), single);
  writeFileSync(join(music, "page.mid"), "<html>");
  db = await open(join(folder.path, "catalogue"), { plugins: [core], mode: "write" });
  for (let run = 0; run < 2; run++) {
    // The second run does not know what the first one stored, and writes all again.
    const known = run === 0 ? db : { known: { contents: async function* () {} } };
    const journey = pipeline(scan(music), hash(), dedupe(known), parse(), analyze(core), tag(core), store(db));
    await journey.run({ workers: 0 });
  }
}, 180_000);
afterAll(() => db.close());

const ofSong = `where content = (select id from content where name = 'song')`;
const count = async (table: string): Promise<number> =>
  Number((await db.query<{ n: number }>(`select count(*)::int4 as n from ${table}`))[0]?.n);
const namesOf = async (query: string): Promise<string[]> =>
  (await db.find(query)).rows.map(({ path }) => path.slice(music.length + 1)).sort();

describe("what is inside a file", () => {
  test("each part is a row of the tracks", async () => {
    const rows = await db.query(
      `select n, name, to_json(instruments) as instruments, program, channel, role, drums, notes, low, high, polyphony,
         density, velocity_mean from track ${ofSong} order by n`,
    );
    const parts = partsAbout(parseSong(song)).map((part) => ({
      ...part,
      density: Math.fround(Number(part.density)),
      velocity_mean: Math.fround(part.velocity_mean),
    }));
    expect(parts).toHaveLength(3);
    expect(rows.map((row) => rounded(row as never))).toEqual(parts.map(rounded));
  });

  test("each section of the form is a row", async () => {
    const sections = sectionsAbout(parseSong(song));
    expect(sections.map(({ letter }) => letter).join("")).toBe("ABA");
    const rows = await db.query(
      `select n, letter, bar, bars, notes, density, key, chords, drums from section ${ofSong} order by n`,
    );
    expect(rows.map((row) => rounded(row as never))).toEqual(sections.map((each) => rounded({ ...each })));
  });

  test("the vectors are stored a byte a component, the MinHash as words", async () => {
    const parsed = parseSong(song);
    const rows = await db.query<{ facets: string; minhash: string | null }>(
      `select encode(facets, 'hex') as facets, encode(minhash, 'hex') as minhash from vector ${ofSong}
       union all select encode(facets, 'hex'), encode(minhash, 'hex') from vector where not content ${ofSong.slice(14)}`,
    );
    const [first, second] = rows.map(({ facets: bytes, minhash }) => [
      Buffer.from(bytes, "hex"),
      minhash === null ? null : new Uint32Array(new Uint8Array(Buffer.from(minhash, "hex")).buffer),
    ]);
    expect(first as unknown).toEqual([Buffer.from(facetBytes(facets(parsed))), minHash(parsed)]);
    expect(second as unknown).toEqual([Buffer.from(facetBytes(facets(parseSong(single)))), null]);
  });

  test("the places of the symbols of musical texts stand in the detail", async () => {
    const rows = await db.query(`select data -> 'places' as places from detail ${ofSong}`);
    expect(rows).toEqual([{ places: { ...placesAbout(parseSong(song)) } }]);
  });

  test("is stored once, and of files that hold music only", async () => {
    expect(await count("content")).toBe(3);
    expect([await count("track"), await count("vector"), await count("detail")]).toEqual([4, 2, 2]);
  });

  test("answers conditions that one and the same track or section has to meet", async () => {
    expect(await namesOf("any track (inst bass notes 40.. high ..G3)")).toEqual(["song.mid"]);
    expect(await namesOf("any track (inst flute high ..G3)")).toEqual([]);
    expect(await namesOf("any track (name low mono program 34)")).toEqual(["song.mid"]);
    expect(await namesOf("none track (inst drums)")).toEqual(["single.mid"]);
    expect(await namesOf("all track (channel 1)")).toEqual(["single.mid"]);
    expect(await namesOf("any section (letter B bar 9 bars 8 drums)")).toEqual(["song.mid"]);
    expect(await namesOf("any section (letter C)")).toEqual([]);
  });

  test("finds what is like it, and its near-duplicates by the terms of their bands", async () => {
    const path = join(music, "song.mid");
    expect(await namesOf(`like(${path}) >= 0.99`)).toEqual(["song.mid"]);
    expect(await namesOf(`dupes(${path}, level: music)`)).toEqual(["song.mid"]);
  });
});

/** Floats as the catalogue keeps them, in seven digits. */
const rounded = (row: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" ? Number(value.toPrecision(6)) : value,
    ]),
  );
