import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  hash,
  open,
  parse,
  pipeline,
  scan,
  store,
  tag,
  where,
} from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, tempo, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = join(folder.path, "music");
/** Too little for a tempo, and drums have no key. */
const hit = (note: string): Uint8Array => midi({}, track(melody(`${note} 1/4`, { channel: 9 })));
const timed = midi({}, track(tempo(0, 500_000), melody("C2 1/4 D2 1/4 C2 1/4 D2 1/4", { channel: 9 })));

let db: Catalogue;
let now = 1_700_000_000;
const write = (name: string, bytes: Uint8Array): void => {
  writeFileSync(join(music, name), bytes);
  // Another time each, so that a changed file is seen to be one.
  utimesSync(join(music, name), now, now++);
};
const add = async (): Promise<void> => {
  await pipeline(scan(music), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run({
    workers: 0,
  });
};
/** Tempo and key of the content at a path, with their sources. */
const known = async (name: string): Promise<unknown> => {
  const [row] = await db.query<Record<string, unknown>>(
    `select bpm, bpm_source, bpm_confidence, "key", key_source, key_confidence
     from content c where id = (select content from copy where path = $1)`,
    [join(music, name)],
  );
  return row && Object.values(row).map((value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value));
};
const differing = async (): Promise<string[]> => {
  const { rows } = await db.find("any copy (name.differs)");
  return rows.map(({ path }) => path.slice(music.length + 1)).sort();
};

beforeAll(async () => {
  mkdirSync(music);
  db = await open(join(folder.path, "catalogue"), { plugins: [core], mode: "write" });
  write("kick_120_Am.mid", hit("C2"));
  write("plain.mid", hit("D2"));
  write("timed 120 bpm.mid", timed);
  await add();
}, 180_000);
afterAll(() => db.close());

test("a name's tempo and key are taken where the music tells none, with their source", async () => {
  expect(await known("kick_120_Am.mid")).toEqual([120, "filename", 0.7, 21, "filename", 0.7]);
  expect(await known("plain.mid")).toEqual([120, "default", 0.15, null, null, null]);
  expect((await db.find("bpm 120 bpm.src filename key Am")).rows).toHaveLength(1);
});

test("they never stand for what the music tells", async () => {
  write("timed copy 90 bpm.mid", timed);
  await add();
  expect(((await known("timed 120 bpm.mid")) as unknown[]).slice(0, 2)).toEqual([120, "event"]);
  expect(await differing()).toEqual(["timed 120 bpm.mid"]);
  const flags = await db.query("select name, name_differs as d from copy where name like 'timed%' order by name");
  expect(flags).toEqual([
    { name: "timed 120 bpm", d: false },
    { name: "timed copy 90 bpm", d: true },
  ]);
});

test("they go when another copy's name says otherwise, and come back when it is gone", async () => {
  write("kick 90 bpm.mid", hit("C2"));
  await add();
  expect(await known("kick_120_Am.mid")).toEqual([120, "default", 0.15, 21, "filename", 0.7]);
  expect(await differing()).toEqual(["kick 90 bpm.mid", "timed 120 bpm.mid"]);
  write("kick 90 bpm.mid", hit("E2"));
  await add();
  expect(await known("kick_120_Am.mid")).toEqual([120, "filename", 0.7, 21, "filename", 0.7]);
  expect(await known("kick 90 bpm.mid")).toEqual([90, "filename", 0.7, null, null, null]);
  expect(await differing()).toEqual(["timed 120 bpm.mid"]);
});

test("they come with a later copy of a known content", async () => {
  write("plain copy 100bpm.mid", hit("D2"));
  await add();
  expect(await known("plain.mid")).toEqual([100, "filename", 0.7, null, null, null]);
});

test("a name decides between a minor key and its relative, and what the notes said comes back without it", async () => {
  const loop = midi({}, track(melody("A3+C4+E4 1/1 F3+A3+C4 1/1 C4+E4+G4 1/1 G3+B3+D4 1/1")));
  const keys = async (name: string) => ((await known(name)) as unknown[]).slice(3, 5);
  write("plain loop.mid", loop);
  await add();
  const [heard, source] = await keys("plain loop.mid");
  expect(["detected", "event"]).toContain(source as string);
  const other = heard === 21 ? 0 : 21;
  const name = other === 21 ? "loop Am.mid" : "loop Cmaj.mid";
  write(name, loop);
  await add();
  expect(await keys(name)).toEqual([other, "filename"]);
  write(name, hit("A2"));
  await add();
  expect(await keys("plain loop.mid")).toEqual([heard, source]);
});

test("a folder says what no file name says", async () => {
  mkdirSync(join(music, "Drums 174"));
  write("Drums 174/take.mid", hit("B2"));
  write("Drums 174/take 90bpm.mid", hit("G2"));
  await add();
  expect(await known("Drums 174/take.mid")).toEqual([174, "filename", 0.6, null, null, null]);
  expect(await known("Drums 174/take 90bpm.mid")).toEqual([90, "filename", 0.7, null, null, null]);
  expect((await db.find("folder.bpm 174 bpm 174")).rows).toHaveLength(1);
});

test("bars and track number are fields of the copy", async () => {
  write("03 - loop 8bars.mid", hit("F2"));
  await add();
  const { rows } = await db.find("name.bars 8 name.track 3 show name.bars, name.track");
  expect(rows.map(({ values }) => values)).toEqual([{ "name.bars": 8, "name.track": 3 }]);
});

test("the stage where takes them too", async () => {
  const found: string[] = [];
  const files = pipeline(scan(music), hash(), parse(), analyze(core), where("bpm 120 bpm.src filename key Am", core));
  for await (const { path } of files.items({ workers: 0 })) found.push(path.slice(music.length + 1));
  expect(found).toEqual(["kick_120_Am.mid"]);
});
