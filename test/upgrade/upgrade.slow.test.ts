/** Catalogues that earlier versions made are told apart, and brought up to date by a run, on either engine. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, createSurvey, open, type StoreError, scan } from "../../mod.ts";
import { checkCatalogue } from "../../src/catalogue/care/check.ts";
import { connect } from "../../src/catalogue/open.ts";
import { executeRerun } from "../../src/journeys/execute-rerun.ts";
import { journey } from "../../src/journeys/journey.ts";
import { emptyFolder } from "../cli/run.ts";
import { allRows } from "../contract/tables.ts";
import { hasServer, newDatabase } from "../server.ts";
import { music, writeMusic } from "./music.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const dumps = readdirSync(import.meta.dir).filter((name) => name.endsWith(".sql"));

/** What tells when, where and by which version something was done. */
const varying = ["added", "analyzed", "run", "analyzer_set", "source"];
const compared = ["content", "copy", "detail", "track", "section", "vector", "failure", "reject", "unsettled"];

/** Rows of the tables that files make, without what varies and without columns of fields that are no more. */
async function rowsOf(db: Catalogue, columns: ReadonlyMap<string, ReadonlySet<string>>): Promise<unknown> {
  const rows = await allRows(db);
  return Object.fromEntries(
    compared.map((table) => [
      table,
      rows[table]?.map((row) => {
        const values = Object.entries(JSON.parse(row) as Record<string, unknown>);
        return Object.fromEntries(values.filter(([name]) => columns.get(table)?.has(name) && !varying.includes(name)));
      }),
    ]),
  );
}

let columns: ReadonlyMap<string, ReadonlySet<string>>;
let wanted: unknown;
/** The machine that they were made on. */
const machine = "vm";
const before = process.env["MIDIQ_MACHINE"];
afterAll(() => {
  if (before === undefined) delete process.env["MIDIQ_MACHINE"];
  else process.env["MIDIQ_MACHINE"] = before;
});
beforeAll(async () => {
  process.env["MIDIQ_MACHINE"] = machine;
  writeMusic();
  const db = await open(join(folder.path, "fresh"), { plugins: [core], mode: "write" });
  await journey(db, [core], scan(music)).run();
  const rows = await allRows(db);
  columns = new Map(compared.map((name) => [name, new Set(Object.keys(JSON.parse(rows[name]?.[0] ?? "{}")))]));
  wanted = await rowsOf(db, columns);
  await db.close();
}, 180_000);

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: StoreError) => error.code,
  );
const makers = { PGlite: async (name: string) => join(folder.path, name), PostgreSQL: () => newDatabase() };

/** Runs statements on a catalogue's database as it is. */
async function runSql(url: string, text: string): Promise<void> {
  if (!url.startsWith("postgres")) mkdirSync(url, { recursive: true });
  const { client, close } = await connect(url, { mode: "write" });
  await client.begin((tx) => tx.unsafe(text).simple());
  await close();
}

for (const engine of hasServer ? (["PGlite", "PostgreSQL"] as const) : (["PGlite"] as const)) {
  describe(`a catalogue on ${engine}`, () => {
    test.each(dumps)(
      "made by %s is old to a reader, and after a run as if it were new",
      async (dump) => {
        const url = await makers[engine](dump);
        await runSql(url, readFileSync(join(import.meta.dir, dump), "utf8"));
        expect(await codeOf(open(url))).toBe("old-catalogue");
        const db = await open(url, { plugins: [core], mode: "write" });
        await executeRerun(db, [core]);
        expect(await rowsOf(db, columns)).toEqual(wanted);
        // Its files are those of the first machine: their ids stay, so that none is new to it.
        const survey = createSurvey();
        const { counts } = await journey(db, [core], scan(music, { survey }), { survey }).run();
        expect(counts["unchanged"]).toBe(counts["found"]);
        expect(await rowsOf(db, columns)).toEqual(wanted);
        await db.close();
      },
      180_000,
    );

    test("that two machines wrote to before 0017 gives the second one paths and ids of its own, and knows its files again", async () => {
      const url = await makers[engine]("two machines");
      await runSql(
        url,
        `${readFileSync(join(import.meta.dir, "9955b09.sql"), "utf8")}
         insert into source values (7, 'file', '', 'other');
         insert into run (started, version, machine) values (now(), '0.1.0', 'other');
         update copy set source = 7 where path in ('${music}/short.mid', '${music}/page.mid');
         insert into copy (id, source, path, name, folder, size, mtime, tags, run)
           values (5, 1875883649, 's3://music/a.mid', 'a', 'music', 1, 1, '{}', 1);`,
      );
      process.env["MIDIQ_MACHINE"] = "other";
      const db = await open(url, { plugins: [core], mode: "write" });
      const copies = await db.query<{ path: string; id: string; kind: string }>(
        `select k."path", k."id"::text as "id", s."kind" from copy k join source s on s."id" = k."source" order by 1`,
      );
      expect(copies.filter(({ path }) => path.startsWith("other:"))).toHaveLength(2);
      expect(copies.filter(({ path }) => path.startsWith(music))).toHaveLength(6);
      expect(copies.find(({ path }) => path.startsWith("s3:"))).toMatchObject({ id: "5", kind: "bucket" });
      await db.query("delete from copy where id = 5");
      expect((await checkCatalogue(db)).findings).toEqual([]);
      const survey = createSurvey();
      const files = ["short.mid", "page.mid"].map((name) => join(music, name));
      const { counts } = await journey(db, [core], scan(...files, { survey }), { survey }).run();
      expect(counts).toMatchObject({ found: 2, unchanged: 2 });
      await db.close();
      process.env["MIDIQ_MACHINE"] = machine;
    }, 180_000);

    test("made by a newer version is refused, to read and to write", async () => {
      const url = await makers[engine]("newer");
      await (await open(url, { plugins: [core], mode: "write" })).close();
      await runSql(url, "insert into migration (name) values ('9999-tomorrow.sql')");
      for (const mode of ["read", "write"] as const)
        await expect(open(url, { mode })).rejects.toMatchObject({
          code: "newer-catalogue",
          message: expect.stringMatching(
            /^The catalogue was made by a newer midiq: its tables have 9999-tomorrow.sql,/,
          ),
        });
    }, 180_000);
  });
}
