/** Campaigns: what somebody asked many workers to do, from its first unit to its end. */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { AskedError } from "../../errors.ts";
import type { ParseOptions } from "../../midi/limits.ts";
import type { ArchiveLimits } from "../../sources/limits.ts";
import type { Store } from "../store.ts";
import { deferIndexes } from "../tables/index-building.ts";
import { addUnits, endWhenDone } from "./endings.ts";
import { type Maker, makerOf } from "./maker.ts";
import type { NewUnit } from "./units.ts";

/** What a campaign was told, and what its walk saw. Paths are as the catalogue stores them. */
export interface CampaignAbout {
  /** As they were named. */
  readonly paths: readonly string[];
  readonly allNames: boolean;
  readonly archive: Partial<ArchiveLimits>;
  readonly file: ParseOptions;
  /** How the paths begin of what was walked to its end. */
  readonly walked: readonly string[];
  /** What could not be read: nothing is said of it. */
  readonly unread: readonly string[];
}

/** What a campaign can be told while it goes on. */
export type CampaignState = "open" | "paused" | "draining" | "cancelled";

/** Units in one statement. */
const unitsAtOnce = 50;

/**
 * Makes a campaign with all its units, in one transaction: workers see it whole, or not at all.
 *
 * @param units gives the units, then what the walk saw.
 * @param bulk drops search indexes until the campaign ends.
 * @returns its number.
 */
export async function createCampaign(
  store: Store,
  units: () => AsyncGenerator<NewUnit, CampaignAbout>,
  bulk: boolean,
): Promise<{ readonly campaign: number; readonly units: number; readonly files: number }> {
  const maker = await makerOf(store);
  if (bulk) await deferIndexes(store.client);
  return store.client.begin(async (tx) => {
    const [row] = await tx.unsafe(
      `insert into campaign (kind, state, version, analyzer_set, about) values ('add', 'open', $1, $2::int4, '{}') returning id`,
      [maker.version, maker.analyzerSet],
    );
    const campaign = Number(row?.["id"]);
    const all = units();
    let [count, files] = [0, 0];
    let some: NewUnit[] = [];
    const send = async (): Promise<void> => {
      count += some.length;
      for (const unit of some) files += unit.files;
      await addUnits(tx, campaign, some);
      some = [];
    };
    let next = await all.next();
    for (; !next.done; next = await all.next()) {
      some.push(next.value);
      if (some.length >= unitsAtOnce) await send();
    }
    await send();
    await tx.unsafe("update campaign set about = $2::text::jsonb where id = $1::int4", [
      campaign,
      JSON.stringify(next.value),
    ]);
    // One with nothing to do has its end still before it: files may be gone.
    if (count === 0) await endWhenDone(tx, campaign);
    return { campaign, units: count, files };
  });
}

/** What a campaign was told. */
export async function aboutOf(sql: Sql, campaign: number): Promise<CampaignAbout> {
  const [row] = await sql.unsafe("select about::text as about from campaign where id = $1::int4", [campaign]);
  return JSON.parse(String(row?.["about"])) as CampaignAbout;
}

/**
 * Tells campaigns that go on what to do: all of them, or one. One that is cancelled forgets its waiting units; what is
 * in hand comes to its end.
 *
 * @returns their numbers.
 * @throws AskedError `no-campaign` for a number of none that goes on.
 */
export async function tellCampaigns(
  client: Client,
  state: CampaignState,
  campaign?: number,
): Promise<readonly number[]> {
  return client.begin(async (tx) => {
    const told = await tx.unsafe(
      `update campaign set state = $1, finished = case when $1 = 'cancelled' then now() end
        where finished is null and ($2::int4 is null or id = $2::int4) returning id`,
      [state, campaign ?? null],
    );
    const ids = told.map((row) => Number(row["id"])).sort((a, b) => a - b);
    if (campaign !== undefined && ids.length === 0)
      throw new AskedError(
        "no-campaign",
        `Cannot find campaign ${campaign} among those that go on: midiq jobs lists them`,
      );
    if (state === "cancelled")
      await tx.unsafe("delete from unit where state = 'waiting' and campaign = any($1::text::int4[])", [`{${ids}}`]);
    return ids;
  });
}

/** Whether workers are to end: a campaign is draining, and no other one is open. */
export async function isDraining(sql: Sql): Promise<boolean> {
  const [row] = await sql.unsafe(
    "select coalesce(bool_or(state = 'draining') and not bool_or(state = 'open'), false) as draining from campaign where finished is null",
  );
  return row?.["draining"] === true;
}

/** Refuses to work where all that is open is of another midiq. @throws AskedError `other-version`. */
export async function refuseOthers(sql: Sql, { version, analyzerSet }: Maker): Promise<void> {
  const rows = await sql.unsafe(
    "select id, version, analyzer_set from campaign where finished is null and state = 'open' order by id",
  );
  const isOurs = (row: (typeof rows)[number]): boolean =>
    row["version"] === version && Number(row["analyzer_set"]) === analyzerSet;
  const [other] = rows;
  if (!other || rows.some(isOurs)) return;
  const why =
    other["version"] === version
      ? "it was made with other analyzers, taggers or options; start this worker with the same plugins and configuration"
      : `it was made by midiq ${other["version"]}, and this is ${version}`;
  throw new AskedError("other-version", `Cannot work at campaign ${other["id"]}: ${why}`);
}

/** The runs of a campaign: one of each worker that took part. */
export async function runsOf(sql: Sql, campaign: number): Promise<readonly number[]> {
  const rows = await sql.unsafe("select id from run where (options ->> 'campaign')::int4 = $1::int4 order by id", [
    campaign,
  ]);
  return rows.map((row) => Number(row["id"]));
}
