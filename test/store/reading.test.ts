/** Reading is reading: nothing that a caller does to a catalogue opened for reading changes it, wherever it lies. */
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type Catalogue, core, journey, open, scan } from "../../mod.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** Ways to write, and ways to make that possible first. */
const attempts: readonly ((db: Catalogue) => Promise<unknown>)[] = [
  (db) => db.query("update content set rating = 5"),
  (db) => db.query("update content set rating = $1::int2", [5]),
  (db) => db.query("with u as (update content set rating = 5 returning id) select count(*) from u"),
  (db) => db.query("delete from copy"),
  (db) => db.query("create table mine (n int4)"),
  (db) => db.query("do $$ begin set transaction read write; update content set rating = 5; end $$"),
  (db) => db.tag("has bpm", { add: ["mine"] }),
  (db) => db.rate("has bpm", 5),
  (db) => db.save("fast", "bpm 140.."),
  (db) => db.removeSaved("slow"),
  (db) => db.beginRun(),
  (db) => db.forget([]),
  (db) => db.purge(["key"]),
];
/** What no transaction takes for writing; on a server it is for the rights of its user to refuse. */
const besides: readonly string[] = [
  "copy (select 'x') to '/pglite/data/mine.txt'",
  "copy (select 'x') to program 'cat'",
  "copy content from '/pglite/data/PG_VERSION'",
  "select pg_read_file('PG_VERSION')",
  "select lo_export(1, '/pglite/data/mine.txt')",
  "alter system set work_mem = '1MB'",
  "reindex table content",
  "cluster content using content_pkey",
  "checkpoint",
  "select pg_stat_reset()",
  "begin",
  "copy (select 'x') to '/pglite/data/mine.txt'",
  "rollback",
];
const loosenings = [
  "reset role",
  "set role postgres",
  "set session authorization postgres",
  "set transaction read write",
  "set default_transaction_read_only = off",
  "set session characteristics as transaction read write",
  "begin read write",
  "start transaction read write",
];

const stateOf = (db: Catalogue): Promise<unknown> =>
  db.query(
    `select (select json_agg(to_json(c) order by c.id)::text from content c) as contents, (select count(*) from copy) as copies,
      (select count(*) from run) as runs, (select count(*) from saved_query) as saved,
      (select count(*) from pg_class where relnamespace = (select relnamespace from pg_class where oid = 'content'::regclass)) as tables`,
  );

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "done",
    (error: { readonly name?: string; readonly code?: string; readonly message?: string }) =>
      error.name === "StoreError" &&
      /opened for reading; to change it, open it with mode: "write"/.test(error.message ?? "")
        ? String(error.code)
        : String(error),
  );
}

const ways: readonly (readonly [string, () => Promise<string>, "alone" | "beside a writer"])[] = [
  ["the embedded engine", async () => join(folder.path, "alone"), "alone"],
  ["the process that holds the folder", async () => join(folder.path, "held"), "beside a writer"],
  ...(hasServer ? ([["a server", newDatabase, "alone"]] as const) : []),
  ...(hasServer
    ? ([["a server behind a pooler", async () => `${await newDatabase()}?pgbouncer=true`, "alone"]] as const)
    : []),
];

for (const [name, place, how] of ways) {
  describe(`a catalogue opened for reading, through ${name},`, () => {
    test("is changed by nothing, whatever was set before, and says why", async () => {
      const url = await place();
      const writer = await open(url, { plugins: [core], mode: "write" });
      await journey(writer, [core], scan(join(sample, "broken"), join(sample, "Loops"))).run({ workers: 0 });
      await writer.save("slow", "bpm ..90");
      if (how === "alone") await writer.close();
      const reader = await open(url, { plugins: [core] });
      const before = await stateOf(reader);
      for (const [n, attempt] of attempts.entries())
        expect([n, await codeOf(attempt(reader))]).toEqual([n, "read-only"]);
      if (!name.startsWith("a server"))
        for (const [n, text] of besides.entries()) {
          const mayPass = text === "begin" || text === "rollback";
          expect([n, await codeOf(reader.query(text))]).toEqual([n, mayPass ? "done" : "read-only"]);
        }
      for (const loosening of loosenings) {
        await reader.query(loosening).catch(() => {});
        expect([loosening, await codeOf(reader.rate("has bpm", 5))]).toEqual([loosening, "read-only"]);
        await reader.query("rollback");
      }
      expect(await codeOf(reader.query("set transaction read write; update content set rating = 5"))).toContain(
        "multiple",
      );
      // What only looks works, also what says what writing would do.
      expect((await reader.tag("has bpm", { add: ["mine"] }, { dryRun: true })).changed).toBeGreaterThan(0);
      await reader.exportTo(join(folder.path, `${name}.midiq`));
      expect(await stateOf(reader)).toEqual(before);
      if (how === "beside a writer") {
        // The session that they share lets its owner write again.
        expect((await writer.rate("has bpm", 4)).changed).toBeGreaterThan(0);
        await writer.close();
      }
      await reader.close();
    }, 180_000);
  });
}
