/** All that is known of one content. */
import { describe } from "../plugin/describe.ts";
import type { AnalyzerFailure } from "../plugin/records.ts";
import type { TagEvidence } from "../plugin/tagger.ts";
import { quoted } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import { shownSql } from "./columns.ts";

/** Why a content has a tag. */
export interface ShownTag extends TagEvidence {
  /** Path of the copy whose names say it; undefined where the content itself does. */
  readonly copy?: string;
}

/** All that is known of one content. */
export interface Shown {
  readonly hash: string;
  readonly size: number;
  readonly status: string;
  readonly paths: readonly string[];
  /** Every field with a value, as people read it. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** Tags that were given (true) or taken away (false) by hand. */
  readonly manual: Readonly<Record<string, boolean>>;
  /** Why it has its automatic tags, those taken away by hand among them. */
  readonly evidence: readonly ShownTag[];
  /** Texts, tracks, damage. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly rejects: readonly { readonly stage: string; readonly code: string; readonly message: string }[];
  /** Analyzers and taggers whose values are older than what the catalogue was last written with. */
  readonly stale: readonly string[];
  /** Analyzers and taggers that failed on it: their fields are unknown. */
  readonly failures: readonly AnalyzerFailure[];
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
       c."status" as "content status", to_json(c."tags") as "content tags", d."data" as "content detail",
       (select to_json(s."stale") from analyzer_set s where s."id" = c."analyzer_set") as "content stale"
       ${columns.length > 0 ? `, ${columns.join(", ")}` : ""}
     from content c left join detail d on d."content" = c."id" where ${where} order by c."id" limit 20`,
    [byHash ? named.toLowerCase() : named],
  );
  return Promise.all(
    rows.map(async (row) => {
      const id = [String(row["content id"])];
      const copies = await store.query<{ path: string; evidence: readonly TagEvidence[] | null }>(
        `select k."path", k."evidence" from copy k where k."content" = $1::int8 order by k."path" collate "C"`,
        id,
      );
      const rejects = await store.query<Shown["rejects"][number]>(
        `select r."stage", r."code", r."message" from reject r where r."content" = $1::int8 order by 1, 2`,
        id,
      );
      const failures = await store.query<AnalyzerFailure>(
        `select f."analyzer", f."version", f."code", f."message" from failure f where f."content" = $1::int8
         order by f."analyzer" collate "C"`,
        id,
      );
      const marks = await store.query<{ tag: string; given: boolean }>(
        `select "tag", "given" from manual_tag where "content" = $1::int8 order by "tag" collate "C"`,
        id,
      );
      const { tags: own = [], ...detail } = (row["content detail"] ?? {}) as {
        readonly tags?: readonly TagEvidence[];
      } & Readonly<Record<string, unknown>>;
      return {
        hash: String(row["content hash"]),
        size: Number(row["content size"]),
        status: String(row["content status"]),
        paths: copies.map((copy) => copy.path),
        fields: describe(row, store.registry.fields),
        tags: (row["content tags"] as string[] | null) ?? [],
        manual: Object.fromEntries(marks.map(({ tag, given }) => [tag, given])),
        evidence: [
          ...own,
          ...copies.flatMap(({ path, evidence }) => (evidence ?? []).map((one) => ({ ...one, copy: path }))),
        ],
        detail,
        rejects,
        stale: (row["content stale"] as string[] | null) ?? [],
        failures,
      };
    }),
  );
}
