import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, createSurvey, journey, open, scan } from "../../mod.ts";
import { checkCatalogue } from "../../src/catalogue/care/check.ts";
import { checks } from "../../src/catalogue/care/checks.ts";
import { catalogueSizes } from "../../src/catalogue/care/sizes.ts";
import { tuningOf } from "../../src/catalogue/care/tune.ts";
import { sampleIn, sampleOnServer } from "../catalogues.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { melody, midi, text, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** For each law something that breaks it. */
const damage: Readonly<Record<string, string>> = {
  "id-of-hash": "update content set hash = '\\x00' || substr(hash, 2) where id = (select min(id) from content)",
  "copy-content":
    'insert into copy select (jsonb_populate_record(k, \'{"id": 1, "content": 1}\')).* from copy k limit 1',
  copies: "update content set copies = copies + 1 where id = (select max(id) from content)",
  "canonical-copy": "update content set path = path || 'x' where id = (select max(id) from content)",
  "other-names": "update content set other_names = '{}' where id = (select max(id) from content)",
  tags: "update content set tags = tags || '{genre:none}' where id = (select max(id) from content)",
  "tag-sources": "update content set tag_sources = '{nobody}' where id = (select max(id) from content)",
  "detail-missing": "delete from detail where content = (select max(content) from detail)",
  "track-missing": "delete from track where content = (select max(content) from track)",
  "vector-missing": "delete from vector where content = (select max(content) from vector)",
  "detail-orphans": "insert into detail values (1, '{}')",
  "track-orphans":
    "insert into track select (jsonb_populate_record(t, '{\"content\": 1}')).* from track t order by content limit 1",
  "section-orphans":
    "insert into section select (jsonb_populate_record(s, '{\"content\": 1}')).* from section s order by content limit 1",
  "vector-orphans": "insert into vector values (1, '', null)",
  "failure-orphans": "insert into failure values (1, 'arp', 1, 'threw', 'no')",
  "manual-tag-orphans": "insert into manual_tag values (1, 'mine', true)",
  "content-analyzer-set": "update content set analyzer_set = 1 where id = (select max(id) from content)",
  "copy-run": "update copy set run = 99 where id = (select max(id) from copy)",
  "copy-source": "update copy set source = 99 where id = (select max(id) from copy)",
  "copy-place": `with nas as (insert into source (id, kind, root, machine, key) values (98, 'file', '', 'nas', 'nas') returning id)
    update copy set source = 98 from nas where starts_with(path, '/') and copy.id = (select min(id) from copy where content <> 1)`,
  "reject-run": "update reject set run = 99 where copy = (select max(copy) from reject)",
  "id-collision": "insert into reject values (1, null, '/a.mid', 'store', 'id-collision', 'other bytes', null, 1)",
  "field-column": `insert into field
    select 'gone', about || '{"name": "gone", "column": "gone", "aliases": []}' from field where name = 'bpm'`,
  "invalid-index": "update pg_index set indisvalid = false where indexrelid = 'content_bpm'::regclass",
};

const write = (url: string): Promise<Catalogue> => open(url, { plugins: [core], mode: "write" });

let catalogues = 0;
const newFolder = (): string => join(folder.path, `embedded-${catalogues++}`);
/** Where a catalogue may be made, and where one with the sample is. */
const engines = [
  ["the embedded engine", async () => newFolder(), () => sampleIn(newFolder())],
  ...(hasServer ? ([["a server", newDatabase, sampleOnServer]] as const) : []),
] as const;

for (const [engine, newUrl, filledUrl] of engines) {
  describe(`looking after a catalogue in ${engine}`, () => {
    test("finds nothing in a sound one, each thing that is damaged by its name, and mends what can be mended", async () => {
      const url = await filledUrl();
      const db = await write(url);
      expect((await checkCatalogue(db)).findings).toEqual([]);
      expect(Object.keys(damage).sort()).toEqual(checks.map(({ name }) => name).sort());
      for (const statement of Object.values(damage)) await db.query(statement);
      const { findings } = await checkCatalogue(db);
      expect(findings.map(({ name }) => name).sort()).toEqual(Object.keys(damage).sort());
      expect(findings.filter(({ count, examples }) => count < 1 || examples.length < 1)).toEqual([]);
      // Nobody with a folder can type SQL.
      expect(findings.filter(({ remedy }) => /\b(select|update|delete|insert|reindex)\b/.test(remedy))).toEqual([]);
      await db.close();
      const fixed = await midiq(folder.path, ["db", "check", "--fix", "--json", "--db", url]);
      expect([fixed.status, fixed.stderr]).toEqual([
        1,
        expect.stringMatching(/^mended: copy-content, .*\n\d+ files read/),
      ]);
      const left = (JSON.parse(fixed.stdout) as { findings: { name: string }[] }).findings.map(({ name }) => name);
      expect(left.sort()).toEqual(["copy-place", "id-collision", "id-of-hash"]);
    }, 180_000);

    test("takes what a stopped run left to be done for no damage, and does it when it is told to", async () => {
      const url = await filledUrl();
      const db = await write(url);
      await db.query(
        "with torn as (update content set copies = 7 where id = (select max(id) from content) returning id) insert into unsettled select id from torn",
      );
      await db.query("insert into deferred_index values ('content_bpm')");
      await db.query("drop index content_bpm");
      await db.close();
      const checked = await midiq(folder.path, ["db", "check", "--db", url]);
      expect([checked.status, checked.stderr]).toEqual([
        0,
        expect.stringMatching(
          /no problems.*\n.*copies of 1 file were counted.*--fix\n.*built 1 search index;.*--fix\n$/,
        ),
      ]);
      const fixed = await midiq(folder.path, ["db", "check", "--fix", "--db", url]);
      expect([fixed.status, fixed.stderr]).toEqual([0, expect.stringMatching(/^\d+ checks: no problems[^\n]*\n$/)]);
    }, 180_000);

    test("is content with files that are gone, or hold no notes", async () => {
      const pile = join(folder.path, `pile-${catalogues}`);
      mkdirSync(pile);
      const tune = midi({}, track(melody("C4 1/4")));
      for (const name of ["a", "b"]) writeFileSync(join(pile, `${name}.mid`), tune);
      writeFileSync(join(pile, "c.mid"), midi({}, track(melody("D4 1/4"))));
      writeFileSync(join(pile, "silent.mid"), midi({}, track(text(0, 3, "nothing"))));
      const db = await open(await newUrl(), { plugins: [core], mode: "write" });
      const add = async (): Promise<unknown> => {
        const survey = createSurvey();
        return (await journey(db, [core], scan(pile, { survey }), { survey }).run()).counts;
      };
      await add();
      for (const name of ["a", "c"]) rmSync(join(pile, `${name}.mid`));
      expect(await add()).toMatchObject({ missing: 2 });
      expect((await checkCatalogue(db)).findings).toEqual([]);
      // What is wrong and not noted is damage; what is noted has yet to be done, and the next run does it.
      await db.query("update content set copies = 7, path = 'x'");
      expect((await checkCatalogue(db)).findings.map(({ name }) => name)).toEqual(["copies", "canonical-copy"]);
      await db.query("insert into unsettled select id from content");
      expect(await checkCatalogue(db)).toMatchObject({ findings: [], left: { unsettled: 3 } });
      await add();
      expect((await checkCatalogue(db)).findings).toEqual([]);
      await db.close();
    }, 180_000);

    test("measures tables and indexes, and says what each index serves", async () => {
      const url = await filledUrl();
      const db = await write(url);
      const { contents, tables, indexes, bytes } = await catalogueSizes(db);
      await db.close();
      const [row] = tables.filter(({ name }) => name === "copy");
      expect([contents, row?.rows]).toEqual([78, 85]);
      expect(bytes).toBe(tables.reduce((sum, { heap, toast, indexes: theirs }) => sum + heap + toast + theirs, 0));
      expect(indexes.filter(({ serves }) => serves === "")).toEqual([]);
      expect(indexes.find(({ name }) => name === "content_bpm")).toMatchObject({
        table: "content",
        serves: "bpm 120..130, sort bpm",
      });
      const { stdout, status } = await midiq(folder.path, ["db", "size", "--db", url]);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^table +rows +heap +toast +indexes +total +bytes\/content$/m);
      expect(stdout).toMatch(/content_bpm +content .* bpm 120..130, sort bpm/);
    }, 180_000);
  });
}

describe("tuning", () => {
  test("has nothing to say to the embedded engine", async () => {
    const url = join(folder.path, "embedded-1");
    const { stdout, status } = await midiq(folder.path, ["db", "tune", "--db", url, "--json"]);
    expect(status).toBe(0);
    const { engine, advice } = JSON.parse(stdout);
    expect(engine).toBe("embedded");
    expect(
      advice.every((one: { loading: null; queries: null }) => one.loading === null && one.queries === null),
    ).toBeTrue();
  }, 180_000);

  test.if(hasServer)(
    "advises a server by its machine, warns where it is not safe, and changes nothing",
    async () => {
      const db = await open(await newDatabase(), { mode: "write" });
      const before = await db.query("select name, setting from pg_settings where source <> 'client' order by name");
      const { machine, advice, warnings } = await tuningOf(db, 8192);
      expect(machine).toMatchObject({ memory: 8 * 2 ** 30, from: "--memory" });
      const of = (name: string) => advice.find((one) => one.name === name);
      expect(of("max_wal_size")).toMatchObject({ now: "1GB", loading: "4GB", queries: null });
      expect(of("effective_cache_size")).toMatchObject({ now: "4GB", loading: null, queries: "6GB" });
      expect(of("shared_buffers")).toMatchObject({ now: "64MB", needsRestart: true });
      expect(of("synchronous_commit")).toMatchObject({ loading: "off", queries: null });
      expect(of("synchronous_commit")?.why).toContain("WARNING");
      expect(of("jit")).toMatchObject({ now: "off (midiq)", loading: null, queries: null });
      // The tests' cluster runs without fsync.
      expect(warnings).toEqual([expect.stringContaining("fsync is off")]);
      expect(advice.some(({ name }) => name === "fsync")).toBeFalse();
      // Each value is one that the server takes.
      for (const { name, loading, queries } of advice) {
        for (const value of [loading, queries]) {
          if (value === null) continue;
          const [row] = await db.query<{ unit: string | null; vartype: string }>(
            "select unit, vartype from pg_settings where name = $1",
            [name],
          );
          expect([name, row?.unit === null ? /^\w+$/.test(value) : /^\d+(MB|GB|min)$/.test(value)]).toEqual([
            name,
            true,
          ]);
        }
      }
      expect(await db.query("select name, setting from pg_settings where source <> 'client' order by name")).toEqual(
        before,
      );
      await db.close();
    },
    180_000,
  );
});

test.if(hasServer)(
  "findings are status 1, and the pages of indexes are read where amcheck is",
  async () => {
    const url = await sampleOnServer();
    const db = await write(url);
    await db.query("create extension amcheck");
    expect((await checkCatalogue(db)).indexes).toBeGreaterThan(15);
    const sound = await midiq(folder.path, ["db", "check", "--db", url]);
    expect([sound.status, sound.stdout]).toEqual([0, ""]);
    await db.query(damage["copies"] as string);
    await db.close();
    const found = await midiq(folder.path, ["db", "check", "--db", url]);
    expect(found.status).toBe(1);
    expect(found.stdout).toMatch(/^copies +1 +contents with a wrong number of copies/m);
  },
  180_000,
);
