/** Mends what the integrity check finds: what a stop or a change from outside left, on both engines. */

import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { createDigest } from "../../digest.ts";
import { settle } from "../adding/settle.ts";
import { keepSet } from "../renewing/staleness.ts";
import type { Store } from "../store.ts";
import { completeIndexes } from "../tables/index-building.ts";
import { indexes } from "../tables/indexes.ts";
import { addFieldsWithin, quoted, rememberedFields } from "../tables/schema.ts";
import type { Finding } from "./check.ts";
import { type Check, checks } from "./checks.ts";

/** What was mended. */
export interface Mended {
  /** Names of the checks. */
  readonly names: readonly string[];
  /** True where files have to be read and analyzed again: `executeRerun` does it. */
  readonly renews: boolean;
}

/** Indexes are made again, without a statement of the check. */
const ofIndexes: ReadonlySet<string> = new Set(["invalid-index", "damaged-index"]);

/**
 * Mends what was found, each finding in a transaction; what cannot be mended is left for the next check to tell.
 *
 * @param features all columns of features, for settling.
 */
export async function mendCatalogue(
  { client, columns: features }: Store,
  findings: readonly Finding[],
): Promise<Mended> {
  const found = new Set(findings.map(({ name }) => name));
  const names: string[] = [];
  let renews = false;
  // Rows that belong to nothing go first, so that what follows is about contents that are there.
  for (const check of checks) {
    if (!found.has(check.name) || check.mends === undefined) continue;
    await mend(client, check, check.mends);
    names.push(check.name);
    renews ||= check.after === "renew";
  }
  const damaged = findings.filter(({ name }) => name === "damaged-index").flatMap(({ examples }) => examples);
  await remakeIndexes(client, damaged);
  names.push(...[...ofIndexes].filter((name) => found.has(name)));
  await settle(client, features);
  await completeIndexes(client);
  return { names, renews };
}

async function mend(client: Client, { name, sql, given }: Check, mends: string): Promise<void> {
  const empty = given === "no values" ? String(await keepSet(client, [], await createDigest())) : undefined;
  await client.begin(async (tx) => {
    if (name === "field-column") await addFieldsWithin(tx, await rememberedFields(tx));
    const parameter = given === "found" ? await listOf(tx, sql) : empty;
    await tx.unsafe(mends, parameter === undefined ? [] : [parameter]);
  });
}

/** What a check finds, as a list in braces. */
async function listOf(tx: Sql, sql: string): Promise<string> {
  const [row] = await tx.unsafe(`with bad(example) as (${sql}) select array_agg(example)::text as list from bad`);
  return typeof row?.["list"] === "string" ? row["list"] : "{}";
}

/** Makes indexes that are not valid or damaged again: ours are dropped, and made with those that are missing. */
async function remakeIndexes(client: Client, damaged: readonly string[]): Promise<void> {
  const rows = await client.unsafe(
    `select i.relname::text as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     where (not x.indisvalid or i.relname = any($1::text::text[]))
       and c.relnamespace = (select relnamespace from pg_class where oid = 'content'::regclass)`,
    [`{${damaged.map(quoted).join(",")}}`],
  );
  const own = new Set(indexes.map(({ name }) => name));
  for (const row of rows) {
    const name = String(row["name"]);
    await client.unsafe(own.has(name) ? `drop index if exists ${quoted(name)}` : `reindex index ${quoted(name)}`);
  }
}
