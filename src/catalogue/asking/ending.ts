/** Files by the end of their path: a name as people read it off a page, without all the folders before it. */
import type { Store } from "../store.ts";

/** Paths that are told where several have the ending. */
const mostPaths = 6;

/** One path of each content that lies under this name, or these last folders and name; at most 6. */
export async function pathsEnding(store: Store, ending: string): Promise<readonly string[]> {
  const rows = await store.query<{ path: string }>(
    `select min(k."path") as "path" from copy k
     where (right(k."path", length($1::text)) = $1::text or k."path" like '%:' || $2::text) and k."content" is not null
     group by k."content" order by 1 limit ${mostPaths}`,
    [`/${ending}`, ending.replace(/[\\%_]/g, "\\$&")],
  );
  const places = await store.places();
  return rows.map(({ path }) => places.shown(path));
}
