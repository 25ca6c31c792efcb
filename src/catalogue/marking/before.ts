/** What was said of contents by hand before somebody marked them, and how it is said again: undo. */
import type { Opened, Store } from "../store.ts";

/** One mark by hand, as the table `manual_tag` has it. */
interface Mark {
  readonly content: string;
  readonly tag: string;
  readonly given: boolean;
  /** When it was made, as text of PostgreSQL. */
  readonly added: string;
}

/** Marks of some contents as they were: of the tags that are named, or their ratings. */
export type Before =
  | {
      readonly kind: "tags";
      readonly ids: readonly string[];
      readonly names: readonly string[];
      readonly marks: readonly Mark[];
    }
  | { readonly kind: "ratings"; readonly ids: readonly string[]; readonly ratings: readonly (number | null)[] };

/** Contents whose marks are remembered at most: more are some megabytes that nobody may ever want. */
export const mostRemembered = 50_000;

const listed = (ids: readonly string[]): string => `{${ids.join(",")}}`;
const texts = (place: string): string => `array(select jsonb_array_elements_text(${place}::text::jsonb))`;

/** @param names tags with their namespace, or words that stand for a tag in any namespace */
export async function tagsBefore(store: Store, ids: readonly string[], names: readonly string[]): Promise<Before> {
  const marks = await store.query<Mark & Record<string, unknown>>(
    `select m.content::text as content, m.tag, m.given, m.added::text as added from manual_tag m
     where m.content = any($1::int8[]) and is_named(m.tag, ${texts("$2")})`,
    [listed(ids), JSON.stringify(names)],
  );
  return { kind: "tags", ids, names, marks };
}

export async function ratingsBefore(store: Store, ids: readonly string[]): Promise<Before> {
  const rows = await store.query<{ id: string; rating: number | null }>(
    `select id::text as id, rating from content where id = any($1::int8[])`,
    [listed(ids)],
  );
  return { kind: "ratings", ids: rows.map(({ id }) => id), ratings: rows.map(({ rating }) => rating) };
}

/** Says again by hand what was said before. Returns the number of contents that it was about. */
export async function restoreMarks({ store }: Opened, before: Before): Promise<number> {
  const { ids } = before;
  if (before.kind === "ratings") {
    await store.query(
      `update content c set rating = o.rating
       from (select * from unnest($1::int8[], $2::int2[]) as o(id, rating)) o
       where c.id = o.id and c.rating is distinct from o.rating`,
      [listed(ids), `{${before.ratings.map((rating) => rating ?? "null").join(",")}}`],
    );
    return ids.length;
  }
  await store.client.begin(async (tx) => {
    await tx.unsafe(`delete from manual_tag m where m.content = any($1::int8[]) and is_named(m.tag, ${texts("$2")})`, [
      listed(ids),
      JSON.stringify(before.names),
    ]);
    // A content may have been forgotten meanwhile.
    await tx.unsafe(
      `insert into manual_tag (content, tag, given, added)
       select m.content, m.tag, m.given, m.added
       from jsonb_to_recordset($1::text::jsonb) as m(content int8, tag text, given bool, added timestamptz)
       join content c on c.id = m.content`,
      [JSON.stringify(before.marks)],
    );
    await tx.unsafe("select refresh_tags($1::int8[])", [listed(ids)]);
  });
  return ids.length;
}
