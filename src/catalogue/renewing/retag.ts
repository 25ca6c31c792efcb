/** Tags anew: taggers need no bytes, so what they look at comes from the store, and goes back to it. */

import { type Client, lifeOf } from "../../database/client.ts";
import { writeFailure } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { lockContents, transact } from "../../database/transaction.ts";
import { changedByNames } from "../../hearing/about/named-values.ts";
import type { Packed } from "../../pipeline/stage.ts";
import { type FileTexts, textsOfDetail } from "../../plugin/file-texts.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";
import { retellFailures } from "../adding/failures.ts";
import { mergeNames } from "../adding/merge-names.ts";
import type { RunRecord } from "../adding/run-record.ts";
import type { Store } from "../store.ts";
import { copyRows } from "../tables/copy-rows.ts";
import { type FeatureColumn, type PlanColumn, staged, toldColumns } from "../tables/plan.ts";
import { quoted } from "../tables/schema.ts";
import { ensureStaging } from "../tables/staging.ts";
import { filterSql, type RecallFilter } from "./recall.ts";
import { endRenewal } from "./renewal.ts";

/** A content as taggers see it, with the evidence that is stored. */
export interface TaggedContent {
  /** Of its canonical copy. */
  readonly path: string;
  readonly content: bigint;
  readonly set: number;
  readonly features: Readonly<Record<string, unknown>>;
  readonly texts: FileTexts;
  readonly evidence: readonly TagEvidence[];
  readonly copies: readonly { readonly id: string; readonly path: string; readonly evidence: readonly TagEvidence[] }[];
}

/** Columns of staged tags of contents; their evidence goes to `detail`. */
export const retaggedContent = [
  ...toldColumns("content", "always", "tags"),
  { column: "evidence", type: "jsonb" },
] as const;

/** Columns of staged tags of copies. */
export const retaggedCopy = toldColumns("copy", "tags");

/**
 * A value as the analyzers gave it: what was taken from names afterwards (merge-names.ts) is not what they found. Arrays
 * come as JSON, since the client reads none of types that it was not told of.
 */
function valueSql({ column, type }: FeatureColumn): string {
  const isList = type.endsWith("[]");
  const value = isList ? `to_json(c.${quoted(column)})` : `c.${quoted(column)}`;
  if (!changedByNames.has(column)) return value;
  const heard = isList ? `(c.heard -> '${column}')::json` : `(c.heard ->> '${column}')::${type}`;
  const source = column.startsWith("key") ? "key_source" : "bpm_source";
  return `case when c.${source} = 'filename' and c.heard ? '${column}' then ${heard} else ${value} end`;
}

const page = 1000;

/** Reads what taggers look at, a page of contents at a time, in order of id. */
export async function* taggedContents(
  { client: sql }: Store,
  filter: RecallFilter,
  features: readonly FeatureColumn[],
): AsyncGenerator<readonly TaggedContent[]> {
  const [where, parameters] = filterSql(filter, 2);
  const columns = features.map((one) => `, ${valueSql(one)} as ${quoted(one.column)}`).join("");
  for (let last = "-1"; ; ) {
    const rows = await sql.unsafe(
      `select c.id::text as "content id", c.analyzer_set as "content set", c.path as "content path",
         (d.data - 'lyrics' - 'places' - 'problems')::text as "content detail", k.copies::text as "content copies"${columns}
       from content c left join detail d on d.content = c.id
         join lateral (select json_agg(json_build_object('id', k.id::text, 'path', k.path, 'evidence', k.evidence)
           order by k.path collate "C") as copies from copy k where k.content = c.id) k on true
       where c.id > $1::text::int8 and c.status <> 'rejected' and ${where} order by c.id limit ${page}`,
      [last, ...parameters],
    );
    if (rows.length === 0) return;
    yield rows.map((row) => {
      const detail = (JSON.parse(String(row["content detail"] ?? "{}")) ?? {}) as Readonly<Record<string, unknown>>;
      const copies = JSON.parse(String(row["content copies"] ?? "[]")) as TaggedContent["copies"] | null;
      return {
        path: String(row["content path"]),
        content: BigInt(String(row["content id"])),
        set: Number(row["content set"]),
        features: Object.fromEntries(features.map(({ column, feature }) => [feature, row[column]])),
        texts: textsOfDetail(detail),
        evidence: (detail["tags"] ?? []) as readonly TagEvidence[],
        copies: (copies ?? []).map((copy) => ({ ...copy, evidence: copy.evidence ?? [] })),
      };
    });
    last = String(rows.at(-1)?.["content id"]);
  }
}

/** Makes this session's staging tables for tags. */
async function stageTags(sql: Sql, pooled: boolean): Promise<void> {
  for (const [table, columns] of [
    ["stage_retagged_content", retaggedContent],
    ["stage_retagged_copy", retaggedCopy],
  ] as const) {
    const typed = columns.map(({ column, type }) => `${quoted(column)} ${type}`);
    await sql.unsafe(`create temp table if not exists ${table} (${typed.join(", ")}) ${lifeOf(pooled)}`);
  }
}

/** A run that tags known contents anew, from its beginning to its end. */
export interface Retagging {
  /**
   * Writes one packed batch of tags in one transaction, and returns how many contents it tagged.
   *
   * @throws StoreError `write-failed`; nothing of the batch is written then.
   */
  readonly write: (packed: Packed) => Promise<number>;
  readonly end: RunRecord["end"];
}

/** Begins to tag known contents anew. @param taggers ids of those that run, whose failures are told anew. */
export async function beginRetagging(store: Store, taggers: readonly string[]): Promise<Retagging> {
  const { client, features } = store;
  const record = await store.runs.begin("run", { taggers: true });
  await client.eachSession(stageTags);
  return {
    write: async (packed) => {
      const retagged = await retag(client, packed, taggers, features);
      record.count({ retagged });
      store.noteChanges(retagged);
      return retagged;
    },
    end: (report, onIndex, stop) => endRenewal(store, record, report, onIndex, stop),
  };
}

const told = (columns: readonly PlanColumn[]): readonly PlanColumn[] => columns.filter(({ column }) => column !== "id");
const assigned = (columns: readonly PlanColumn[]): string =>
  told(columns)
    .map(({ column }) => `${quoted(column)} = s.${quoted(column)}`)
    .join(", ");
const valuesOf = (row: string, columns: readonly PlanColumn[]): string =>
  told(columns)
    .map(({ column }) => `${row}.${quoted(column)}`)
    .join(", ");

/** @param features all columns of features. */
async function retag(
  sql: Client,
  packed: Packed,
  taggers: readonly string[],
  features: readonly FeatureColumn[],
): Promise<number> {
  const [contents, copies, failures] = packed.buffers as readonly [Uint8Array, Uint8Array, Uint8Array];
  try {
    return await transact(sql, async (tx) => {
      await ensureStaging(tx, features, sql.isPooled());
      await copyRows(tx, "stage_retagged_content", retaggedContent, contents);
      await copyRows(tx, "stage_retagged_copy", retaggedCopy, copies);
      await copyRows(tx, "stage_failure", staged.failure, failures);
      await lockContents(tx, "stage_retagged_content");
      // Most tags are what they were: a row that stays the same is not written.
      await tx.unsafe(`update copy k set ${assigned(retaggedCopy)} from stage_retagged_copy s where k.id = s.id
          and (${valuesOf("k", retaggedCopy)}) is distinct from (${valuesOf("s", retaggedCopy)})`);
      const { count } = await tx.unsafe(`update content c set ${assigned(toldColumns("content", "always", "tags"))},
          tags = tags_of(c.id, s.own_tags), tag_sources = tag_sources_of(c.id, s.own_tag_sources), analyzed = now()
        from stage_retagged_content s where c.id = s.id`);
      await tx.unsafe(`update detail d set data = case when s.evidence is null then d.data - 'tags'
          else jsonb_set(d.data, '{tags}', s.evidence) end
        from stage_retagged_content s where d.content = s.id and d.data -> 'tags' is distinct from s.evidence`);
      await mergeNames(tx, features, "select id from stage_retagged_content");
      await retellFailures(tx, "stage_retagged_content", taggers);
      return count;
    });
  } catch (error) {
    throw writeFailure(error);
  }
}
