/** The end of a campaign is a unit like the others, which comes into the queue when all of those are over. */
import type { Sql } from "../../database/sql.ts";
import type { NewUnit } from "./units.ts";

const ending: NewUnit = { kind: "finish", source: null, files: 0, data: { paths: [] } };

/** Puts units into the queue. */
export async function addUnits(sql: Sql, campaign: number, units: readonly NewUnit[]): Promise<void> {
  if (units.length === 0) return;
  await sql.unsafe(
    `insert into unit (campaign, kind, source, files, data)
     select $1::int4, u.kind, u.source, u.files, u.data
       from jsonb_to_recordset($2::text::jsonb) u(kind text, source int4, files int4, data jsonb)`,
    [campaign, JSON.stringify(units)],
  );
}

/** Of two units that are over at once, the second has to see the first: their transactions come one after the other. */
export async function lockCampaign(tx: Sql, campaign: number): Promise<void> {
  await tx.unsafe("select from campaign where id = $1::int4 for update", [campaign]);
}

/** Brings the end of a campaign into the queue where all its units are over; one that is cancelled has none. */
export async function endWhenDone(tx: Sql, campaign: number): Promise<void> {
  const [row] = await tx.unsafe(
    `select finished is null and not exists (select from unit where campaign = $1::int4
        and (state in ('waiting', 'active') or kind = 'finish')) as over
      from campaign where id = $1::int4`,
    [campaign],
  );
  if (row?.["over"] === true) await addUnits(tx, campaign, [ending]);
}
