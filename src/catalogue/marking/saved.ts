/** Saved queries of a catalogue. */
import { parametersIn, QueryError, readQuery, type SavedQuery } from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";

/** A saved query with what it is for. */
export interface SavedEntry extends SavedQuery {
  readonly about: string | null;
}

/** All saved queries by name. */
export async function savedQueries(store: Store): Promise<ReadonlyMap<string, SavedEntry>> {
  const rows = await store.query<{ name: string; parameters: readonly string[]; query: string; about: string | null }>(
    `select "name", to_json("parameters") as "parameters", "query", "about" from saved_query order by "name" collate "C"`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/**
 * Saves a query under a name; `$word` in it is a parameter.
 *
 * @throws QueryError when the name is none, or the query cannot be read or has tails.
 */
export async function saveQuery(store: Store, name: string, query: string, about: string | null): Promise<SavedEntry> {
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) {
    throw new QueryError(
      "bad-argument",
      `\`${name}\` cannot be the name of a query`,
      { start: 0, end: 0 },
      "use letters, digits, `_` and `-`",
    );
  }
  const parameters = parametersIn(query);
  let text = query;
  // A parameter may stand where only some values fit, so a query that has some is read when it is used.
  if (parameters.length === 0) {
    const { tails, reading, text: read } = readQuery(query, store.registry, { saved: await savedQueries(store) });
    const [tail] = tails;
    if (tail)
      throw new QueryError(
        "bad-tail",
        `a saved query has only conditions, and \`${tail.type}\` is not one`,
        tail.span,
        "write it where the query is used: `@name limit 50`",
      );
    // What was said in words is kept as it was read.
    text = reading?.query ?? read;
  }
  await store.query(
    `insert into saved_query ("name", "parameters", "query", "about") values ($1, $2::text[], $3, $4)
     on conflict ("name") do update set "parameters" = excluded."parameters", "query" = excluded."query", "about" = excluded."about"`,
    [name, `{${parameters.join(",")}}`, text, about],
  );
  return { name, parameters, query: text, about };
}

/** Forgets a saved query; false when there was none. */
export async function removeSaved(store: Store, name: string): Promise<boolean> {
  return (await store.query(`delete from saved_query where "name" = $1 returning 1`, [name])).length > 0;
}
