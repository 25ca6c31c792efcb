/** What happens to a run when its server goes: it waits, and writes its batch again. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Catalogue, core, journey, open, scan } from "../../mod.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";
import { melody, midi, text, track } from "../midi/compose.ts";
import { type Cluster, freePort, giveToServer, hasServer, newCluster, serverUser } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const pile = join(folder.path, "pile");
const files = 600;
const runs = 6;
let cluster: Cluster;
let databases = 0;

async function newUrl(query = ""): Promise<string> {
  const name = `lost_${databases++}`;
  await cluster.run("postgres", `create database ${name}`);
  return `${cluster.url}/${name}${query}`;
}

const cutAll = (): Promise<void> =>
  cluster.run(
    "postgres",
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'midiq' and pid <> pg_backend_pid()",
  );

/** All rows of a catalogue but when and in which run they came. */
async function rowsOf(url: string): Promise<string> {
  const db = await open(url);
  const contents = await db.query("select to_jsonb(c) - 'added' - 'analyzed' as row from content c order by id");
  const copies = await db.query("select to_jsonb(k) - 'run' as row from copy k order by id");
  const facts = await db.query("select to_jsonb(t) as row from track t order by content, n");
  await db.close();
  expect(contents).toHaveLength(files);
  return JSON.stringify({ contents, copies, facts });
}

/** Adds the pile, and does something to the server whenever some batches are through. */
async function addWhile(db: Catalogue, disturb: () => Promise<void>): Promise<number> {
  let seen = 0;
  let busy: Promise<void> = Promise.resolve();
  const disturbed = {
    ...db,
    beginRun: async (how?: Parameters<Catalogue["beginRun"]>[0]) => {
      const adding = await db.beginRun(how);
      return {
        ...adding,
        write: async (packed: Parameters<typeof adding.write>[0]) => {
          // At the same time as the batch is written: in COPY, in a merge, at its commit.
          if (seen++ % 2 === 1) busy = busy.then(disturb);
          return adding.write(packed);
        },
      };
    },
  };
  // Batches that wait for the store are joined: several runs make several writes, however fast the machine is.
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const part = Array.from({ length: files / runs }, (_, n) => join(pile, `${run * (files / runs) + n}.mid`));
    const { counts } = await journey(disturbed, [core], scan(...part)).run({ workers: 0, batch: 5 });
    found += counts["found"] ?? 0;
  }
  await busy;
  expect(found).toBe(files);
  return seen;
}

describe.if(hasServer)("a server that is lost in the middle of a run", () => {
  let whole = "";
  beforeAll(async () => {
    mkdirSync(pile);
    for (let n = 0; n < files; n++) {
      writeFileSync(join(pile, `${n}.mid`), midi({}, track(text(0, 1, String(n)), melody("C4 1/4 E4 1/4 G4 1/2"))));
    }
    cluster = await newCluster();
    const url = await newUrl();
    await startMidiq(folder.path, ["add", pile, "--db", url, "--workers", "0"]);
    whole = await rowsOf(url);
  }, 180_000);
  afterAll(() => cluster?.stop("immediate"), 180_000);

  test("connections that are cut again and again lose nothing and double nothing", async () => {
    const url = await newUrl();
    const told: string[] = [];
    const db = await open(url, { plugins: [core], mode: "write", onTrouble: (line) => told.push(line) });
    expect(await addWhile(db, cutAll)).toBeGreaterThan(4);
    await db.close();
    expect(told.filter((line) => line.startsWith("lost the connection to postgres://midiq@")).length).toBeGreaterThan(
      1,
    );
    expect(told.at(-1)).toBe("the database is there again");
    expect(await rowsOf(url)).toBe(whole);
  }, 180_000);

  test("a restart, and a crash, are waited for", async () => {
    for (const how of ["fast", "immediate"] as const) {
      const url = await newUrl();
      const db = await open(url, { plugins: [core], mode: "write" });
      let restarts = 0;
      await addWhile(db, async () => {
        if (restarts++ > 0) return;
        cluster.stop(how);
        await Bun.sleep(300);
        cluster.start();
      });
      await db.close();
      expect(await rowsOf(url)).toBe(whole);
    }
  }, 180_000);

  test("a reader waits too, and so does what was asked of it", async () => {
    const url = await newUrl();
    await (await open(url, { mode: "write" })).close();
    const db = await open(url);
    const asked = db.query<{ n: number }>("select 1 as n, pg_sleep(0.5)");
    await Bun.sleep(100);
    await cutAll();
    expect(await asked).toMatchObject([{ n: 1 }]);
    // Many wait for one session, and get one.
    const many = [1, 2, 3].map((n) => db.query("select $1::int4 as n, pg_sleep(0.2)", [n]));
    await Bun.sleep(100);
    await cutAll();
    expect(await Promise.all(many)).toMatchObject([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
    const sessions =
      "select 1 from pg_stat_activity where datname = current_database() and backend_type like 'client%'";
    expect(await db.query(sessions)).toHaveLength(1);
    await db.close();
  }, 180_000);

  test("the command says what it waits for; where patience ends, one line, status 2, and the next run goes on", async () => {
    const url = await newUrl("?patience=1");
    const main = resolve(import.meta.dir, "../../src/cli/main.ts");
    const run = spawn(process.execPath, [main, "add", pile, "--db", url, "--workers", "1"], { stdio: "pipe" });
    let said = "";
    run.stderr.on("data", (data) => {
      said += String(data);
    });
    const ended = new Promise((done) => run.on("exit", done));
    await cluster.run("postgres", "select 1");
    // Once the tables are there, the run is under way.
    while (run.exitCode === null) {
      const db = await open(url).catch(() => undefined);
      await db?.close();
      if (db) break;
      await Bun.sleep(20);
    }
    cluster.stop();
    expect(await ended).toBe(2);
    cluster.start();
    const lines = said.trim().split("\n");
    expect(lines[0]).toMatch(/^midiq: lost the connection to .*; trying again for 1 s$/);
    expect(lines[1]).toMatch(/^midiq: Lost the connection .* did not return within 1 s; what was written is stored/);
    expect(lines).toHaveLength(2);
    expect((await startMidiq(folder.path, ["add", pile, "--db", url])).status).toBe(0);
    expect(await rowsOf(url)).toBe(whole);
  }, 180_000);

  const pgbouncer = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((path) => existsSync(path));
  if (!pgbouncer) console.error("skipped: tests behind PgBouncer, since it is not installed (Debian: pgbouncer)");

  test.if(pgbouncer !== undefined)(
    "behind PgBouncer, which hands out another session for each transaction",
    async () => {
      const port = await freePort();
      const file = join(cluster.folder, "pgbouncer.ini");
      const settings = {
        ...{
          listen_addr: "127.0.0.1",
          listen_port: port,
          unix_socket_dir: "",
          auth_type: "any",
          pool_mode: "transaction",
        },
        // Sessions end under the run, and several are in use.
        ...{
          server_lifetime: 1,
          server_round_robin: 1,
          query_wait_timeout: 30,
          logfile: join(cluster.folder, "pooler"),
        },
      };
      const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      const database = new URL(await newUrl()).pathname.slice(1);
      const to = `${database} = host=127.0.0.1 port=${cluster.port} user=midiq`;
      writeFileSync(file, ["[databases]", to, "[pgbouncer]", ...lines, ""].join("\n"));
      giveToServer(file);
      const pooler = spawn(pgbouncer as string, [file], { stdio: "ignore", ...serverUser() });
      try {
        // It is known by what it refuses; the parameter of the URL only saves the first try.
        const url = `postgres://midiq@127.0.0.1:${port}/${database}`;
        while ((await startMidiq(folder.path, ["add", pile, "--db", url])).status !== 0) await Bun.sleep(100);
        for (const words of [["key C", "--limit", "3"], ["tag", "+mine", "key C"], ["run"], ["db", "check"]]) {
          const { status, stderr } = await startMidiq(folder.path, [...words, "--db", `${url}?pgbouncer=true`]);
          expect([words, status, status === 0 ? "" : stderr]).toEqual([words, 0, ""]);
        }
        const db = await open(url, { mode: "write" });
        await db.query("update content set tags = '{}', tag_sources = '{}'");
        await db.query("delete from manual_tag");
        await db.query("select refresh_tags(array(select id from content))");
        await db.close();
        expect(await rowsOf(url)).toBe(whole);
        // Nothing of ours stays in sessions that others get.
        const direct = await open(`${cluster.url}/${database}`);
        expect(await direct.query("select relname from pg_class where relpersistence = 't' and relkind = 'r'")).toEqual(
          [],
        );
        await direct.close();
      } finally {
        pooler.kill();
      }
    },
    180_000,
  );
});
