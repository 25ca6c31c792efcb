/** All that is known of one content. */
import { describe } from "../plugin/describe.ts";
import { quoted } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import { shownSql } from "./columns.ts";

/** All that is known of one content. */
export interface Shown {
  readonly hash: string;
  readonly size: number;
  readonly status: string;
  readonly paths: readonly string[];
  /** Every field with a value, as people read it. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** Texts, tracks, evidence of tags, damage. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly rejects: readonly { readonly stage: string; readonly code: string; readonly message: string }[];
}

/** Contents that lie at a path, or whose hash starts with some hex digits. */
export async function showContents(store: Store, named: string): Promise<readonly Shown[]> {
  const columns = store.registry.fields
    .filter((field) => field.table === "content" && field.owner !== "catalogue" && field.expression === undefined)
    .map((field) => `${shownSql(field)} as ${quoted(field.column)}`);
  const byHash = /^[0-9a-f]{6,64}$/i.test(named);
  const where = byHash
    ? `encode(c."hash", 'hex') like $1::text || '%'`
    : `c."id" in (select k."content" from copy k where k."path" = $1::text)`;
  const rows = await store.query<Record<string, unknown>>(
    `select c."id"::text as "content id", encode(c."hash", 'hex') as "content hash", c."size"::text as "content size",
       c."status" as "content status", to_json(c."tags") as "content tags", d."data" as "content detail"
       ${columns.length > 0 ? `, ${columns.join(", ")}` : ""}
     from content c left join detail d on d."content" = c."id" where ${where} order by c."id" limit 20`,
    [byHash ? named.toLowerCase() : named],
  );
  return Promise.all(
    rows.map(async (row) => {
      const id = [String(row["content id"])];
      const copies = await store.query<{ path: string }>(
        `select k."path" from copy k where k."content" = $1::int8 order by k."path" collate "C"`,
        id,
      );
      const rejects = await store.query<Shown["rejects"][number]>(
        `select r."stage", r."code", r."message" from reject r where r."content" = $1::int8 order by 1, 2`,
        id,
      );
      return {
        hash: String(row["content hash"]),
        size: Number(row["content size"]),
        status: String(row["content status"]),
        paths: copies.map((copy) => copy.path),
        fields: describe(row, store.registry.fields),
        tags: (row["content tags"] as string[] | null) ?? [],
        detail: (row["content detail"] as Record<string, unknown> | null) ?? {},
        rejects,
      };
    }),
  );
}
