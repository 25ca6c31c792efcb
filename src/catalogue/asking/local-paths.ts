/** Paths of contents as this machine has them: a copy that lies here is named before one that lies elsewhere. */
import type { Store } from "../store.ts";

/** Gives each row the path here of its content, or else the path with the name of the place that it lies in. */
export async function withPathsHere<Row extends { readonly id: string; readonly path: string }>(
  store: Store,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const places = await store.places();
  const away = rows.filter(({ path }) => places.local(path) === undefined);
  const here = new Map<string, string>();
  if (away.length > 0) {
    const copies = await store.query<{ content: string; path: string }>(
      `select k."content"::text as "content", k."path" from copy k
       where k."content" = any($1::int8[]) and not k."missing" order by k."path" collate "C"`,
      [`{${away.map(({ id }) => id).join(",")}}`],
    );
    for (const { content, path } of copies) {
      const local = places.local(path);
      if (local !== undefined && !here.has(content)) here.set(content, local);
    }
  }
  return rows.map((row) => {
    const path = here.get(row.id) ?? places.shown(row.path);
    return path === row.path ? row : { ...row, path };
  });
}
