/** Failures of analyzers and taggers, one row a content and culprit. */
import type { Sql } from "../../database/sql.ts";
import { againSql, staged } from "../tables/plan.ts";
import { columnNames } from "../tables/schema.ts";

const columns = columnNames(staged.failure);

/** Writes the failures that stand in the staging table. */
export const mergeFailures = (tx: Sql): Promise<unknown> =>
  tx.unsafe(`insert into failure (${columns}) select distinct on (content, analyzer) ${columns} from stage_failure
    on conflict (content, analyzer) do update set ${againSql("failure")}`);

/**
 * Tells failures anew: those of some analyzers or taggers go, and what stands in the staging table comes.
 *
 * @param contents a table whose `id` says which contents were worked on.
 */
export async function retellFailures(tx: Sql, contents: string, ids: readonly string[]): Promise<void> {
  await tx.unsafe(
    `delete from failure f using ${contents} s where f.content = s.id and f.analyzer = any($1::text::text[])`,
    [`{${ids.join(",")}}`],
  );
  await mergeFailures(tx);
}
