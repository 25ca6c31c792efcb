/** The engines that `eval crash` loads: where catalogues lie, how they are copied, looked into and crashed. */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { amcheck } from "@electric-sql/pglite/contrib/amcheck";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import postgres from "postgres";
import { newCluster } from "../../test/server.ts";

/** An engine under test. */
export interface Engine {
  readonly name: string;
  /** A place for a new catalogue; with a name, a copy of that catalogue. */
  readonly place: (from?: string) => Promise<string>;
  /** Waits until nothing works for a client that is gone. @returns seconds */
  readonly rest: (where: string) => Promise<number>;
  /** What the engine's own checks of its tables and indexes find. */
  readonly verify: (where: string) => Promise<readonly string[]>;
  readonly drop: (where: string) => Promise<void>;
  /** Ends the server hard, and starts it again. */
  readonly crash?: (how: "kill" | "immediate") => Promise<void>;
}

/** Runs SQL, and returns rows. */
type Ask = (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** amcheck over all tables and indexes: every index entry against the table, every page of the tables. */
async function amchecked(ask: Ask): Promise<readonly string[]> {
  await ask("create extension if not exists amcheck");
  const relations = await ask(
    `select c.oid::regclass::text as name, am.amname as kind from pg_class c join pg_am am on am.oid = c.relam
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'i', 't') and n.nspname in ('public', 'pg_toast') order by 1`,
  );
  const checks = new Set((await ask("select proname as name from pg_proc")).map(({ name }) => name));
  const wrong: string[] = [];
  for (const { name, kind } of relations) {
    try {
      if (kind === "btree") await ask(`select bt_index_check('${name}', true)`);
      // Since PostgreSQL 18.
      else if (kind === "gin" && checks.has("gin_index_check")) await ask(`select gin_index_check('${name}')`);
      else if (kind === "heap")
        for (const { msg } of await ask(`select msg from verify_heapam('${name}')`)) wrong.push(`${name}: ${msg}`);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message}`);
    }
  }
  return wrong;
}

/** PGlite, in folders below one. */
export function embedded(home: string): Engine {
  let last = 0;
  return {
    name: "PGlite",
    place: async (from) => {
      const where = join(home, `pglite-${++last}`);
      if (from) cpSync(from, where, { recursive: true });
      return where;
    },
    rest: async () => 0,
    verify: async (where) => {
      const db = await PGlite.create(join(where, "data"), { extensions: { amcheck, pg_trgm } });
      try {
        return await amchecked(async (text) => (await db.query<Record<string, unknown>>(text)).rows);
      } finally {
        await db.close();
      }
    },
    drop: async (where) => rmSync(where, { recursive: true, force: true }),
  };
}

/** A PostgreSQL cluster of one's own that syncs what it commits; removed when this process ends. */
export async function server(): Promise<Engine> {
  const cluster = await newCluster(["fsync=on"]);
  const nameOf = (where: string): string => new URL(where).pathname.slice(1);
  const asking = async <T>(database: string, work: (ask: Ask) => Promise<T>): Promise<T> => {
    const sql = postgres(`${cluster.url}/${database}`, { max: 1, onnotice: () => undefined });
    try {
      return await work((text) => sql.unsafe(text));
    } finally {
      await sql.end();
    }
  };
  const kill = async (): Promise<void> => {
    const postmaster = readFileSync(join(cluster.folder, "data", "postmaster.pid"), "utf8").split("\n")[0] ?? "";
    const found = Bun.spawnSync(["ps", "-o", "pid=", "--ppid", postmaster]).stdout.toString();
    const processes = [postmaster, ...found.split("\n")].map(Number).filter((pid) => pid > 1);
    for (const pid of processes) end(pid);
    // Until the last is gone the next start finds the shared memory in use.
    while (processes.some(isAlive)) await Bun.sleep(20);
  };
  let last = 0;
  return {
    name: "PostgreSQL",
    place: async (from) => {
      const name = `crash_${++last}`;
      // The other strategy copies pages through the log, and a sequence of which numbers are left from before the copy logs
      // none of them: after a crash the server gives them again (seen with PostgreSQL 15.18).
      const copied = from ? ` template ${nameOf(from)} strategy file_copy` : "";
      await cluster.run("postgres", `create database ${name}${copied}`);
      return `${cluster.url}/${name}`;
    },
    rest: async (where) => {
      const began = performance.now();
      const text = `select count(*) as n from pg_stat_activity where datname = '${nameOf(where)}'
        and backend_type = 'client backend'`;
      await asking("postgres", async (ask) => {
        while (Number((await ask(text))[0]?.["n"]) > 0) await Bun.sleep(20);
      });
      return (performance.now() - began) / 1000;
    },
    verify: (where) => asking(nameOf(where), amchecked),
    drop: (where) => cluster.run("postgres", `drop database ${nameOf(where)} with (force)`),
    crash: async (how) => {
      if (how === "immediate") cluster.stop("immediate");
      else await kill();
      cluster.start();
    },
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself: a child whose postmaster is gone does.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
