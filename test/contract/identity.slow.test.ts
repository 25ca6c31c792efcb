/** Files that move, go and come back, on both engines, by runs that read what is known and by runs that ask as they go. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Catalogue, core, createSurvey, journey, open, type Run, scan } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { tar, zip } from "../sources/pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = (note: string): Uint8Array => midi({}, track(melody(`${note} 1/4`)));

const all = [
  { engine: "PGlite", asks: false },
  { engine: "PGlite", asks: true },
  { engine: "PostgreSQL", asks: false },
  { engine: "PostgreSQL", asks: true },
];
for (const { engine, asks } of all.filter(({ engine }) => hasServer || engine === "PGlite")) {
  describe(`files on ${engine}${asks ? ", asked about as they come" : ""}`, () => {
    const music = join(folder.path, `${engine}${asks ? "-asked" : ""}`, "music");
    const at = (...names: readonly string[]): string => join(music, ...names);
    let db: Catalogue;
    let now = 1_700_000_000;
    const write = (name: string, bytes: Uint8Array): void => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), bytes);
      utimesSync(at(name), now, now++);
    };
    const run = async (paths: readonly string[], found: () => unknown = () => {}, signal?: AbortSignal) => {
      const survey = createSurvey();
      const from = scan(...paths, { survey });
      const source = survey.enclosing(async function* (run: Run) {
        for await (const file of from(run)) {
          await found();
          yield file;
        }
      });
      const going = journey(db, [core], source, { survey });
      return (await going.run({ workers: 0, batch: 2, ...(signal ? { signal } : {}) })).counts;
    };
    /** What an add says, but for what came in. */
    const add = async (...paths: readonly string[]): Promise<Record<string, number>> => {
      const counts = await run(paths.length > 0 ? paths : [music]);
      const told = ["stored", "unchanged", "copies", "known copies", "moved", "missing", "returned"];
      return Object.fromEntries(told.flatMap((name) => (counts[name] ? [[name, counts[name]]] : [])));
    };
    const found = async (query: string): Promise<string[]> =>
      (await db.find(query)).rows.map(({ path }) => path.slice(music.length + 1)).sort();
    const copies = async (): Promise<string[]> =>
      (await db.query<{ path: string; missing: boolean }>("select path, missing from copy"))
        .map(({ path, missing }) => `${missing ? "-" : ""}${path.slice(music.length + 1)}`)
        .sort();

    beforeAll(async () => {
      const url = engine === "PGlite" ? join(music, "../catalogue") : await newDatabase();
      const opened = await open(url, { plugins: [core], mode: "write" });
      db = asks ? { ...opened, known: { ...opened.known, isAsked: async () => true } } : opened;
    });
    afterAll(() => db.close());

    test("a file that moves keeps what was said of it, and has moved: it is no copy and not missing", async () => {
      write("a/one.mid", tune("C4"));
      write("a/two.mid", tune("D4"));
      expect(await add()).toEqual({ stored: 2 });
      await db.tag("name one", { add: ["mine"] });
      await db.rate("name one", 5);
      mkdirSync(at("House"));
      renameSync(at("a/one.mid"), at("House/uno.mid"));
      expect(await add()).toEqual({ unchanged: 1, moved: 1 });
      expect(await copies()).toEqual(["House/uno.mid", "a/two.mid"]);
      expect(await found("tag mine rating 5 house")).toEqual(["House/uno.mid"]);
      expect(await found("name one")).toEqual([]);
      renameSync(at("House"), at("Techno"));
      expect(await add(at("Techno"))).toEqual({ moved: 1 });
      expect([await found("house"), await found("techno")]).toEqual([[], ["Techno/uno.mid"]]);
    });

    test("a file that goes is missing until it is back; of several copies those count that are there", async () => {
      write("b/one.mid", tune("C4"));
      expect(await add()).toEqual({ unchanged: 2, "known copies": 1 });
      expect(await found("copies 2")).toEqual(["Techno/uno.mid"]);
      renameSync(at("Techno/uno.mid"), `${music}.1`);
      renameSync(at("a/two.mid"), `${music}.2`);
      expect(await add()).toEqual({ unchanged: 1, missing: 2 });
      expect(await copies()).toEqual(["-Techno/uno.mid", "-a/two.mid", "b/one.mid"]);
      expect([await found("copies 1"), await found("")]).toEqual([["b/one.mid"], ["b/one.mid"]]);
      expect([await found("missing"), await found("not missing")]).toEqual([["a/two.mid"], ["b/one.mid"]]);
      expect(await found("copy.missing under Techno")).toEqual(["b/one.mid"]);
      expect([await found("under Techno"), await found("techno"), await found("name two")]).toEqual([[], [], []]);
      expect(await add()).toEqual({ unchanged: 1 });
      renameSync(`${music}.2`, at("a/two.mid"));
      expect(await add()).toEqual({ unchanged: 2, returned: 1 });
      expect(await found("")).toEqual(["a/two.mid", "b/one.mid"]);
      renameSync(`${music}.1`, at("Techno/uno.mid"));
      expect(await add()).toEqual({ unchanged: 3, returned: 1 });
      expect(await found("techno copies 2")).toEqual(["Techno/uno.mid"]);
    });

    test("nothing is gone that was not looked for: another folder, a list, a root that is empty or broken, a stopped run", async () => {
      const before = await copies();
      expect(await add(at("a"))).toEqual({ unchanged: 1 });
      renameSync(music, `${music}.away`);
      mkdirSync(music);
      expect(await add()).toEqual({});
      rmSync(music, { recursive: true });
      renameSync(`${music}.away`, music);
      renameSync(at("b"), `${music}.b`);
      const stopping = new AbortController();
      const stopped = await run([music], () => stopping.abort(), stopping.signal);
      expect([stopped["cancelled"], stopped["missing"]]).toEqual([1, undefined]);
      symlinkSync(at("nowhere"), at("b"));
      const counts = await run([music]);
      // A link that leads nowhere may be a disk that is not there.
      expect([counts["missing"], counts["rejected"]]).toEqual([undefined, 1]);
      rmSync(at("b"));
      renameSync(`${music}.b`, at("b"));
      expect(await copies()).toEqual(before);
    });

    test.skipIf(process.getuid?.() === 0)("what lies in a folder that cannot be read is not judged", async () => {
      chmodSync(at("b"), 0);
      expect((await run([music]))["missing"]).toBeUndefined();
      chmodSync(at("b"), 0o755);
    });

    test("an archive that was read whole stays closed until it changes, and goes with its members", async () => {
      const pack = (...notes: readonly string[]): Uint8Array =>
        tar(notes.map((note) => ({ name: `${note}.mid`, bytes: tune(note) })));
      write("pack.tar", pack("E4", "F4"));
      write("bad.zip", zip([{ name: "G4.mid", bytes: tune("G4") }]).slice(0, -30));
      const unopened = async (): Promise<boolean> =>
        (await db.query("select path from archive")).length === 1 && (await add())["unchanged"] === 6;
      expect(await add()).toEqual({ unchanged: 3, stored: 3 });
      expect(await unopened()).toBe(true);
      // It is not even opened: what is in it now has the same size and time, but is no archive.
      const time = now - 2;
      writeFileSync(at("pack.tar"), new Uint8Array(pack("E4", "F4").length));
      utimesSync(at("pack.tar"), time, time);
      expect(await unopened()).toBe(true);
      write("pack.tar", pack("E4", "A4"));
      expect(await add()).toEqual({ unchanged: 4, "known copies": 1, stored: 1, missing: 1 });
      expect(await found("missing")).toEqual(["pack.tar!/F4.mid"]);
      renameSync(at("pack.tar"), at("new.tar"));
      expect(await add()).toEqual({ unchanged: 4, moved: 2 });
      renameSync(at("new.tar"), `${music}.tar`);
      expect(await add()).toEqual({ unchanged: 4, missing: 2 });
      renameSync(`${music}.tar`, at("new.tar"));
      expect(await add()).toEqual({ unchanged: 6, returned: 2 });
      renameSync(at("new.tar"), `${music}.tar`);
      expect(await add()).toEqual({ unchanged: 4, missing: 2 });
      await db.rate("missing name E4", 3);
      const under = [at("new.tar")];
      expect(await db.forget([at("new"), at("b")])).toEqual({ copies: 0, contents: 0, marked: 0 });
      expect(await db.forget(under, { dryRun: true })).toEqual({ copies: 2, contents: 2, marked: 1 });
      expect(await db.forget(under)).toEqual({ copies: 2, contents: 2, marked: 1 });
      expect(await found("missing")).toEqual(["pack.tar!/F4.mid"]);
      renameSync(`${music}.tar`, at("new.tar"));
      expect(await add()).toEqual({ unchanged: 4, stored: 2 });
      appendFileSync(at("new.tar"), new Uint8Array(10240));
      expect(await add()).toEqual({ unchanged: 4, "known copies": 2 });
    });

    test("a copy of what somebody forgets meanwhile is read again", async () => {
      write("lost/one.mid", tune("B6"));
      expect(await add()).toMatchObject({ stored: 1 });
      rmSync(at("lost/one.mid"));
      expect(await add()).toMatchObject({ missing: 1 });
      write("lost/other.mid", tune("B6"));
      await run([at("lost")], () => db.forget([at("lost")]));
      // A run that has read all that is known takes it for a copy, and the next one stores it.
      expect(await found("name other")).toEqual(asks ? ["lost/other.mid"] : []);
      expect(await add(at("lost"))).toEqual(asks ? { unchanged: 1 } : { stored: 1 });
      expect(await found("name other")).toEqual(["lost/other.mid"]);
    });
  });
}
