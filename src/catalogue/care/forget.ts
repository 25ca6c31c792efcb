/** Forgetting files that are gone: the rows of missing copies, and of contents that have no other. */
import { writeFailure } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { transact } from "../../database/transaction.ts";
import { settle } from "../adding/settle.ts";
import type { Store } from "../store.ts";
import { baseTable, baseTableNames } from "../tables/base-tables.ts";
import { ensureSeenStaging } from "../tables/staging.ts";

/** What is forgotten. */
export interface Forgotten {
  /** Missing copies. */
  readonly copies: number;
  /** Contents that have no copy left, with all that is known of them. */
  readonly contents: number;
  /** Those of them that were tagged or rated by hand. */
  readonly marked: number;
}

/** Tables with rows of a content, which go with it. */
const ofContents = baseTableNames.filter(
  (name) => name !== "copy" && baseTable(name).columns.some(({ column }) => column === "content"),
);

/**
 * Forgets missing copies in one transaction.
 *
 * @param under only those at or below these paths, as they are stored; all when there are none.
 * @param isDry only counts them.
 * @throws StoreError `write-failed`; nothing is forgotten then.
 */
export async function forget(
  store: Store,
  paths: readonly string[],
  { dryRun: isDry = false }: { readonly dryRun?: boolean } = {},
): Promise<Forgotten> {
  const { client: sql, columns: features } = store;
  const under = (await store.places()).under(paths);
  try {
    const forgotten = await transact(sql, async (tx) => {
      await ensureSeenStaging(tx, sql.isPooled());
      const [found] = await tx.unsafe(
        `with lost as (select id, content from copy k where missing and (jsonb_array_length($1::text::jsonb) = 0
             or k.path in (select jsonb_array_elements_text($1::text::jsonb)) or exists (
             select 1 from jsonb_array_elements_text($3::text::jsonb) p(prefix) where starts_with(k.path, p.prefix)))),
           kept as (insert into stage_gone select id from lost),
           noted as (insert into unsettled select distinct content from lost where content is not null and $2::bool)
         select count(*)::int4 as copies from lost`,
        [JSON.stringify(under.paths), !isDry, JSON.stringify(under.prefixes)],
      );
      const [lost] = await tx.unsafe(
        `select count(*)::int4 as contents, count(*) filter (where c.rating is not null
           or exists (select 1 from manual_tag m where m.content = c.id))::int4 as marked
         from content c where c.id in (select k.content from copy k join stage_gone using (id)) and not exists (
           select 1 from copy k where k.content = c.id and k.id not in (select id from stage_gone))`,
      );
      if (!isDry) await drop(tx);
      return {
        copies: Number(found?.["copies"]),
        contents: Number(lost?.["contents"]),
        marked: Number(lost?.["marked"]),
      };
    });
    if (!isDry) await settle(sql, features);
    return forgotten;
  } catch (error) {
    throw writeFailure(error);
  }
}

/** Drops the copies of `stage_gone`, and those of their contents that have no other. */
async function drop(tx: Sql): Promise<void> {
  await tx.unsafe("delete from reject where copy in (select id from stage_gone) and content is null");
  await tx.unsafe(
    "create temp table orphan on commit drop as select distinct k.content as id from copy k join stage_gone using (id)",
  );
  await tx.unsafe("delete from copy where id in (select id from stage_gone)");
  await tx.unsafe("delete from orphan where id is null or exists (select 1 from copy k where k.content = orphan.id)");
  for (const table of ofContents) await tx.unsafe(`delete from ${table} where content in (select id from orphan)`);
  await tx.unsafe("delete from content where id in (select id from orphan)");
}
