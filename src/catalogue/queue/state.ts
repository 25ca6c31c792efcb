/** How the work stands: campaigns with their units, workers, and the units that were given up. */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { AskedError } from "../../errors.ts";
import { version } from "../../version.ts";
import type { WorkerFacts } from "./units.ts";

/** A campaign as it stands. */
export interface CampaignProgress {
  readonly id: number;
  readonly state: string;
  readonly started: string;
  readonly finished: string | null;
  readonly paths: readonly string[];
  /** Units by state; those that were cut apart stand for nothing. */
  readonly waiting: number;
  readonly active: number;
  readonly done: number;
  readonly poisoned: number;
  readonly failed: number;
  readonly files: number;
  readonly filesDone: number;
  /** Files a second over the last minute. */
  readonly pace: number;
}

/** A worker as it was last heard of. */
export interface WorkerProgress {
  readonly id: string;
  readonly machine: string;
  readonly pid: number;
  readonly version: string;
  /** Seconds since it was heard of. */
  readonly silent: number;
  readonly unit: string | null;
  readonly files: number;
  readonly memory: number;
}

/** All campaigns that go on, and the latest that is over; workers by machine. */
export async function workState(
  sql: Sql,
): Promise<{ readonly campaigns: readonly CampaignProgress[]; readonly workers: readonly WorkerProgress[] }> {
  const of = (state: string): string => `(count(u.id) filter (where u.state = '${state}'))::int4 as ${state}`;
  const campaigns = await sql.unsafe(
    `select c.id, c.state, c.started::text as started, c.finished::text as finished, c.about ->> 'paths' as paths,
        ${["waiting", "active", "done", "poisoned", "failed"].map(of).join(", ")},
        coalesce(sum(u.files) filter (where u.state <> 'cut'), 0)::int4 as files,
        coalesce(sum(u.files) filter (where u.state in ('done', 'poisoned')), 0)::int4 as "filesDone",
        coalesce(sum(u.files) filter (where u.ended > clock_timestamp() - interval '1 minute'), 0)::float8
          / least(60, greatest(1, extract(epoch from clock_timestamp() - c.started)))::float8 as pace
      from campaign c left join unit u on u.campaign = c.id
      where c.finished is null or c.id = (select max(id) from campaign) group by c.id order by c.id`,
  );
  const workers = await sql.unsafe(
    `select id, machine, pid, version, extract(epoch from clock_timestamp() - beat)::float8 as silent,
        unit::text as unit, files::float8 as files, memory::float8 as memory
      from worker order by machine, id`,
  );
  return {
    campaigns: campaigns.map((row) => ({
      ...row,
      paths: JSON.parse(String(row["paths"] ?? "[]")),
    })) as unknown as CampaignProgress[],
    workers: workers as unknown as readonly WorkerProgress[],
  };
}

/** Whether any unit waits or is in hand in a campaign that goes on. */
export async function isWork(sql: Sql): Promise<boolean> {
  const [row] = await sql.unsafe(
    `select exists (select from unit u join campaign c on c.id = u.campaign
      where u.state in ('waiting', 'active') and c.finished is null) as work`,
  );
  return row?.["work"] === true;
}

/** A unit that was given up, or one that somebody asks for. */
export interface UnitState {
  readonly id: string;
  readonly campaign: number;
  readonly state: string;
  readonly files: number;
  readonly attempts: number;
  readonly losses: number;
  readonly failures: number;
  readonly worker: string | null;
  readonly at: string | null;
  readonly message: string | null;
  readonly paths: readonly unknown[];
}

/** Units that were given up, or the one of a number. @throws AskedError `no-unit`. */
export async function unitsGivenUp(sql: Sql, id?: string): Promise<readonly UnitState[]> {
  const rows = await sql.unsafe(
    `select id::text as id, campaign, state, files, attempt as attempts, losses, failures, worker, at, message,
        coalesce(data -> 'poison', data -> 'paths')::text as paths
      from unit where case when $1::text is null then state in ('poisoned', 'failed') else id = $1::text::int8 end order by unit.id`,
    [id ?? null],
  );
  if (id !== undefined && rows.length === 0)
    throw new AskedError("no-unit", `Cannot find unit ${id}: midiq jobs poisoned lists those that were given up`);
  return rows.map((row) => ({ ...row, paths: JSON.parse(String(row["paths"])) })) as unknown as UnitState[];
}

/** Tries units again that were given up: all, or one; a campaign that had ended goes on. Returns how many. */
export async function retryUnits(client: Client, id?: string): Promise<number> {
  return client.begin(async (tx) => {
    const again = await tx.unsafe(
      `update unit set state = 'waiting', losses = 0, failures = 0, due = now(), message = null,
          data = case when data ? 'poison' then jsonb_build_object('paths', data -> 'poison') else data end
        where state in ('poisoned', 'failed') and ($1::text is null or id = $1::text::int8) returning campaign`,
      [id ?? null],
    );
    const campaigns = `{${[...new Set(again.map((row) => Number(row["campaign"])))].join(",")}}`;
    // Their end comes anew, when they are done.
    await tx.unsafe("delete from unit where kind = 'finish' and state = 'done' and campaign = any($1::text::int4[])", [
      campaigns,
    ]);
    await tx.unsafe(
      "update campaign set state = 'open', finished = null where state = 'done' and id = any($1::text::int4[])",
      [campaigns],
    );
    return again.length;
  });
}

/** Says that a worker lives. @param files that it has done. */
export async function noteWorker(
  sql: Sql,
  { id, machine, pid }: WorkerFacts,
  { unit, files, memory }: { readonly unit: string | undefined; readonly files: number; readonly memory: number },
): Promise<void> {
  await sql.unsafe(
    `insert into worker (id, machine, pid, version, beat, unit, files, memory)
      values ($1, $2, $3::int4, $4, clock_timestamp(), $5::text::int8, $6::float8::int8, $7::float8::int8)
      on conflict (id) do update set beat = excluded.beat, unit = excluded.unit, files = excluded.files, memory = excluded.memory`,
    [id, machine, pid, version, unit ?? null, files, memory],
  );
}

/** Takes a worker off the list. */
export async function forgetWorker(sql: Sql, id: string): Promise<void> {
  await sql.unsafe("delete from worker where id = $1", [id]);
}
