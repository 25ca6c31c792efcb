/** A catalogue that is just being made: whoever looks at what a stop left finds all of its tables, or none. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { core, journey, open, scan } from "../../mod.ts";
import { importCatalogue } from "../../src/catalogue/mod.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";
import { type Cluster, hasServer, newCluster } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const exported = join(folder.path, "some.midiq");

beforeAll(async () => {
  const db = await open(join(folder.path, "some"), { plugins: [core], mode: "write" });
  await journey(db, [core], scan(join(sample, "Loops"))).run({ workers: 0 });
  await db.exportTo(exported);
  await db.close();
}, 180_000);

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "done",
    ({ code }: { readonly code?: string }) => String(code),
  );

describe("an import", () => {
  test("that is repeated says that all is there, and is no mistake; of something else it is one", async () => {
    const db = join(folder.path, "twice");
    expect((await midiq(folder.path, ["import", exported, "--db", db])).status).toBe(0);
    const again = await midiq(folder.path, ["import", exported, "--db", db]);
    expect([again.status, again.stderr]).toEqual([0, "The catalogue already has all of it: nothing was imported\n"]);
    const writer = await open(db, { mode: "write" });
    await writer.query("delete from copy where id = (select min(id) from copy)");
    await writer.close();
    expect(await codeOf(importCatalogue(db, exported))).toBe("not-empty");
    expect((await importCatalogue(db, exported, { merge: true })).rows).toMatchObject({ copy: 1, content: 0 });
  }, 180_000);
});

describe("a catalogue that was made without analyzers", () => {
  test("says in one line what it lacks, and has it after midiq run", async () => {
    const db = join(folder.path, "bare");
    await (await open(db, { plugins: [], mode: "write" })).close();
    const { status, stderr } = await midiq(folder.path, ["bpm 120", "--db", db]);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^midiq: Cannot answer this query: it has no values for .* yet; midiq run .*\n$/),
    ]);
    expect((await midiq(folder.path, ["run", "--db", db])).status).toBe(0);
    expect((await midiq(folder.path, ["bpm 120", "--db", db])).status).toBe(1);
  }, 180_000);
});

describe.if(hasServer)("on a server", () => {
  let cluster: Cluster;
  let databases = 0;
  beforeAll(async () => {
    cluster = await newCluster();
  }, 180_000);
  afterAll(() => cluster?.stop("immediate"), 180_000);

  /** A database in which the columns of fields cannot be made: what was done before that is what a kill there would leave. */
  async function stopping(): Promise<string> {
    const name = `stopping_${databases++}`;
    await cluster.run("postgres", `create database ${name}`);
    await cluster.run(
      name,
      `create function stop() returns event_trigger language plpgsql as $$ begin
         if exists (select from pg_attribute where attrelid = to_regclass('content') and attname = 'bpm') then
           raise exception 'stopped'; end if; end $$`,
      "create event trigger stops on ddl_command_end execute function stop()",
    );
    return `${cluster.url}/${name}`;
  }

  test("a stop between tables and columns leaves no catalogue, and the next one makes it", async () => {
    const ways: readonly ((url: string) => Promise<unknown>)[] = [
      (url) => open(url, { plugins: [core], mode: "write" }).then((db) => db.close()),
      (url) => importCatalogue(url, exported),
    ];
    for (const make of ways) {
      const url = await stopping();
      expect(await codeOf(make(url))).toBe("P0001");
      expect(await codeOf(open(url, { plugins: [core] }))).toBe("no-catalogue");
      expect((await midiq(folder.path, ["bpm 120", "--db", url])).status).toBe(2);
      await cluster.run(new URL(url).pathname.slice(1), "drop event trigger stops");
      expect(await codeOf(make(url))).toBe("done");
      expect([0, 1]).toContain((await midiq(folder.path, ["bpm 120", "--db", url])).status);
    }
  }, 180_000);

  test("tables of another program are told from a catalogue, and left alone", async () => {
    await cluster.run("postgres", "create database other");
    await cluster.run("other", "create table content (n int4)", "create table migration (version int4)");
    const url = `${cluster.url}/other`;
    expect(await codeOf(open(url))).toBe("no-catalogue");
    expect(await codeOf(open(url, { mode: "write" }))).toBe("not-empty");
    expect(await codeOf(importCatalogue(url, exported))).toBe("not-empty");
  }, 180_000);
});
