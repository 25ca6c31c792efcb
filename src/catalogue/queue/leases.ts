/** Leases: who claimed a unit renews its claim, completes it, or gives it back; who lost it to another attempt changes nothing. */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import type { SeenArchive } from "../adding/seen.ts";
import { endWhenDone, lockCampaign } from "./endings.ts";
import type { Unit } from "./units.ts";

const mine = "id = $1::text::int8 and attempt = $2::int4 and state = 'active'";
const keyOf = ({ id, attempt }: Unit): [string, number] => [id, attempt];

/** Says that a worker lives, and at which file it is. False when the unit was given to another one. */
export async function beat(sql: Sql, unit: Unit, at: string | undefined): Promise<boolean> {
  const { count } = await sql.unsafe(`update unit set beat = clock_timestamp(), at = coalesce($3, at) where ${mine}`, [
    ...keyOf(unit),
    at ?? null,
  ]);
  return count > 0;
}

/** What came of a unit. */
export interface UnitDone {
  readonly counts: Readonly<Record<string, number>>;
  /** Archives that were read whole: they are noted when the campaign ends. */
  readonly archives: readonly SeenArchive[];
}

/**
 * Completes a unit after its last commit; its paths are forgotten, which are most of its row. False, and nothing is done, when
 * another worker has it by now. The last unit of a campaign brings its end into the queue, in the same transaction.
 */
export async function completeUnit(client: Client, unit: Unit, done: UnitDone): Promise<boolean> {
  return client.begin(async (tx) => {
    await lockCampaign(tx, unit.campaign);
    const isDone = await complete(tx, unit, done);
    if (isDone) await endWhenDone(tx, unit.campaign);
    return isDone;
  });
}

async function complete(sql: Sql, unit: Unit, { counts, archives }: UnitDone): Promise<boolean> {
  const kept = { ...counts, archives: archives.map((one) => ({ ...one, id: String(one.id) })) };
  const { count } = await sql.unsafe(
    `update unit set state = case when data ? 'poison' then 'poisoned' else 'done' end, ended = clock_timestamp(), counts = $3::text::jsonb,
        data = case when data ? 'poison' then data else '{"paths": []}' end
      where ${mine}`,
    [...keyOf(unit), JSON.stringify(kept)],
  );
  return count > 0;
}

/** Completes the last unit of a campaign, and the campaign with it. */
export async function completeCampaign(client: Client, unit: Unit, done: UnitDone): Promise<boolean> {
  return client.begin(async (tx) => {
    await lockCampaign(tx, unit.campaign);
    if (!(await complete(tx, unit, done))) return false;
    await tx.unsafe("update campaign set state = 'done', finished = now() where id = $1::int4", [unit.campaign]);
    return true;
  });
}

/** Gives a unit back that was not done, for another worker; what of it is stored stays. */
export async function giveBack(sql: Sql, unit: Unit): Promise<void> {
  await sql.unsafe(`update unit set state = 'waiting', worker = null where ${mine}`, keyOf(unit));
}

/** Errors after which a unit is given up. */
const mostFailures = 3;
/** Seconds until a unit is tried again; three times as long after each failure. */
const pauseSeconds = 5;

/** Notes that a unit ended with an error. It is tried again later, by whoever comes; a campaign ends without it. */
export async function failUnit(client: Client, unit: Unit, message: string): Promise<void> {
  await client.begin(async (tx) => {
    await lockCampaign(tx, unit.campaign);
    await tx.unsafe(
      `update unit set state = case when failures + 1 >= ${mostFailures} then 'failed' else 'waiting' end,
        failures = failures + 1, message = $3, worker = null,
        due = clock_timestamp() + ${pauseSeconds} * 3 ^ failures * interval '1 second'
      where ${mine}`,
      [...keyOf(unit), message],
    );
    await endWhenDone(tx, unit.campaign);
  });
}
