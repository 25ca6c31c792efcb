/** Why files were refused: one reason a content, told of its canonical copy, whichever of its copies was met first. */
import type { Sql } from "./client.ts";

/** Forgets why files were refused whose bytes are others now. */
export async function forgetReasons(tx: Sql): Promise<void> {
  const text = `delete from reject r using stage_copy s
    where r.copy = s.id and (s.content is null or r.content is distinct from s.content)`;
  await tx.unsafe(text, [], { prepare: true });
}

/** Stores the staged reasons. */
export async function mergeReasons(tx: Sql): Promise<void> {
  const text = `insert into reject select distinct on (copy, stage, code) * from stage_reject
    on conflict (copy, stage, code) do update set content = excluded.content, message = excluded.message,
      byte_offset = excluded.byte_offset, run = excluded.run`;
  await tx.unsafe(text, [], { prepare: true });
  await pointReasons(tx, "select content from stage_reject where content is not null");
}

/**
 * Leaves one reason of each kind for a content, and points it at the content's canonical copy.
 *
 * @param contents SQL that gives their ids.
 */
export async function pointReasons(tx: Sql, contents: string): Promise<void> {
  for (const text of [
    `delete from reject r using reject o where r.content in (${contents})
       and o.content = r.content and o.stage = r.stage and o.code = r.code and o.copy < r.copy`,
    `update reject r set copy = k.id, path = k.path from content c join copy k on k.content = c.id and k.path = c.path
     where r.content = c.id and c.id in (${contents}) and r.copy <> k.id
       and not exists (select 1 from reject o where o.copy = k.id and o.stage = r.stage and o.code = r.code)`,
  ]) {
    await tx.unsafe(text, [], { prepare: true });
  }
}
