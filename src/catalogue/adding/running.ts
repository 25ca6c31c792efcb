/**
 * Runs that go on. While one does, its session holds an advisory lock on the run's number, which goes with the session
 * whatever becomes of the process. So a row of a run that never ended is told from one that is still being written.
 */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import type { Store } from "../store.ts";

/** A run of any process that goes on just now. */
export interface RunningRun {
  readonly kind: "add" | "run";
  readonly machine: string;
  /** Since it began. */
  readonly seconds: number;
  /** What came of it so far; `share` of what it expects, 0 to 1, where it knows. */
  readonly counts: Readonly<Record<string, number>>;
}

/** First key of the advisory locks on runs: "runs" in ASCII. */
const runLock = 0x72756e73;

/**
 * Marks runs as going on, in this session and in each that comes after it.
 *
 * @param current the run that goes on, if one does.
 */
export async function markRunning(client: Client, current: () => number | undefined): Promise<void> {
  await client.eachSession(async (session, isPooled) => {
    const run = current();
    // Behind a pooler the next statement may have another session: nothing can be said there.
    if (run === undefined || isPooled) return;
    await session.unsafe(`select pg_try_advisory_lock(${runLock}, $1::int4)`, [run]);
  });
}

/** Takes the mark off. */
export async function unmarkRunning(client: Client, run: number): Promise<void> {
  if (client.isPooled()) return;
  await client.unsafe(`select pg_advisory_unlock(${runLock}, $1::int4)`, [run]);
}

/** Notes how far a run is. */
export async function noteProgress(sql: Sql, run: number, counts: Readonly<Record<string, number>>): Promise<void> {
  await sql.unsafe("update run set counts = $2::text::jsonb where id = $1::int4 and finished is null", [
    run,
    JSON.stringify(counts),
  ]);
}

/** The latest run of another process that goes on. */
export async function runningRun({ isAlone, client }: Store): Promise<RunningRun | undefined> {
  if (isAlone) return undefined;
  const [row] = await client.unsafe(
    `select kind, machine, extract(epoch from clock_timestamp() - started)::float8 as seconds, counts::text as counts
     from run where finished is null and exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.granted
       and l.database = (select oid from pg_database where datname = current_database())
       and l.classid::int8 = ${runLock} and l.objid::int8 = run.id and l.objsubid = 2)
     order by id desc limit 1`,
  );
  if (!row) return undefined;
  return {
    kind: row["kind"] === "run" ? "run" : "add",
    machine: String(row["machine"]),
    seconds: Number(row["seconds"]),
    counts: JSON.parse(String(row["counts"] ?? "{}")),
  };
}
