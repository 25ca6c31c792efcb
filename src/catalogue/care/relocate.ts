/** Files that were moved by us: which paths hold what now. What is told is a state, so that telling it twice is as good as once. */

import { writeFailure } from "../../database/error.ts";
import { transact } from "../../database/transaction.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";
import type { StagedRow } from "../adding/row-set.ts";
import { settleSome } from "../adding/settle.ts";
import type { Store } from "../store.ts";
import { namedColumns } from "../tables/copy-names.ts";
import { staged } from "../tables/plan.ts";
import { columnNames, quoted } from "../tables/schema.ts";

/** A file at its path. */
export interface RelocatedFile {
  /** Id of the copy: of its path. */
  readonly id: bigint;
  readonly path: string;
  /** The same as its place has it. */
  readonly inside: string;
  /** Id of the content. */
  readonly content: bigint;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Number of the source and of the run that its row had. */
  readonly source: number;
  readonly run: number;
  /** Tags of its names. */
  readonly tags: readonly TagEvidence[];
}

/**
 * Drops the copies at some paths and puts others in, in one transaction, then settles their contents.
 *
 * @param gone ids of copies whose paths hold nothing, or something that `there` tells.
 * @param there files of contents that the catalogue knows; those of others are left out.
 * @throws StoreError `write-failed`; nothing has changed then.
 */
export async function relocate(
  { client: sql, columns: features }: Store,
  gone: readonly bigint[],
  there: readonly RelocatedFile[],
): Promise<void> {
  const ids = `{${[...gone, ...there.map(({ id }) => id)].join(",")}}`;
  try {
    const contents = await transact(sql, async (tx) => {
      const [left] = await tx.unsafe(
        `with left_over as (delete from copy where id = any($1::text::int8[]) returning id, content),
           accepted as (delete from reject r using left_over l where r.copy = l.id and r.content is null)
         select array_agg(distinct content)::text as contents from left_over where content is not null`,
        [ids],
      );
      await tx.unsafe(
        `insert into copy (${columnNames(staged.copy)}) select ${values} from jsonb_to_recordset($1::text::jsonb) r(${typed})
           where exists (select 1 from content c where c.id = r.content)`,
        [JSON.stringify(there.map(rowOf))],
      );
      const before = String(left?.["contents"] ?? "{}").slice(1, -1);
      const touched = new Set([...before.split(",").filter(Boolean), ...there.map(({ content }) => String(content))]);
      const list = `{${[...touched].join(",")}}`;
      await tx.unsafe("insert into unsettled select unnest($1::text::int8[])", [list]);
      return list;
    });
    await settleSome(sql, contents, features);
  } catch (error) {
    throw writeFailure(error);
  }
}

/** Lists come as JSON. */
const typed = staged.copy
  .map(({ column, type }) => `${quoted(column)} ${type === "text[]" ? "jsonb" : type}`)
  .join(", ");
const values = staged.copy
  .map(({ column, type }) =>
    type === "text[]" ? `array(select jsonb_array_elements_text(r.${quoted(column)}))` : `r.${quoted(column)}`,
  )
  .join(", ");

function rowOf({ id, path, inside, content, tags, ...facts }: RelocatedFile): StagedRow<"copy"> {
  const sorted = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
  return {
    ...facts,
    id: String(id),
    content: String(content),
    ...namedColumns(path, inside),
    tags: sorted(tags.map(({ tag }) => tag)),
    tag_sources: sorted(tags.map(({ source }) => source)),
    evidence: tags.length > 0 ? tags : null,
  };
}
