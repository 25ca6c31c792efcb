/** What the store knows of how old its values are, and how long it took to compute them. */

import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { createDigest, type Digest } from "../../digest.ts";
import type { Registry } from "../../plugin/registry.ts";
import type { Store } from "../store.ts";
import { type AnalyzerSet, type StoredSet, setNumber, setOf, staleEntries } from "./analyzer-set.ts";

/** A set with the contents that have it. */
export interface CountedSet extends StoredSet {
  /** Contents that hold music. */
  readonly contents: number;
}

/** Analyzers that failed on the same contents. */
export interface CountedFailures {
  readonly analyzers: readonly string[];
  readonly contents: number;
}

/** How old the values of a catalogue are. */
export interface Staleness {
  readonly sets: readonly CountedSet[];
  readonly failures: readonly CountedFailures[];
  readonly timings: ReadonlyMap<string, Timing>;
  /** The set of what is loaded. */
  readonly now: AnalyzerSet;
}

/** How long something took. */
export interface Timing {
  readonly files: number;
  readonly seconds: number;
}

/** What is stale, what failed, and how long things take. */
export const stalenessOf = async ({ client, registry }: Store): Promise<Staleness> => ({
  sets: await countedSets(client),
  failures: await countedFailures(client),
  timings: await storedTimings(client),
  now: setOf(registry, await createDigest()),
});

/** Contents with values of other analyzers, or of other versions or options of them, than those of the latest run. */
export async function countStale({ client }: Store): Promise<number> {
  const text = `select count(*)::int4 as n from content c join analyzer_set s on s.id = c.analyzer_set
    where s.stale <> '{}' and c.status <> 'rejected'`;
  return Number((await client.unsafe(text))[0]?.["n"] ?? 0);
}

/** All sets that contents refer to, in order of number. */
export async function countedSets(sql: Client): Promise<readonly CountedSet[]> {
  const rows = await sql.unsafe(
    `select s.id, s.list::text as list, n.contents from analyzer_set s join
       (select analyzer_set, count(*)::int4 as contents from content where status <> 'rejected' group by 1) n
       on n.analyzer_set = s.id order by s.id`,
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    contents: Number(row["contents"]),
    list: JSON.parse(String(row["list"])) as AnalyzerSet,
  }));
}

/** Contents by the analyzers and taggers that failed on them. */
async function countedFailures(sql: Client): Promise<readonly CountedFailures[]> {
  const rows = await sql.unsafe(
    `select to_json(analyzers)::text as analyzers, count(*)::int4 as contents from
       (select array_agg(analyzer order by analyzer collate "C") as analyzers from failure group by content) f
     group by 1 order by 1`,
  );
  return rows.map((row) => ({
    analyzers: JSON.parse(String(row["analyzers"])) as readonly string[],
    contents: Number(row["contents"]),
  }));
}

/** Times by stage, `analyze/id` and `tag/id`. */
async function storedTimings(sql: Client): Promise<ReadonlyMap<string, Timing>> {
  const rows = await sql.unsafe("select part, files::float8 as files, seconds from timing");
  return new Map(
    rows.map((row) => [String(row["part"]), { files: Number(row["files"]), seconds: Number(row["seconds"]) }]),
  );
}

/** Files below which a run says nothing about how long things take. */
const leastFiles = 20;

/** Remembers how long the parts of a run took. */
export async function keepTimings(
  sql: Client,
  seconds: Readonly<Record<string, number>>,
  files: number,
): Promise<void> {
  if (files < leastFiles) return;
  const parts = Object.entries(seconds).filter(([part, spent]) => part !== "total" && part !== "source" && spent > 0);
  await sql.unsafe(
    `insert into timing select t.part, $2::float8::int8, t.seconds
       from jsonb_to_recordset($1::text::jsonb) t(part text, seconds float8)
     on conflict (part) do update set files = excluded.files, seconds = excluded.seconds`,
    [JSON.stringify(parts.map(([part, spent]) => ({ part, seconds: spent }))), files],
  );
}

/** The sets that made the values of some contents, by id, each once, in order of number. */
export async function setsOf({ client }: Store, contents: readonly bigint[]): Promise<readonly AnalyzerSet[]> {
  const rows = await client.unsafe(
    `select s."list"::text as "list" from analyzer_set s where s."id" in (
       select c."analyzer_set" from content c where c."id" = any($1::text::int8[])) order by s."id"`,
    [`{${contents.join(",")}}`],
  );
  return rows.map((row) => JSON.parse(String(row["list"])) as AnalyzerSet);
}

/** Stores the set of what is loaded, says of all sets what is stale in them, and returns the number of this one. */
export async function noteSet(sql: Client, registry: Registry, digest: Digest): Promise<number> {
  const now = setOf(registry, digest);
  const id = await keepSet(sql, now, digest);
  await noteStale(sql, now);
  return id;
}

/** Stores the sets of contents that are about to come in, and says what is stale in them. */
export async function keepSets(
  sql: Client,
  sets: Iterable<AnalyzerSet>,
  registry: Registry,
  digest: Digest,
): Promise<void> {
  for (const set of sets) await keepSet(sql, set, digest);
  await noteStale(sql, setOf(registry, digest));
}

async function noteStale(sql: Client, now: AnalyzerSet): Promise<void> {
  const stored = await sql.unsafe("select id, list::text as list from analyzer_set");
  const stale = stored.map((row) => ({
    id: Number(row["id"]),
    stale: staleEntries(JSON.parse(String(row["list"])) as AnalyzerSet, now).map((entry) => entry.id),
  }));
  await sql.unsafe(
    `update analyzer_set s set stale = n.stale
       from jsonb_to_recordset($1::text::jsonb) n(id int4, stale text[]) where s.id = n.id and s.stale <> n.stale`,
    [JSON.stringify(stale)],
  );
}

/** Stores a set, if it is new, and returns its number. */
export async function keepSet(sql: Sql, set: AnalyzerSet, digest: Digest): Promise<number> {
  const id = setNumber(digest, set);
  await sql.unsafe("insert into analyzer_set (id, list) values ($1::int4, $2::text::jsonb) on conflict do nothing", [
    id,
    JSON.stringify(set),
  ]);
  return id;
}

/** Forgets the sets that no content refers to, the present one aside. */
export async function forgetSets(sql: Client, current: number): Promise<void> {
  await sql.unsafe(
    `delete from analyzer_set s where s.id <> $1::int4
       and not exists (select 1 from content c where c.analyzer_set = s.id)`,
    [current],
  );
}
