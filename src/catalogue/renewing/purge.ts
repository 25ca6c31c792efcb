/** Purging: the catalogue forgets analyzers and taggers, with all that it keeps of them. */

import { writeFailure } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { transact } from "../../database/transaction.ts";
import { createDigest, type Digest } from "../../digest.ts";
import type { Field } from "../../plugin/fields.ts";
import type { Store } from "../store.ts";
import { schemaLock } from "../tables/migrate.ts";
import { quoted } from "../tables/schema.ts";
import { searchedFeatures } from "../tables/words.ts";
import { type AnalyzerSet, renewedSet } from "./analyzer-set.ts";
import { keepSet } from "./staleness.ts";

/** What a purge drops. */
export interface Purge {
  /** Names of the fields, whose columns go; queries know them no longer. */
  readonly fields: readonly string[];
  /** Contents that have a value of one of these fields. */
  readonly contents: number;
  /** Contents on which one of the analyzers or taggers failed. */
  readonly failures: number;
  /** Contents and copies that have tags of the taggers, each once for its evidence. */
  readonly tagged: { readonly contents: number; readonly copies: number };
  /** Analyzer sets that name them; those that become equal without are one afterwards. */
  readonly sets: number;
}

/** A list as one parameter: the client is told of no types of arrays. */
const list = (place: string): string => `array(select jsonb_array_elements_text(${place}::text::jsonb))`;
const ofThem = (evidence: string): string =>
  `${evidence} is not null and exists (select 1 from jsonb_array_elements(${evidence}) e where e ->> 'by' = any(${list("$1")}))`;

/**
 * What a purge of some analyzers and taggers would drop.
 *
 * @param ids of analyzers and taggers.
 */
async function planPurge(sql: Sql, ids: readonly string[]): Promise<Purge> {
  const given = [JSON.stringify(ids)];
  const count = async (text: string, parameters: readonly string[] = given): Promise<number> =>
    Number((await sql.unsafe(`select count(*)::int4 as n from ${text}`, parameters as string[]))[0]?.["n"] ?? 0);
  const fields = await fieldsOfThem(sql, ids);
  const hasValue = fields.map(({ column }) => `${quoted(column)} is not null`).join(" or ");
  return {
    fields: fields.map(({ name }) => name),
    contents: fields.length > 0 ? await count(`content where ${hasValue}`, []) : 0,
    failures: await count(`(select distinct content from failure where analyzer = any(${list("$1")})) f`),
    tagged: {
      contents: await count(`detail d where ${ofThem("d.data -> 'tags'")}`),
      copies: await count(`copy k where ${ofThem("k.evidence")}`),
    },
    sets: (await setsWithThem(sql, ids)).length,
  };
}

/**
 * Drops the columns, fields, failures, times and tags of some analyzers and taggers, and their entries in analyzer sets,
 * in one transaction; tags and ratings that were given by hand stay. Index terms of dropped texts stay too: they only say
 * where a pattern may be. An open store still has the dropped fields in its registry: close it.
 *
 * @throws StoreError `write-failed`; nothing is dropped then.
 */
export async function purge(
  { client: sql }: Store,
  ids: readonly string[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Purge> {
  if (dryRun) return planPurge(sql, ids);
  const digest = await createDigest();
  try {
    return await transact(sql, async (tx) => {
      await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
      const plan = await planPurge(tx, ids);
      await dropTags(tx, ids);
      await forgetInSets(tx, ids, digest);
      const given = [JSON.stringify(ids)];
      await tx.unsafe(`delete from failure where analyzer = any(${list("$1")})`, given);
      await tx.unsafe(`delete from timing where substr(part, strpos(part, '/') + 1) = any(${list("$1")})`, given);
      const gone = (await fieldsOfThem(tx, ids)).map(({ column }) => column);
      const emptied = gone.filter((column) => searchedFeatures.has(column));
      for (const column of emptied) await tx.unsafe(`update content set ${quoted(column)} = null`);
      const columns = gone
        .filter((column) => !searchedFeatures.has(column))
        .map((column) => `drop column if exists ${quoted(column)}`);
      if (columns.length > 0) await tx.unsafe(`alter table content ${columns.join(", ")}`);
      await tx.unsafe(`delete from field where about ->> 'owner' = any(${list("$1")})`, given);
      return plan;
    });
  } catch (error) {
    throw writeFailure(error);
  }
}

async function fieldsOfThem(sql: Sql, ids: readonly string[]): Promise<readonly Field[]> {
  const rows = await sql.unsafe(
    `select about::text as about from field where about ->> 'owner' = any(${list("$1")}) order by name collate "C"`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => JSON.parse(String(row["about"])) as Field);
}

/** Evidence that they gave goes, and what is made of evidence is made anew. */
async function dropTags(tx: Sql, ids: readonly string[]): Promise<void> {
  const given = [JSON.stringify(ids)];
  const names = `array(select distinct e ->> 'tag' from jsonb_array_elements(n.kept) e order by 1)`;
  const sources = `array(select distinct e ->> 'source' from jsonb_array_elements(n.kept) e order by 1)`;
  const without = (evidence: string): string =>
    `(select coalesce(jsonb_agg(e order by place), '[]') from jsonb_array_elements(${evidence}) with ordinality t(e, place)
       where not e ->> 'by' = any(${list("$1")}))`;
  await tx.unsafe("create temp table purged (id int8) on commit drop");
  await tx.unsafe(
    `with n as (select k.id, k.content, ${without("k.evidence")} as kept from copy k where ${ofThem("k.evidence")}),
       done as (update copy k set tags = ${names}, tag_sources = ${sources}, evidence = nullif(n.kept, '[]')
         from n where k.id = n.id)
     insert into purged select content from n where content is not null`,
    given,
  );
  await tx.unsafe(
    `with n as (select d.content as id, ${without("d.data -> 'tags'")} as kept from detail d where ${ofThem("d.data -> 'tags'")}),
       shown as (update detail d set data = case when n.kept = '[]' then d.data - 'tags' else jsonb_set(d.data, '{tags}', n.kept) end
         from n where d.content = n.id),
       done as (update content c set own_tags = ${names}, own_tag_sources = ${sources} from n where c.id = n.id)
     insert into purged select id from n`,
    given,
  );
  await tx.unsafe("select refresh_tags(array(select distinct id from purged))");
}

interface NamedSet {
  readonly id: number;
  readonly list: AnalyzerSet;
}

async function setsWithThem(sql: Sql, ids: readonly string[]): Promise<readonly NamedSet[]> {
  const rows = await sql.unsafe(
    `select id, list::text as list from analyzer_set s
     where exists (select 1 from jsonb_array_elements(s.list) e where e ->> 'id' = any(${list("$1")})) order by id`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => ({ id: Number(row["id"]), list: JSON.parse(String(row["list"])) as AnalyzerSet }));
}

/** Contents get the set without them; what was stale in the old one beside them still is. */
async function forgetInSets(tx: Sql, ids: readonly string[], digest: Digest): Promise<void> {
  for (const { id, list: entries } of await setsWithThem(tx, ids)) {
    const dropped = entries.filter((entry) => ids.includes(entry.id));
    const left = await keepSet(tx, renewedSet(entries, [], dropped), digest);
    await tx.unsafe(
      `update analyzer_set s set stale = array(select unnest(o.stale) except select unnest(${list("$3")}) order by 1)
       from analyzer_set o where o.id = $1::int4 and s.id = $2::int4`,
      [id, left, JSON.stringify(ids)],
    );
    await tx.unsafe("update content set analyzer_set = $2::int4 where analyzer_set = $1::int4", [id, left]);
    await tx.unsafe("delete from analyzer_set where id = $1::int4", [id]);
  }
}
