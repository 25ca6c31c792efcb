/**
 * The write plan: which bytes a row is made of. It is cloneable, so workers pack rows that the store's thread only has
 * to hand on.
 */
import { type Field, featureOf } from "../../plugin/fields.ts";
import { type KindName, kindOf, type SqlType } from "../../plugin/kinds.ts";
import type { PlacesData } from "../places/places.ts";
import { isFeature } from "./schema.ts";

/** One column of a staged row. */
export interface PlanColumn {
  readonly column: string;
  readonly type: SqlType;
}

/** A feature's column, where its value stands in the record of features, and its kind, which makes index terms of it. */
export interface FeatureColumn extends PlanColumn {
  readonly feature: string;
  readonly kind: KindName;
}

/** What the packing step of every thread needs to know. */
export interface WritePlan {
  readonly features: readonly FeatureColumn[];
  readonly analyzerSet: number;
  readonly places: PlacesData;
  readonly run: number;
}

/** Tables that a batch has rows for, with their staged columns in order. Features follow those of `content`. */
export const staged = {
  content: [
    { column: "id", type: "int8" },
    { column: "hash", type: "bytea" },
    { column: "size", type: "int8" },
    { column: "status", type: "text" },
    { column: "problems", type: "text[]" },
    { column: "own_tags", type: "text[]" },
    { column: "tags", type: "text[]" },
    { column: "own_tag_sources", type: "text[]" },
    { column: "tag_sources", type: "text[]" },
    { column: "path", type: "text" },
    { column: "name", type: "text" },
    { column: "folder", type: "text" },
    { column: "copies", type: "int4" },
    { column: "analyzer_set", type: "int4" },
    { column: "terms", type: "int4[]" },
  ],
  copy: [
    { column: "id", type: "int8" },
    { column: "source", type: "int4" },
    { column: "content", type: "int8" },
    { column: "path", type: "text" },
    { column: "name", type: "text" },
    { column: "folder", type: "text" },
    { column: "archive", type: "text" },
    { column: "size", type: "int8" },
    { column: "mtime", type: "int8" },
    { column: "tags", type: "text[]" },
    { column: "tag_sources", type: "text[]" },
    { column: "evidence", type: "jsonb" },
    { column: "name_bpm", type: "float4" },
    { column: "name_key", type: "int2" },
    { column: "name_bars", type: "int2" },
    { column: "name_track", type: "int2" },
    { column: "run", type: "int4" },
  ],
  detail: [
    { column: "content", type: "int8" },
    { column: "data", type: "jsonb" },
  ],
  track: [
    { column: "content", type: "int8" },
    { column: "n", type: "int2" },
    { column: "name", type: "text" },
    { column: "instruments", type: "text[]" },
    { column: "program", type: "int2" },
    { column: "channel", type: "int2" },
    { column: "role", type: "text" },
    { column: "drums", type: "bool" },
    { column: "notes", type: "int4" },
    { column: "low", type: "int2" },
    { column: "high", type: "int2" },
    { column: "polyphony", type: "int2" },
    { column: "density", type: "float4" },
    { column: "velocity_mean", type: "float4" },
  ],
  section: [
    { column: "content", type: "int8" },
    { column: "n", type: "int2" },
    { column: "letter", type: "text" },
    { column: "bar", type: "int4" },
    { column: "bars", type: "int4" },
    { column: "notes", type: "int4" },
    { column: "density", type: "float4" },
    { column: "key", type: "int2" },
    { column: "chords", type: "text" },
    { column: "drums", type: "bool" },
  ],
  vector: [
    { column: "content", type: "int8" },
    { column: "facets", type: "bytea" },
    { column: "minhash", type: "bytea" },
  ],
  reject: [
    { column: "copy", type: "int8" },
    { column: "content", type: "int8" },
    { column: "path", type: "text" },
    { column: "stage", type: "text" },
    { column: "code", type: "text" },
    { column: "message", type: "text" },
    { column: "byte_offset", type: "int8" },
    { column: "run", type: "int4" },
    { column: "source", type: "int4" },
  ],
  failure: [
    { column: "content", type: "int8" },
    { column: "analyzer", type: "text" },
    { column: "version", type: "int4" },
    { column: "code", type: "text" },
    { column: "message", type: "text" },
  ],
} as const satisfies Record<string, readonly PlanColumn[]>;

/** A table that a batch has rows for. */
export type StagedTable = keyof typeof staged;
/** The staged tables in the order of a packed batch's buffers. */
export const stagedTables = Object.keys(staged) as readonly StagedTable[];

/** Staged columns of a table under a plan. */
export const columnsOf = (table: StagedTable, features: readonly FeatureColumn[]): readonly PlanColumn[] =>
  table === "content" ? [...staged.content, ...features] : staged[table];

/** The feature columns of a registry's fields, in order of name so that every machine packs alike. */
export const featureColumns = (fields: readonly Field[]): readonly FeatureColumn[] =>
  fields
    .filter(isFeature)
    .map((field) => ({
      column: field.column,
      type: kindOf(field.kind).sql,
      feature: featureOf(field),
      kind: field.kind,
    }))
    .sort((a, b) => (a.column < b.column ? -1 : 1));
