import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "../../mod.ts";
import { archiveOf } from "../../src/plugin/names.ts";
import { analyze } from "../../src/stages/analyze.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, text, track } from "../midi/compose.ts";
import { zip } from "../sources/pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = join(folder.path, "music");
const tune = (title: string): Uint8Array =>
  midi({}, track(text(0, 3, title), melody("C4 1/8 D4 1/8 E4 1/8 C4 1/8 C4 1/8 D4 1/8 E4 1/8 C4 1/8")));
let db: Catalogue;

beforeAll(async () => {
  mkdirSync(join(music, "b"), { recursive: true });
  writeFileSync(join(music, "a.mid"), tune("one"));
  writeFileSync(join(music, "b", "techno.mid"), tune("one"));
  writeFileSync(join(music, "same notes.mid"), tune("another title"));
  writeFileSync(join(music, "other.mid"), midi({}, track(melody("E4 1/4 F4 1/4 G4 1/2"))));
  const inner = zip([{ name: "deep.mid", bytes: midi({}, track(melody("A3 1/4 B3 1/4 C4 1/2"))) }]);
  writeFileSync(join(music, "Pack 12.zip"), zip([{ name: "inner/Odd.zip", bytes: inner }]));
  db = await open(join(folder.path, "catalogue"), { plugins: [core], mode: "write" });
  const journey = pipeline(scan(music), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db));
  await journey.run({ workers: 0 });
}, 180_000);
afterAll(() => db.close());

const namesOf = async (query: string): Promise<string[]> =>
  (await db.find(query)).rows.map(({ path }) => path.slice(music.length + 1)).sort();

describe("a field of the catalogue", () => {
  test("archive is the file name of the outermost archive", async () => {
    expect(await namesOf('archive "pack 12.zip"')).toEqual(["Pack 12.zip!/inner/Odd.zip!/deep.mid"]);
    expect(await namesOf("no archive")).toHaveLength(3);
    expect(archiveOf("/x/Wow!/a.mid")).toBe(null);
    expect(archiveOf("/x/Wow!/pack.tar.gz!/a.mid")).toBe("pack.tar.gz");
    expect(archiveOf("s3://bucket/pack.zip!/a.mid")).toBe("pack.zip");
    expect(archiveOf("C:\\x\\pack.zip!/a.mid")).toBe("pack.zip");
    expect(archiveOf("/x/.zip!/a.mid")).toBe(null);
  });

  test("dupe is every file but the first that holds some notes", async () => {
    expect(await namesOf("dupe")).toEqual(["same notes.mid"]);
    expect(await namesOf("not dupe")).toEqual(["Pack 12.zip!/inner/Odd.zip!/deep.mid", "a.mid", "other.mid"]);
  });

  test("tag.src tells where the tags of a content and of its copies' names come from", async () => {
    expect(await namesOf("tag.src filename")).toEqual(["a.mid"]);
    const { rows } = await db.find("path **/a.mid show tag.src");
    expect(rows.map(({ values }) => values["tag.src"])).toEqual([["detected", "filename"]]);
  });

  test("x.by and x.at tell which analyzer computed an estimate, and when", async () => {
    const version = db.registry.analyzers.find(({ analyzer }) => analyzer.id === "tempo")?.analyzer.version;
    expect(await namesOf(`bpm.by = tempo@${version}`)).toHaveLength(4);
    expect(await namesOf("bpm.by tempo@0")).toEqual([]);
    expect(await namesOf("key.at today or key.at yesterday")).toHaveLength(4);
  });

  test("rating is unknown until somebody sets it", async () => {
    expect(await namesOf("has rating")).toEqual([]);
    await db.query("update content set rating = 4 where name = 'other'");
    expect(await namesOf("rating 4..")).toEqual(["other.mid"]);
  });

  test("tap is a bar of any lane of the drums, where an analyzer tells the lanes", () => {
    const columns = new Set(db.registry.fields.map(({ column }) => column));
    expect(db.registry.find("tap") !== undefined).toBe(columns.has("kick"));
  });
});
