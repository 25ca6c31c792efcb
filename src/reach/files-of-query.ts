/** The files of a query by path and hash, in its order or by lot. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PathAndHash } from "./files-of-path.ts";

/**
 * One file of each content that a query finds, at most so many.
 *
 * @throws QueryError for a query that cannot be understood.
 */
export async function filesOfQuery(
  db: Catalogue,
  query: string | Prepared,
  limit?: number,
): Promise<readonly PathAndHash[]> {
  const files: PathAndHash[] = [];
  for await (const { rows } of db.pages(query, { fields: [], ...(limit !== undefined && { limit }) }))
    for (const { path, hash } of rows) files.push({ path, hash });
  return files;
}

/** In an order by lot (Fisher and Yates), another one each time. */
export function shuffled<One>(all: readonly One[]): readonly One[] {
  const mixed = [...all];
  for (let n = mixed.length - 1; n > 0; n--) {
    const other = Math.floor(Math.random() * (n + 1));
    [mixed[n], mixed[other]] = [mixed[other] as One, mixed[n] as One];
  }
  return mixed;
}
