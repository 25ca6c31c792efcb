/**
 * Settling: after copies came or went, their contents get the number of copies, the canonical path, the tags of all copies
 * and what their names say. It is done after the commit and by one writer at a time: two transactions that each bring a
 * copy of the same content do not see each other's, and neither would count both.
 */
import type { Client } from "../../database/client.ts";
import { transact } from "../../database/transaction.ts";
import type { FeatureColumn } from "../tables/plan.ts";
import { otherNames } from "../tables/words.ts";
import { mergeNames } from "./merge-names.ts";
import { pointReasons } from "./rejects.ts";

/** Key of the advisory lock under which contents are settled: "sett" in ASCII. */
const settleLock = 0x73657474;
/** Contents in one transaction. */
const page = 20_000;

/** Settles those of some contents that are unsettled. @param ids as a list in braces. */
export async function settleSome(sql: Client, ids: string, features: readonly FeatureColumn[]): Promise<void> {
  const [row] = await sql.unsafe(
    "select array_agg(distinct content)::text as ids from unsettled where content = any($1::text::int8[])",
    [ids],
    { prepare: true },
  );
  if (typeof row?.["ids"] === "string") await settleContents(sql, row["ids"], features);
}

/** Settles all that is unsettled; contents that have yet to come in stay so. */
export async function settle(sql: Client, features: readonly FeatureColumn[]): Promise<void> {
  for (let last = "-1"; ; ) {
    const [row] = await sql.unsafe(
      `select array_agg(content)::text as ids, max(content)::text as last
       from (select distinct content from unsettled where content > $1::text::int8 order by content limit ${page}) u`,
      [last],
    );
    if (typeof row?.["ids"] !== "string") return;
    await settleContents(sql, row["ids"], features);
    last = String(row["last"]);
  }
}

async function settleContents(sql: Client, ids: string, features: readonly FeatureColumn[]): Promise<void> {
  await transact(sql, async (tx) => {
    await tx.unsafe(`select pg_advisory_xact_lock(${settleLock})`);
    // Rows are locked in one order, so that other writers wait rather than lock each other out.
    const there = await tx.unsafe(
      `select array_agg(id)::text as ids from
        (select id from content where id = any($1::text::int8[]) order by id for update) c`,
      [ids],
    );
    if (typeof there[0]?.["ids"] !== "string") return;
    const contents = [there[0]["ids"]];
    await tx.unsafe("delete from unsettled where content = any($1::text::int8[])", contents);
    for (const text of refresh) await tx.unsafe(text, contents);
    await pointReasons(tx, "select unnest($1::text::int8[])", contents);
    await mergeNames(tx, features, "select unnest($1::text::int8[])", contents);
  });
}

/**
 * The canonical copy is the smallest path, never the first seen: results do not depend on the order of arrival. Copies count
 * that are there; where none is, the content keeps what its last ones said.
 */
const refresh: readonly string[] = [
  // The first file of rejected bytes was refused before its names were read; its copies come by another way.
  `update copy k set tags = '{}', tag_sources = '{}', evidence = null from content c
    where c.id = any($1::text::int8[]) and c.status = 'rejected' and k.content = c.id and k.tags <> '{}'`,
  `update content c set copies = n.copies, path = k.path, name = k.name, folder = k.folder,
      tags = tags_of(c.id, c.own_tags), tag_sources = tag_sources_of(c.id, c.own_tag_sources),
      other_names = (${otherNames("c")})
    from (select content, count(*) filter (where not missing) as copies,
        coalesce(min(path collate "C") filter (where not missing), min(path collate "C")) as path from copy
      where content = any($1::text::int8[]) group by content) n
    join copy k on k.content = n.content and k.path = n.path
    where c.id = n.content`,
  `update content c set copies = 0 where c.id = any($1::text::int8[])
    and not exists (select 1 from copy k where k.content = c.id)`,
];
