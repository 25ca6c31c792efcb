/** All that is known of one content. */
import { describe, describeValue } from "../../plugin/describe.ts";
import type { AnalyzerFailure } from "../../plugin/records.ts";
import { scopeFields } from "../../plugin/scope-fields.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";
import type { Store } from "../store.ts";
import { quoted } from "../tables/schema.ts";
import { shownSql } from "./columns.ts";
import { namedWhere } from "./named.ts";
import { type ShownTwin, twinsOf } from "./twins.ts";

/** Why a content has a tag. */
export interface ShownTag extends TagEvidence {
  /** Path of the copy whose names say it; undefined where the content itself does. */
  readonly copy?: string;
}

/** One file that holds the content. */
export interface ShownCopy {
  readonly path: string;
  /** File name of the archive that it lies in; null where it lies in a folder. */
  readonly archive: string | null;
  /** It was gone when midiq last walked its folder or archive. */
  readonly missing: boolean;
  /** Last change in milliseconds since 1970. */
  readonly mtime: number;
}

/** A row of a content's tracks or sections, as people read it, by the names of the fields. */
export type ShownRow = Readonly<Record<string, unknown>>;

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
  /** When midiq first met the bytes, as ISO 8601; null for a file that is not in the catalogue. */
  readonly added: string | null;
  /** What somebody thinks of it, 1 to 5. */
  readonly rating: number | null;
  /** The files behind `paths`, in the same order. */
  readonly copies: readonly ShownCopy[];
  /** Other contents that are the same, at most 20. */
  readonly twins: readonly ShownTwin[];
  /** What each part of it is: the fields of `any track (...)`. */
  readonly parts: readonly ShownRow[];
  /** Its sections: the fields of `any section (...)`. */
  readonly sections: readonly ShownRow[];
}

/** Rows of a scope's table by the names of its fields, without those that are computed. */
export function describeRows(
  scope: "track" | "section",
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly ShownRow[] {
  const fields = scopeFields[scope].filter(({ expression }) => expression === undefined);
  return rows.map((row) => ({
    n: row["n"],
    ...Object.fromEntries(fields.map((field) => [field.name, describeValue(row[field.column], field)])),
  }));
}

/** Contents that lie at a path, or whose hash starts with some hex digits. */
export async function showContents(store: Store, named: string): Promise<readonly Shown[]> {
  const columns = store.registry.fields
    .filter((field) => field.table === "content" && field.owner !== "catalogue" && field.expression === undefined)
    .map((field) => `${shownSql(field)} as ${quoted(field.column)}`);
  const places = await store.places();
  const where = await namedWhere(store, named);
  const rows = await store.query<Record<string, unknown>>(
    `select c."id"::text as "content id", encode(c."hash", 'hex') as "content hash", c."size"::text as "content size",
       c."status" as "content status", c."rating" as "content rating",
       c."added" as "content added", to_json(c."tags") as "content tags", d."data" as "content detail",
       (select encode(v."minhash", 'hex') from vector v where v."content" = c."id") as "content minhash",
       (select to_json(s."stale") from analyzer_set s where s."id" = c."analyzer_set") as "content stale"
       ${columns.length > 0 ? `, ${columns.join(", ")}` : ""}
     from content c left join detail d on d."content" = c."id" where ${where.text} order by c."id" limit 20`,
    where.parameters,
  );
  return Promise.all(
    rows.map(async (row) => {
      const id = [String(row["content id"])];
      const stored = await store.query<Omit<ShownCopy, "mtime"> & { mtime: string; evidence: TagEvidence[] | null }>(
        `select k."path", k."archive", k."missing", k."mtime"::text as "mtime", k."evidence" from copy k
         where k."content" = $1::int8 order by k."path" collate "C"`,
        id,
      );
      const copies = stored.map((copy) => ({ ...copy, path: places.shown(copy.path) }));
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
        added: row["content added"] === null ? null : new Date(String(row["content added"])).toISOString(),
        rating: row["content rating"] === null ? null : Number(row["content rating"]),
        copies: copies.map(({ path, archive, missing, mtime }) => ({ path, archive, missing, mtime: Number(mtime) })),
        twins: await twinsOf(store, {
          hash: String(row["content hash"]),
          notesHash: (row["notes_hash"] as string | null | undefined) ?? null,
          musicHash: (row["music_hash"] as string | null | undefined) ?? null,
          minhash: slotsOf(row["content minhash"]),
        }),
        parts: describeRows("track", await rowsOf(store, "track", id)),
        sections: describeRows("section", await rowsOf(store, "section", id)),
      };
    }),
  );
}

/** Rows of a content in a table of its parts. */
const rowsOf = (
  store: Store,
  table: "track" | "section",
  id: readonly string[],
): Promise<readonly Record<string, unknown>[]> => {
  const columns = scopeFields[table]
    .filter(({ expression }) => expression === undefined)
    .map(({ kind, column }) =>
      kind === "set" ? `to_json(t.${quoted(column)}) as ${quoted(column)}` : `t.${quoted(column)}`,
    );
  return store.query<Record<string, unknown>>(
    `select t."n", ${columns.join(", ")} from ${table} t where t."content" = $1::int8 order by t."n"`,
    id,
  );
};

const slotsOf = (hex: unknown): Uint32Array | null =>
  typeof hex === "string" ? new Uint32Array(new Uint8Array(Buffer.from(hex, "hex")).buffer) : null;
