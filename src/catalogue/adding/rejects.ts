/** Why files were refused: one reason a content, told of its canonical copy, whichever of its copies was met first. */
import type { Sql } from "../../database/sql.ts";
import { staged } from "../tables/plan.ts";
import { columnNames } from "../tables/schema.ts";

/** Forgets why files were refused whose bytes are others now, and lie nowhere else. */
export const forgetReasons = `delete from reject r using stage_copy s
  where r.copy = s.id and (s.content is null or r.content is distinct from s.content)
    and not exists (select 1 from copy k where k.content = r.content and k.id <> s.id)`;

/** Columns of a reason that is told of the canonical copy `k`. */
const ofCanonical = staged.reject
  .map(({ column }) => {
    if (column === "copy") return "k.id";
    return column === "path" || column === "source" ? `k.${column}` : `r.${column}`;
  })
  .join(", ");

/**
 * Leaves one reason of each kind for a content, and points it at the content's canonical copy.
 *
 * @param contents SQL that gives their ids; its parameters follow.
 */
export async function pointReasons(tx: Sql, contents: string, parameters: readonly string[]): Promise<void> {
  for (const text of [
    `delete from reject r using reject o where r.content in (${contents})
       and o.content = r.content and o.stage = r.stage and o.code = r.code and o.copy < r.copy`,
    // Another writer may be about to say the same of the canonical copy.
    `with moved as (delete from reject r using content c join copy k on k.content = c.id and k.path = c.path
         where r.content = c.id and c.id in (${contents}) and r.copy <> k.id
         returning ${ofCanonical})
     insert into reject (${columnNames(staged.reject)}) select * from moved
     on conflict (copy, stage, code) do nothing`,
  ]) {
    await tx.unsafe(text, [...parameters], { prepare: true });
  }
}
