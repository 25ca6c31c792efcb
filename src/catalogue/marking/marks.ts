/** What people say of files by hand: tags that they give and take away, and ratings. */
import { QueryError } from "../../../dsl/mod.ts";
import { tagNamed } from "../../music/tag-tree.ts";
import { findRows } from "../asking/find.ts";
import { type Prepared, shownWhere } from "../asking/prepare.ts";
import type { Store } from "../store.ts";
import { type Before, mostRemembered, ratingsBefore, tagsBefore } from "./before.ts";

/** How files are marked. */
export interface MarkOptions {
  /** Allows a query without conditions, which means every file. */
  readonly all?: boolean;
  /** Only tells how many files would change. */
  readonly dryRun?: boolean;
  /** Returns what was said before, so that it can be said again; not of very many contents. */
  readonly remember?: boolean;
}

/** Tags to give and to take away: `house`, `genre:house`, `deep house`, or words of one's own. */
export interface TagMarks {
  readonly add?: readonly string[];
  /** Taken away wherever they come from, now and when taggers run again. */
  readonly remove?: readonly string[];
  /** Forgets what was said by hand of these tags, or of all where the list is empty. */
  readonly clear?: readonly string[];
}

/** What marking did, or would do. */
export interface Marked {
  /** Contents that the query finds. */
  readonly found: number;
  /** Those that changed. */
  readonly changed: number;
  /** What was said before, where it was asked for. */
  readonly before?: Before;
}

/** The best rating; the worst is 1. */
export const bestRating = 5;

/** Contents in one statement: some seconds of work at most. */
const chunk = 5000;

/**
 * Gives and takes away tags of what a query finds.
 *
 * @throws QueryError `bad-argument` for a word that can be no tag, and for a query without conditions unless `all` is said.
 */
export async function tagContents(
  store: Store,
  prepared: Prepared,
  { add = [], remove = [], clear }: TagMarks,
  options: MarkOptions,
): Promise<Marked> {
  const [given, removed, cleared] = [add.map(tagOrThrow), remove.map(nameOrThrow), clear?.map(nameOrThrow)];
  const ids = await chosen(store, prepared, options);
  const before = isRemembered(ids, options)
    ? await tagsBefore(store, ids, [...given, ...removed, ...(cleared ?? [])])
    : undefined;
  let changed = 0;
  if (cleared) changed += await inChunks(store, ids, options.dryRun ? "count_cleared" : "clear_marks", [cleared]);
  if (given.length + removed.length > 0) {
    changed += await inChunks(store, ids, options.dryRun ? "count_marks" : "mark_tags", [given, removed]);
  }
  return { found: ids.length, changed, ...(before && { before }) };
}

/**
 * Rates what a query finds.
 *
 * @param rating 1 to 5; null or 0 takes ratings away.
 * @throws QueryError `bad-argument` for another rating, and for a query without conditions unless `all` is said.
 */
export async function rateContents(
  store: Store,
  prepared: Prepared,
  rating: number | null,
  options: MarkOptions,
): Promise<Marked> {
  const value = rating || null;
  if (value !== null && !(Number.isInteger(value) && value >= 1 && value <= bestRating)) {
    throw badArgument(`\`${rating}\` is not a rating`, `1 to ${bestRating}, or 0 to remove it`);
  }
  const ids = await chosen(store, prepared, options);
  const before = isRemembered(ids, options) ? await ratingsBefore(store, ids) : undefined;
  let changed = 0;
  for (const some of chunksOf(ids)) {
    const differ = "id = any($1::int8[]) and rating is distinct from $2::int2";
    const text = options.dryRun
      ? `select 1 from content where ${differ}`
      : `update content set rating = $2::int2 where ${differ} returning 1`;
    changed += (await store.query(text, [some, value])).length;
  }
  return { found: ids.length, changed, ...(before && { before }) };
}

const isRemembered = ({ length }: readonly string[], { remember, dryRun }: MarkOptions): boolean =>
  remember === true && dryRun !== true && length > 0 && length <= mostRemembered;

/** Ids of the contents that a query means, its order and limit heeded. */
async function chosen(store: Store, prepared: Prepared, options: MarkOptions): Promise<readonly string[]> {
  if (!prepared.query.where && !options.all) {
    throw badArgument(
      "a query without conditions means every file",
      "add conditions, or add `--all` if you mean every file",
    );
  }
  // What is alike is ordered by likeness, which only the rows know.
  if (prepared.likeness.size > 0) {
    const { rows } = await findRows(store, prepared, { limit: Number.POSITIVE_INFINITY });
    return rows.map(({ id }) => id);
  }
  const limit = prepared.limit === undefined ? "" : ` limit ${prepared.limit}`;
  const rows = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where ${shownWhere(prepared)} order by ${prepared.orderBy}${limit}`,
    [...prepared.where.parameters, ...prepared.orderParameters],
  );
  return rows.map(({ id }) => id);
}

const chunksOf = (ids: readonly string[]): readonly string[] =>
  Array.from(
    { length: Math.ceil(ids.length / chunk) },
    (_, n) => `{${ids.slice(n * chunk, (n + 1) * chunk).join(",")}}`,
  );

/** Calls one of the functions of sql/0009-manual-tags.sql, and adds up what it counts. */
async function inChunks(
  store: Store,
  ids: readonly string[],
  name: "mark_tags" | "count_marks" | "clear_marks" | "count_cleared",
  lists: readonly (readonly string[])[],
): Promise<number> {
  const places = lists.map((_, n) => `, array(select jsonb_array_elements_text($${n + 2}::text::jsonb))`);
  let changed = 0;
  for (const some of chunksOf(ids)) {
    const rows = await store.query<{ n: number }>(`select ${name}($1::int8[]${places.join("")}) as n`, [
      some,
      ...lists.map((list) => JSON.stringify(list)),
    ]);
    changed += Number(rows[0]?.n ?? 0);
  }
  return changed;
}

/** The tag that a word means. */
function tagOrThrow(word: string): string {
  const tag = tagNamed(word);
  if (tag === undefined)
    throw badArgument(`\`${word}\` cannot be a tag`, "`house`, `genre:house`, or a word of your own");
  return tag;
}

/** The tag that a word means, or for a word that no table has, that word in any namespace. */
function nameOrThrow(word: string): string {
  const tag = tagOrThrow(word);
  return word.includes(":") ? tag : tag.replace(/^user:/, "");
}

const badArgument = (message: string, hint: string): QueryError =>
  new QueryError("bad-argument", message, { start: 0, end: 0 }, hint);
