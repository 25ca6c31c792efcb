/** Tags and ratings by hand, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
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
} from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = (note: string): Uint8Array => midi({}, track(melody(`${note} 1/4`)));

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  describe(`marks on ${engine}`, () => {
    const music = join(folder.path, engine, "music");
    let db: Catalogue;
    let now = 1_700_000_000;
    const write = (name: string, bytes: Uint8Array): void => {
      writeFileSync(join(music, name), bytes);
      utimesSync(join(music, name), now, now++);
    };
    const add = async (...files: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<void> => {
      for (const [name, bytes] of files) write(name, bytes);
      await pipeline(scan(music), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run({
        workers: 0,
      });
    };
    const found = async (query: string): Promise<string[]> =>
      (await db.find(query)).rows.map(({ path }) => path.slice(music.length + 1)).sort();
    const tagsOf = async (name: string): Promise<readonly string[]> =>
      ((await db.show(join(music, name)))[0]?.tags ?? []).filter((one) => !one.startsWith("instrumentation:"));

    beforeAll(async () => {
      mkdirSync(join(music, "Techno"), { recursive: true });
      db = await open(engine === "PGlite" ? join(folder.path, "catalogue") : await newDatabase(), {
        plugins: [core],
        mode: "write",
      });
      await add(["a.mid", tune("C4")], ["b.mid", tune("D4")], ["Techno/c.mid", tune("E4")]);
    }, 180_000);
    afterAll(() => db.close());

    test("a tag is given to what a query finds, and a word of the table is its tag in any spelling", async () => {
      expect(await db.tag("name a or name b", { add: ["Deep House", "DnB", "favourite"] })).toEqual({
        found: 2,
        changed: 2,
      });
      expect(await tagsOf("a.mid")).toEqual(["genre:deep-house", "genre:drum-and-bass", "user:favourite"]);
      expect(await found("genre house tag.src manual tag favourite")).toEqual(["a.mid", "b.mid"]);
    });

    test("the same again changes nothing; a dry run only counts", async () => {
      expect(await db.tag("name a", { add: ["favourite"] })).toEqual({ found: 1, changed: 0 });
      expect(await db.tag("bpm 120", { add: ["favourite"] }, { dryRun: true })).toEqual({
        found: 3,
        changed: 1,
      });
      expect(await found("tag favourite")).toEqual(["a.mid", "b.mid"]);
    });

    test("a tag that was taken away stays away when names, copies and taggers say it again", async () => {
      expect(await db.tag("genre techno", { remove: ["techno"] })).toEqual({ found: 1, changed: 1 });
      expect(await tagsOf("Techno/c.mid")).toEqual([]);
      await add(["techno.mid", tune("E4")]);
      write("Techno/c.mid", tune("E4"));
      await add();
      expect(await tagsOf("Techno/c.mid")).toEqual([]);
      expect((await db.show(join(music, "techno.mid")))[0]?.manual).toEqual({ "genre:techno": false });
    });

    test("marks belong to the bytes: they stay when their last file is gone and another comes", async () => {
      await add(["b.mid", tune("F4")]);
      expect(await tagsOf("b.mid")).toEqual([]);
      await add(["new.mid", tune("D4")]);
      expect(await tagsOf("new.mid")).toEqual(["genre:deep-house", "genre:drum-and-bass", "user:favourite"]);
    });

    test("the last word wins, and clearing lets the automatic tags stand again", async () => {
      await db.tag("name techno", { add: ["genre:techno"] });
      expect(await tagsOf("techno.mid")).toEqual(["genre:techno"]);
      await db.tag("name techno", { remove: ["techno"] });
      expect(await db.tag("name techno", { clear: ["house"] })).toEqual({ found: 1, changed: 0 });
      expect(await db.tag("name techno", { clear: [] }, { dryRun: true })).toEqual({ found: 1, changed: 1 });
      expect(await db.tag("name techno", { clear: ["techno"] })).toEqual({ found: 1, changed: 1 });
      expect(await tagsOf("techno.mid")).toEqual(["genre:techno"]);
      expect(await found("genre techno tag.src manual")).toEqual([]);
      expect(await db.tag("name a", { clear: [] })).toEqual({ found: 1, changed: 1 });
      expect(await tagsOf("a.mid")).toEqual([]);
    });

    test("order and limit of the query are heeded, and likeness", async () => {
      expect(await db.tag("sort -low limit 1", { add: ["highest"] }, { all: true })).toEqual({ found: 1, changed: 1 });
      expect(await found("tag highest")).toEqual(["b.mid"]);
      const like = `like("${join(music, "a.mid")}") >= 0.99 limit 1`;
      expect(await db.rate(like, 5)).toEqual({ found: 1, changed: 1 });
      expect(await found("rating 5")).toHaveLength(1);
      await db.rate(like, null);
    });

    test("ratings are set, changed and taken away, and stay with the bytes", async () => {
      expect(await db.rate("name a or name techno", 4)).toEqual({ found: 2, changed: 2 });
      expect(await db.rate("name a", 2, { dryRun: true })).toEqual({ found: 1, changed: 1 });
      await add(["copy of a.mid", tune("C4")]);
      expect(await found("rating 4..")).toEqual(["Techno/c.mid", "a.mid"]);
      expect(await db.rate("rating 4", 0)).toEqual({ found: 2, changed: 2 });
      expect(await found("has rating")).toEqual([]);
    });

    test("an empty query, a word that can be no tag, and a rating that is none are refused", async () => {
      const refused = { name: "QueryError", code: "bad-argument" };
      await expect(db.tag("", { add: ["x"] })).rejects.toMatchObject(refused);
      await expect(db.rate("limit 1", 3)).rejects.toMatchObject(refused);
      await expect(db.tag("name a", { add: ["-"] })).rejects.toMatchObject(refused);
      await expect(db.tag("name a", { remove: ["a:b:c"] })).rejects.toMatchObject(refused);
      await expect(db.rate("name a", 6)).rejects.toMatchObject(refused);
      await expect(db.rate("name a", 2.5)).rejects.toMatchObject(refused);
    });
  });
}
