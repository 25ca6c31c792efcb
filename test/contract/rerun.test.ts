/** Versions: only what is stale is computed again, and then a catalogue is as one that was made with the new versions. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Catalogue,
  core,
  defineAnalyzer,
  defineNameTagger,
  definePlugin,
  defineTagger,
  executeRerun,
  journey,
  music,
  open,
  type Plugin,
  planRerun,
  scan,
  z,
} from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { everything } from "./everything.ts";

const folder = emptyFolder();
afterAll(folder.remove);

/** A plugin in some versions: an analyzer, one that needs it, a tagger that needs the second, a tagger of names. */
function pluginOf(versions: { size?: number; twice?: number; tagger?: number; names?: number } = {}): Plugin {
  const { size: ofSize = 1, twice: ofTwice = 1, tagger: ofTagger = 1, names: ofNames = 1 } = versions;
  const size = defineAnalyzer({
    id: "size",
    version: ofSize,
    description: "notes, and more in later versions",
    output: z.object({ notes: z.int().nullable().meta({ description: "notes" }), line: music.melody() }),
  }).run((song) => {
    if (song.notes.length === 3 && ofSize < 3) throw new Error("no trios");
    return { notes: song.notes.length === 2 ? null : song.notes.length * ofSize, line: "okokok" };
  });
  const twice = defineAnalyzer({
    id: "twice",
    version: ofTwice,
    description: "twice of it",
    needs: { notes: size.fields.notes },
    output: z.object({ notes: z.int().nullable().meta({ description: "twice" }) }),
  }).run((_, __, { notes }) => ({ notes: notes === null ? null : notes * 2 }));
  const many = defineTagger({
    id: "many",
    version: ofTagger,
    description: "many",
    needs: { notes: twice.fields.notes },
  }).run(({ notes }) =>
    (notes ?? 0) >= 16
      ? [{ tag: "size:many", confidence: 1, source: "detected", rule: `v${ofTagger}`, why: `${notes}` }]
      : [],
  );
  const named = defineNameTagger({ id: "named", version: ofNames, description: "first letter" }).run(({ name }) => [
    { tag: `letter:${name[0]}`, confidence: 1, source: "filename", rule: `v${ofNames}`, why: name },
  ]);
  return definePlugin(undefined, { name: "sizes", api: 1, provides: [size, twice, many, named] });
}

const letters = "C D E F G A B".split(" ");
const tune = (notes: number, from: number): Uint8Array =>
  midi({}, track(melody(Array.from({ length: notes }, (_, n) => `${letters[(n + from) % 7]}4 1/4`).join(" "))));

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  describe(`versions on ${engine}`, () => {
    const files = join(folder.path, engine, "music");
    let url = "";
    const made = new Map<string, string>();
    const withDb = async <T>(plugins: readonly Plugin[], use: (db: Catalogue) => Promise<T>, at = url): Promise<T> => {
      const db = await open(at, { plugins, mode: "write" });
      try {
        return await use(db);
      } finally {
        await db.close();
      }
    };
    const run = (plugin: Plugin, retry = false) =>
      withDb([core, plugin], (db) => executeRerun(db, [core, plugin], { workers: 0, retry }));
    const plan = (plugin: Plugin) => withDb([core, plugin], (db) => planRerun(db));
    const fresh = async (plugin: Plugin): Promise<string> => {
      const at = engine === "PGlite" ? join(folder.path, `fresh-${made.size}`) : await newDatabase();
      made.set(at, at);
      return withDb(
        [core, plugin],
        async (db) => {
          await journey(db, [core, plugin], scan(files)).run();
          return everything(db);
        },
        at,
      );
    };
    const now = (plugin: Plugin = pluginOf()) => withDb([core, plugin], everything);

    beforeAll(async () => {
      mkdirSync(join(files, "sub"), { recursive: true });
      for (let n = 1; n <= 12; n++) writeFileSync(join(files, `${"abc"[n % 3]}-${n}-128bpm_Am.mid`), tune(n, n));
      writeFileSync(join(files, "sub", "copy.mid"), tune(5, 5));
      url = engine === "PGlite" ? join(folder.path, "catalogue") : await newDatabase();
      await withDb([core, pluginOf()], (db) => journey(db, [core, pluginOf()], scan(files)).run());
    }, 60_000);

    test("nothing is stale where nothing has changed", async () => {
      expect((await plan(pluginOf())).steps).toEqual([]);
    });

    test("a value, an unknown value and a failure are told apart", async () => {
      await withDb([core, pluginOf()], async (db) => {
        const names = async (query: string) => (await db.find(query)).rows.length;
        expect(await names("has size.notes")).toBe(10);
        expect(await names("no size.notes failed size")).toBe(1);
        expect(await names("no size.notes not failed size")).toBe(1);
      });
    });

    test("a new version changes its own columns, those that need it, and their tags: no other", async () => {
      const next = pluginOf({ size: 2 });
      const steps = (await plan(next)).steps.map(({ id, reasons }) => [id, reasons]);
      expect(steps).toEqual([
        ["size", { "version 1": 12 }],
        ["twice", { "what it needs has changed": 12 }],
        ["many", { "what it needs has changed": 12 }],
      ]);
      await withDb([core, next], async (db) => {
        // Queries still find the old values, and can ask for them.
        await db.find("stale size");
      });
      const { counts } = await run(next);
      expect([counts["renewed"], counts["retagged"]]).toEqual([12, 12]);
      expect(await now(next)).toBe(await fresh(next));
      expect((await plan(next)).steps).toEqual([]);
    }, 60_000);

    test("a new version of a tagger needs no bytes", async () => {
      const next = pluginOf({ size: 2, tagger: 2, names: 2 });
      renameSync(files, `${files}-away`);
      const { counts } = await run(next);
      renameSync(`${files}-away`, files);
      expect([counts["renewed"], counts["retagged"]]).toEqual([undefined, 12]);
      expect(await now(next)).toBe(await fresh(next));
    }, 60_000);

    test("files that are gone keep their old values, marked stale, until they are back", async () => {
      const next = pluginOf({ size: 3, tagger: 2, names: 2 });
      rmSync(join(files, "sub"), { recursive: true });
      renameSync(join(files, "a-6-128bpm_Am.mid"), join(folder.path, "away.mid"));
      const first = await run(next);
      expect([first.counts["renewed"], first.rejected.byCode]).toEqual([11, { gone: 1 }]);
      await withDb([core, next], async (db) => {
        const { rows } = await db.find("stale size show size.notes");
        expect(rows.map(({ path, values }) => [path.slice(files.length + 1), values["size.notes"]])).toEqual([
          ["a-6-128bpm_Am.mid", 12],
        ]);
      });
      renameSync(join(folder.path, "away.mid"), join(files, "a-6-128bpm_Am.mid"));
      expect((await run(next)).counts["renewed"]).toBe(1);
      expect((await plan(next)).steps).toEqual([]);
    }, 60_000);

    test("failures are tried again on demand, and no sooner", async () => {
      const failing = pluginOf({ size: 2, tagger: 2, names: 2 });
      await run(failing);
      expect((await run(failing)).counts["renewed"]).toBeUndefined();
      expect((await run(failing, true)).counts["renewed"]).toBe(1);
      expect((await run(pluginOf({ size: 3, tagger: 2, names: 2 }), true)).counts["renewed"]).toBe(12);
      await withDb([core], async (db) => expect((await db.find("has failed")).rows).toEqual([]));
    }, 60_000);

    test("what is stored of a plugin that is not loaded stays as it is", async () => {
      const before = await now();
      const other = definePlugin(undefined, {
        name: "other",
        api: 1,
        provides: [
          defineAnalyzer({
            id: "other",
            version: 1,
            description: "a line",
            output: z.object({ line: music.melody() }),
          }).run(() => ({ line: "kokoko" })),
        ],
      });
      await withDb([core, other], (db) => executeRerun(db, [core, other], { workers: 0 }));
      const after = JSON.parse(await now()) as { contents: { row: Record<string, unknown> }[] };
      const kept = (JSON.parse(before) as typeof after).contents.map(({ row }) => row["size__notes"]);
      expect(after.contents.map(({ row }) => row["size__notes"])).toEqual(kept);
      // Its line is still found by the index of terms.
      await withDb([core, other], async (db) => {
        expect((await db.find('size.line "C D C D C D C"')).rows.length).toBe(
          (await db.find("has size.line")).rows.length,
        );
      });
      expect(existsSync(files)).toBe(true);
    }, 60_000);

    test("a catalogue of an older version says so to readers", async () => {
      await withDb([core], async (db) => {
        await db.query("update migration set name = 'gone' where name = '0010-versions.sql'");
      });
      const reading = open(url, { plugins: [core], mode: "read" });
      expect(((await reading.catch((error) => error)) as { code: string }).code).toBe("old-catalogue");
    }, 60_000);
  });
}
