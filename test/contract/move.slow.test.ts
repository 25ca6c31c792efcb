/** A catalogue goes to a file and comes out of it as it was, on either engine. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, defineAnalyzer, definePlugin, open, type StoreError, scan, z } from "../../mod.ts";
import { type Exported, importCatalogue } from "../../src/catalogue/mod.ts";
import { movedTables } from "../../src/catalogue/move/tables.ts";
import { baseTableNames } from "../../src/catalogue/tables/base-tables.ts";
import { journey } from "../../src/journeys/journey.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { allRows, tableNames } from "./tables.ts";

const folder = emptyFolder();
// A dozen data folders of the embedded engine: on a busy machine it takes seconds to remove them.
afterAll(folder.remove, 180_000);
let files = 0;
const newFile = (): string => join(folder.path, `${files++}.midiq`);

const odd = defineAnalyzer({
  id: "odd",
  version: 2,
  description: "notes, unless there are two",
  output: z.object({ notes: z.int(), mood: z.enum(["high", "low"]).nullable(), words: z.array(z.string()) }),
}).run(({ notes }) => {
  if (notes.length === 2) throw new Error("two");
  return { notes: notes.length, mood: notes.length > 2 ? "high" : null, words: ["ä", "\0 {},\"'\\"] };
});
const plugin = definePlugin(undefined, { name: "own", api: 1, provides: [odd] });

/** Sound files, copies, a name that is no UTF-8, U+0000 in a text, one that is no MIDI, one on which an analyzer fails. */
function writeMusic(): string {
  const music = join(folder.path, "music");
  mkdirSync(join(music, "House"), { recursive: true });
  const put = (name: string | Buffer, bytes: Uint8Array | string): void => {
    const path = Buffer.concat([Buffer.from(`${music}/`), Buffer.from(name)]);
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  };
  const tune = midi({}, track(meta(0, 3, [65, 0, 66]), melody("C4 1/4 E4 1/4 G4 1/2")));
  put("a 120bpm.mid", tune);
  put("House/copy of a.mid", tune);
  put(Buffer.from([0x66, 0xff, 0xfe, 0x2e, 0x6d, 0x69, 0x64]), midi({}, track(melody("D4 1/4 F4 1/4 A4 1/4 C5 1/1"))));
  put("two.mid", midi({}, track(melody("D4 1/4 E4 1/4"))));
  const verse = "C4 1/4 E4 1/4 G4 1/4 E4 1/4 ".repeat(8);
  put("form.mid", midi({}, track(melody(verse + "A4+C5 1/2 F4+A4 1/2 ".repeat(8) + verse))));
  put("page.mid", "<html>no music</html>");
  for (let n = 0; n < 40; n++)
    put(`tune ${n}.mid`, midi({}, track(melody(`C4 1/${n + 1} ${"DEFGAB"[n % 6]}4 1/4 E5 1/8`))));
  return music;
}
const music = writeMusic();

const engines = { PGlite: async () => join(folder.path, `catalogue-${files++}`), PostgreSQL: () => newDatabase() };
type Engine = keyof typeof engines;
const present: readonly Engine[] = hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"];

/** A catalogue with all that can stand in one, its export, and what it holds. */
interface Made {
  readonly url: string;
  readonly file: string;
  readonly exported: Exported;
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly indexes: readonly unknown[];
}
const sources = new Map<Engine, Promise<Made>>();
const made = (engine: Engine): Promise<Made> => {
  const one = sources.get(engine) ?? make(engine);
  sources.set(engine, one);
  return one;
};

async function mark(db: Catalogue): Promise<void> {
  await db.tag("notes 3", { add: ["mine"] });
  await db.rate("name copy", 4);
  await db.save("club", "bpm $low.. genre house", "what I play");
}

/** Files come in by two runs, so that runs have numbers. */
async function make(engine: Engine): Promise<Made> {
  const url = await engines[engine]();
  const db = await open(url, { plugins: [core, plugin], mode: "write" });
  await journey(db, [core, plugin], scan(join(music, "House"))).run({ batch: 16 });
  await journey(db, [core, plugin], scan(music)).run({ batch: 16 });
  await mark(db);
  const file = newFile();
  const exported = await db.exportTo(file);
  const all = { url, file, exported, rows: await allRows(db), indexes: await indexesOf(db) };
  await db.close();
  return all;
}

const read = async <T>(url: string, use: (db: Catalogue) => Promise<T>): Promise<T> => {
  const db = await open(url, { plugins: [core] });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
};
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: StoreError) => error.code,
  );
const indexesOf = (db: Catalogue): Promise<readonly unknown[]> =>
  db.query("select indexname from pg_indexes where schemaname = 'public' order by 1");

test("an export holds every table, or says why not", async () => {
  const { url, rows } = await made("PGlite");
  const left = baseTableNames.filter((table) => !movedTables.some(({ name }) => name === table));
  expect(left).toEqual(["vector_change", "migration", "merged", "campaign", "unit", "worker", "deferred_index"]);
  expect((await read(url, tableNames)).filter((name) => !(baseTableNames as readonly string[]).includes(name))).toEqual(
    [],
  );
  const empty = Object.keys(rows).filter((name) => rows[name]?.length === 0);
  expect(
    empty.filter(
      (name) =>
        !["archive", "campaign", "deferred_index", "merged", "mount", "unit", "unsettled", "worker"].includes(name),
    ),
  ).toEqual([]);
}, 180_000);

for (const from of present) {
  for (const to of present) {
    test(`from ${from} to ${to} every row, index and number of a run comes as it was, without the plugin`, async () => {
      const { file, exported, rows, indexes } = await made(from);
      expect(exported.bytes).toBe(readFileSync(file).length);
      const url = await engines[to]();
      expect(await importCatalogue(url, file)).toEqual({ rows: exported.rows, merged: false, already: false });
      const now = await open(url, { plugins: [core], mode: "write" });
      expect(await allRows(now)).toEqual(rows);
      expect(await indexesOf(now)).toEqual(indexes);
      expect((await now.find("odd.notes 3 odd.mood high odd.words ä @club(60)")).rows.length).toBe(1);
      await now.beginRun();
      expect(await now.query("select max(id) as id from run")).toEqual([{ id: 3 }]);
      await now.close();
    }, 180_000);
  }
}

for (const engine of present) {
  describe(`an import into ${engine}`, () => {
    test("of a file that is cut, changed anywhere or longer is refused, and makes nothing", async () => {
      const { url: source, file } = await made("PGlite");
      const stable = newFile();
      await read(source, (db) => db.exportTo(stable, { stable: true }));
      const whole = readFileSync(file);
      const url = await engines[engine]();
      const attempt = async (bytes: Uint8Array): Promise<string> => {
        const broken = newFile();
        writeFileSync(broken, bytes);
        return codeOf(importCatalogue(url, broken));
      };
      const changed = (at: number): Buffer => {
        const copy = Buffer.from(whole);
        copy[at] = (copy[at] as number) ^ 1;
        return copy;
      };
      for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 23)) {
        expect([at, await attempt(changed(at))]).toEqual([at, "bad-export"]);
        expect([at, await attempt(whole.subarray(0, at))]).toEqual([at, "bad-export"]);
      }
      expect(await attempt(changed(20))).toBe("bad-export");
      expect(await attempt(whole.subarray(0, -20))).toBe("bad-export");
      expect(await attempt(Buffer.concat([whole, Buffer.alloc(1)]))).toBe("bad-export");
      expect(await codeOf(importCatalogue(url, stable))).toBe("bad-export");
      expect(await codeOf(importCatalogue(url, folder.path))).toBe("bad-export");
      expect(await codeOf(importCatalogue(url, join(folder.path, "nowhere")))).toBe("bad-export");
      expect(await codeOf(open(url))).toBe("no-catalogue");
    }, 180_000);

    test("into a catalogue that holds something adds what is missing, and only when it is told to", async () => {
      const { url: source, file, rows: wanted } = await made("PGlite");

      const url = await engines[engine]();
      const other = await open(url, { plugins: [core], mode: "write" });
      await journey(other, [core], scan(join(music, "House"))).run();
      await other.tag("name copy", { remove: ["mine"], add: ["theirs"] });
      await other.rate("name copy", 2);
      await other.save("club", "bpm 1");
      const detail = await other.query("select data::text from detail");
      await other.close();

      expect(await codeOf(importCatalogue(url, file))).toBe("not-empty");
      const { rows, merged } = await importCatalogue(url, file, { merge: true });
      expect(merged).toBe(true);
      expect(rows).toMatchObject({ content: wanted["content"]!.length - 1, copy: wanted["copy"]!.length - 1 });
      await read(url, async (now) => {
        // One content came as it was there: it keeps its rating, its marks and what is stored of it.
        expect((await now.find("rating 2 tag theirs")).rows.map(({ copies }) => copies)).toEqual([2]);
        expect((await now.find("tag mine")).rows.length).toBe(
          (await read(source, (one) => one.find("tag mine"))).rows.length,
        );
        expect((await now.saved()).get("club")?.query).toBe("bpm 1");
        const kept = await now.query(
          "select d.data::text from detail d join content c on c.id = d.content where rating = 2",
        );
        expect(kept).toEqual(detail);
        const lost = "select from copy k where not exists (select from run r where r.id = k.run)";
        expect(await now.query(lost)).toEqual([]);
        expect((await now.query("select from run")).length).toBe(3);
        expect(await now.query("select from unsettled")).toEqual([]);
        const tags = "select tags from content where name = 'two' or name like 'tune%' order by id";
        expect(await now.query(tags)).toEqual(await read(source, (one) => one.query(tags)));
      });
      const before = await read(url, allRows);
      const again = await importCatalogue(url, file, { merge: true });
      expect(Object.values(again.rows).every((count) => count === 0)).toBe(true);
      expect(await read(url, allRows)).toEqual(before);
    }, 180_000);
  });

  test(`an export of ${engine} while files are added holds one moment of it`, async () => {
    const db = await open(await engines[engine](), { plugins: [core], mode: "write" });
    let adding = true;
    const added = journey(db, [core], scan(music))
      .run({ batch: 4 })
      .finally(() => {
        adding = false;
      });
    const exports: string[] = [];
    while (adding) await db.exportTo(exports[exports.push(newFile()) - 1] as string);
    await added;
    await db.close();
    expect(exports.length).toBeGreaterThan(1);
    for (const file of exports.slice(1, 3)) {
      const url = await engines[engine]();
      await importCatalogue(url, file);
      const torn = `select from content c where status <> 'rejected' and not exists (select from detail d where d.content = c.id)
        union all select from detail d where not exists (select from content c where c.id = d.content)
        union all select from copy k where k.content is not null and not exists (select from content c where c.id = k.content)`;
      expect(await read(url, (one) => one.query(torn))).toEqual([]);
    }
  }, 180_000);
}

test("a file of an older version is brought up to date with its rows, one of a newer version is refused", async () => {
  const url = await engines.PGlite();
  const db = await open(url, { plugins: [core], mode: "write" });
  await journey(db, [core], scan(join(music, "page.mid"))).run();
  // The last migration fills what these had not.
  await db.query("delete from migration where name like '0015%'");
  await db.query("update content set own_tag_sources = null");
  const [older, newer] = [newFile(), newFile()];
  await db.exportTo(older);
  await db.query("insert into migration (name) values ('9999-tomorrow.sql')");
  await db.exportTo(newer);
  await db.close();
  expect(await codeOf(importCatalogue(await engines.PGlite(), newer))).toBe("newer-catalogue");
  const upgraded = await engines.PGlite();
  await importCatalogue(upgraded, older);
  const sources = await read(upgraded, (one) => one.query("select to_json(own_tag_sources) as sources from content"));
  expect(sources).toEqual([{ sources: [] }]);
  // Rows as they were then do not fit beside rows as they are now.
  expect(await codeOf(importCatalogue(upgraded, older, { merge: true }))).toBe("bad-export");
}, 180_000);

test("nothing is written over, and no half of an export is left", async () => {
  const { url, file } = await made("PGlite");
  const db = await open(url, { mode: "write" });
  const bytes = readFileSync(file);
  expect(await codeOf(db.exportTo(file))).toBe("file-exists");
  expect(readFileSync(file)).toEqual(bytes);
  expect(await codeOf(db.exportTo(join(folder.path, "nowhere", "x.midiq")))).toBe("bad-target");
  // Its rows can be counted, and not read.
  await db.query("alter table timing rename to times");
  await db.query("create view timing as select 'x'::text as part, 1 / 0 as files");
  const failed = newFile();
  expect(await codeOf(db.exportTo(failed))).toBe("22012");
  expect([existsSync(failed), readdirSync(folder.path).filter((name) => name.endsWith(".part"))]).toEqual([false, []]);
  await db.close();
}, 180_000);

test("stable exports of the same files are equal byte for byte, however and where they came in", async () => {
  const exports: Buffer[] = [];
  for (const engine of present) {
    const { url } = await made(engine);
    const file = newFile();
    await read(url, (db) => db.exportTo(file, { stable: true }));
    exports.push(readFileSync(file));
  }
  const url = await engines.PGlite();
  const db = await open(url, { plugins: [plugin, core], mode: "write" });
  await journey(db, [core, plugin], scan(music)).run({ batch: 3 });
  await mark(db);
  await db.close();
  const other = newFile();
  await read(url, (one) => one.exportTo(other, { stable: true }));
  exports.push(readFileSync(other));
  expect(exports.length).toBeGreaterThan(1);
  expect(exports.every((one) => one.equals(exports[0] as Buffer))).toBe(true);
}, 180_000);
