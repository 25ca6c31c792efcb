/** Telling a machine that was renamed from another one: by its files. */
import { statSync } from "node:fs";
import type { Sql } from "../../database/sql.ts";

/** Files that are looked at. */
const sample = 100;
/** The share of them that must lie here unchanged. A few may have been deleted or edited since. */
const leastShare = 0.75;

/** Whether files of a machine lie here, at the same paths, with the same sizes and times of last change. */
export async function hasTheFilesOf(
  sql: Sql,
  { id, key }: { readonly id: number; readonly key: string },
): Promise<boolean> {
  const rows = await sql.unsafe(
    `(select path, size::float8, mtime::float8 from copy where source = $1::int4 and archive is null and not missing
        order by id limit ${sample})
     union all (select path, size::float8, mtime::float8 from archive where source = $1::int4 order by id limit ${sample})`,
    [id],
  );
  const same = rows.filter((row) => {
    try {
      const facts = statSync(String(row["path"]).slice(key === "" ? 0 : key.length + 1));
      return facts.size === Number(row["size"]) && Math.trunc(facts.mtimeMs) === Number(row["mtime"]);
    } catch {
      return false;
    }
  });
  return rows.length > 0 && same.length >= rows.length * leastShare;
}
