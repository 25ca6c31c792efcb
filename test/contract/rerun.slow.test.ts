/** Versions: only what is stale is computed again, and then a catalogue is as one that was made with the new versions. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Catalogue,
  core,
  defineAnalyzer,
  definePlugin,
  defineTagger,
  executeRerun,
  journey,
  open,
  type Plugin,
  scan,
  z,
} from "../../mod.ts";
import { planRerun } from "../../src/catalogue/mod.ts";
import { music } from "../../src/plugin/mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { zip } from "../sources/pack.ts";
import { everything } from "./everything.ts";
import { pluginOf } from "./versioned-plugin.ts";

const folder = emptyFolder();
afterAll(folder.remove);

const letters = "C D E F G A B".split(" ");
const tune = (notes: number, from: number): Uint8Array =>
  midi({}, track(melody(Array.from({ length: notes }, (_, n) => `${letters[(n + from) % 7]}4 1/4`).join(" "))));

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  describe(`versions on ${engine}`, () => {
    const files = join(folder.path, engine, "music");
    let url = "";
    const made = new Map<string, string>();
    /** The catalogue stays open for those that use the same plugins next: opening takes longer than most of what they do. */
    let held: { readonly plugins: readonly Plugin[]; readonly db: Catalogue } | undefined;
    const release = async (): Promise<void> => {
      await held?.db.close();
      held = undefined;
    };
    afterAll(release, 30_000);
    const heldFor = async (plugins: readonly Plugin[]): Promise<Catalogue> => {
      if (held?.plugins.length === plugins.length && held.plugins.every((one, n) => one === plugins[n])) return held.db;
      await release();
      held = { plugins, db: await open(url, { plugins, mode: "write" }) };
      return held.db;
    };
    const withDb = async <T>(plugins: readonly Plugin[], use: (db: Catalogue) => Promise<T>, at = url): Promise<T> => {
      if (at === url) return use(await heldFor(plugins));
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
    }, 180_000);

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
    }, 180_000);

    test("a new version of what rows say of a song writes them anew, and what taggers read off texts", async () => {
      const next = pluginOf({ size: 2 });
      const whole = await now(next);
      await withDb([core, next], async (db) => {
        for (const text of [
          `insert into analyzer_set (id, list) select 1, jsonb_agg(e) from analyzer_set s, jsonb_array_elements(s.list) e
             where e ->> 'id' not in ('song-facts', 'text-words') and s.id in (select analyzer_set from content)`,
          "update content set analyzer_set = 1, status = 'partial', problems = '{x}', terms = '{}'",
          "update detail set data = data - 'tracks' || '{\"title\": \"x\"}'",
          "delete from track where n = 0",
          "delete from section",
          "delete from vector",
        ]) {
          await db.query(text);
        }
      });
      expect((await plan(next)).steps.map(({ id }) => id)).toEqual(["song-facts", "text-words"]);
      expect((await run(next)).counts["renewed"]).toBe(12);
      expect(await now(next)).toBe(whole);
    }, 180_000);

    test("a new version of a tagger needs no bytes", async () => {
      const next = pluginOf({ size: 2, tagger: 2, names: 2 });
      renameSync(files, `${files}-away`);
      const { counts } = await run(next);
      renameSync(`${files}-away`, files);
      expect([counts["renewed"], counts["retagged"]]).toEqual([undefined, 12]);
      expect(await now(next)).toBe(await fresh(next));
    }, 180_000);

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
    }, 180_000);

    test("what has gone from its folder, or from one archive, is read from another archive", async () => {
      const place = join(folder.path, `${engine}-archives`);
      mkdirSync(join(place, "loose"), { recursive: true });
      const archive = zip([
        { name: "x.mid", bytes: tune(5, 1) },
        { name: "y.mid", bytes: tune(6, 2) },
      ]);
      for (const name of ["a.zip", "b.zip"]) writeFileSync(join(place, name), archive);
      writeFileSync(join(place, "loose", "x.mid"), tune(5, 1));
      const at = engine === "PGlite" ? join(place, "catalogue") : await newDatabase();
      const plugins = (size: number) => [core, pluginOf({ size })];
      await withDb(plugins(1), (db) => journey(db, plugins(1), scan(place)).run(), at);
      rmSync(join(place, "loose"), { recursive: true });
      rmSync(join(place, "a.zip"));
      const { counts, rejected } = await withDb(plugins(2), (db) => executeRerun(db, plugins(2), { workers: 0 }), at);
      expect([counts["renewed"], rejected.byCode]).toEqual([2, {}]);
      rmSync(join(place, "b.zip"));
      const gone = await withDb(plugins(3), (db) => executeRerun(db, plugins(3), { workers: 0 }), at);
      expect([gone.counts["renewed"], gone.rejected.byCode]).toEqual([undefined, { gone: 2 }]);
    }, 180_000);

    test("failures are tried again on demand, and no sooner", async () => {
      const failing = pluginOf({ size: 2, tagger: 2, names: 2 });
      await run(failing);
      expect((await run(failing)).counts["renewed"]).toBeUndefined();
      expect((await run(failing, true)).counts["renewed"]).toBe(1);
      expect((await run(pluginOf({ size: 3, tagger: 2, names: 2 }), true)).counts["renewed"]).toBe(12);
      await withDb([core], async (db) => expect((await db.find("has failed")).rows).toEqual([]));
    }, 180_000);

    test("what needs something that changed while it was not loaded is stale when it is back", async () => {
      const base = (version: number) =>
        defineAnalyzer({ id: "base", version, description: "base", output: z.object({ n: z.int() }) }).run(
          ({ notes }) => ({ n: notes.length * version }),
        );
      const above = defineAnalyzer({
        id: "above",
        version: 1,
        description: "above",
        needs: { n: base(1).fields.n },
        output: z.object({ n: z.int().nullable() }),
      }).run((_, __, { n }) => ({ n }));
      const of = (version: number, ...others: readonly (typeof above)[]) =>
        definePlugin(undefined, { name: "base", api: 1, provides: [base(version), ...others] });
      await run(of(1, above));
      await run(of(2));
      expect((await plan(of(2, above))).steps.map(({ id, reasons }) => [id, reasons])).toEqual([
        ["above", { "what it needs has changed": 12 }],
      ]);
      await run(of(2, above));
      await withDb([core, of(2, above)], async (db) => {
        const { rows } = await db.find("has above.n show base.n, above.n");
        expect(rows.map(({ values }) => values["above.n"])).toEqual(rows.map(({ values }) => values["base.n"]));
        expect(rows.length).toBe(12);
      });
    }, 180_000);

    test("with a failure, what needs it is tried again too, and so are taggers that failed", async () => {
      let isReady = false;
      const shy = defineAnalyzer({ id: "shy", version: 1, description: "shy", output: z.object({ n: z.int() }) }).run(
        ({ notes }) => {
          if (!isReady && notes.length % 3 === 0) throw new Error("not yet");
          return { n: notes.length };
        },
      );
      const next = defineAnalyzer({
        id: "next",
        version: 1,
        description: "next",
        needs: { n: shy.fields.n },
        output: z.object({ n: z.int().nullable() }),
      }).run((_, __, { n }) => ({ n }));
      const told = defineTagger({ id: "told", version: 1, description: "told", needs: { n: next.fields.n } }).run(
        ({ n }) => {
          if (!isReady && n === 1) throw new Error("not yet");
          return [{ tag: `n:${n ?? "none"}`, confidence: 1, source: "detected", rule: "n", why: "n" }];
        },
      );
      const plugin = definePlugin(undefined, { name: "shy", api: 1, provides: [shy, next, told] });
      await run(plugin);
      isReady = true;
      await withDb([core, plugin], async (db) => {
        expect((await db.find("failed shy")).rows.length).toBe(4);
        expect((await db.find("failed told")).rows.length).toBe(1);
        const { steps } = await planRerun(db, ["shy"]);
        expect(steps.map(({ id, reasons }) => [id, reasons])).toEqual([
          ["shy", { failed: 4 }],
          ["next", { "what it needs failed": 4 }],
          ["told", { "what it needs failed": 4 }],
        ]);
      });
      const { counts } = await run(plugin, true);
      expect([counts["renewed"], counts["retagged"]]).toEqual([4, 5]);
      await withDb([core, plugin], async (db) => {
        expect((await db.find("has failed")).rows).toEqual([]);
        const { rows } = await db.find("has next.n show next.n, tag");
        expect(rows.length).toBe(12);
        for (const { values } of rows) expect(values["tag"]).toContain(`n:${values["next.n"]}`);
      });
      expect((await plan(plugin)).steps).toEqual([]);
    }, 180_000);

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
    }, 180_000);

    test("a catalogue of an older version says so to readers", async () => {
      await withDb([core], (db) => db.query("delete from migration where name = '0010-versions.sql'"));
      await release();
      await expect(open(url, { plugins: [core], mode: "read" })).rejects.toMatchObject({ code: "old-catalogue" });
    }, 180_000);
  });
}
