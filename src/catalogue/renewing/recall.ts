/** Contents that are to be worked on again, with the copies that may hold their bytes. */
import type { Store } from "../store.ts";
import type { FeatureColumn } from "../tables/plan.ts";
import { quoted } from "../tables/schema.ts";

/** Which contents. */
export type RecallFilter =
  | { readonly by: "sets"; readonly sets: readonly number[] }
  /** Those on which exactly these failed, of the ones that are asked about. */
  | { readonly by: "failures"; readonly analyzers: readonly string[]; readonly of: readonly string[] };

/** A copy as it was when it was stored. */
export interface StoredCopy {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
  /** File name of the outermost archive; null for a file in a folder. */
  readonly archive: string | null;
}

/** A content with its copies, the canonical one first. */
export interface StoredContent {
  readonly id: bigint;
  readonly set: number;
  readonly copies: readonly StoredCopy[];
  readonly kept: Readonly<Record<string, unknown>>;
}

const page = 2000;

/** The condition of a filter over `content c`, with its parameters from `$first` on. */
export function filterSql(filter: RecallFilter, first: number): readonly [text: string, parameters: readonly string[]] {
  if (filter.by === "sets") return [`c.analyzer_set = any($${first}::text::int4[])`, [`{${filter.sets.join(",")}}`]];
  return [
    `(select array_agg(f.analyzer order by f.analyzer collate "C") from failure f
       where f.content = c.id and f.analyzer = any($${first}::text::text[])) = $${first + 1}::text::text[]`,
    [`{${filter.of.join(",")}}`, `{${[...filter.analyzers].sort().join(",")}}`],
  ];
}

/**
 * Reads the contents in order of id, a page at a time. What is written meanwhile drops out of the filter, but never
 * comes twice.
 *
 * @param kept columns whose stored text is wanted too.
 */
export async function* recalledContents(
  { client: sql }: Store,
  filter: RecallFilter,
  kept: readonly FeatureColumn[],
): AsyncGenerator<readonly StoredContent[]> {
  const [where, parameters] = filterSql(filter, 2);
  const columns = kept.map(({ column }) => `, c.${quoted(column)}`).join("");
  for (let last = "-1"; ; ) {
    const rows = await sql.unsafe(
      `select c.id::text as "content id", c.analyzer_set as "content set", k.copies::text as "content copies"${columns}
       from content c join lateral (select json_agg(json_build_object('path', k.path, 'size', k.size, 'mtime', k.mtime,
           'archive', k.archive) order by k.path <> c.path, k.path collate "C") as copies
         from copy k where k.content = c.id and not k.missing) k on true
       where c.id > $1::text::int8 and c.status <> 'rejected' and ${where} order by c.id limit ${page}`,
      [last, ...parameters],
    );
    if (rows.length === 0) return;
    yield rows.map((row) => ({
      id: BigInt(String(row["content id"])),
      set: Number(row["content set"]),
      copies: (JSON.parse(String(row["content copies"])) ?? []) as readonly StoredCopy[],
      kept: Object.fromEntries(kept.map(({ column, feature }) => [feature, row[column]])),
    }));
    last = String(rows.at(-1)?.["content id"]);
  }
}
