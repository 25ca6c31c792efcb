/**
 * The write plan: which bytes a row is made of. It is cloneable, so workers pack rows that the store's thread only has
 * to hand on.
 */
import { type Field, featureOf } from "../../plugin/fields.ts";
import { type KindName, kindOf, type SqlType } from "../../plugin/kinds.ts";
import type { PlacesData } from "../places/places.ts";
import { type BaseColumn, type BaseTableName, baseTable, baseTableNames, type baseTables } from "./base-tables.ts";
import { isFeature, quoted } from "./schema.ts";

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

type Base = typeof baseTables;
type ColumnOf<Table extends BaseTableName> = Base[Table]["columns"][number];

/** A table that a batch has rows for. */
export type StagedTable = {
  [Name in BaseTableName]: Base[Name] extends { packed: true } ? Name : never;
}[BaseTableName];
/** A column that rows of a table come in with. */
export type StagedColumn<Table extends StagedTable> = Exclude<ColumnOf<Table>, { later: true }>;

/** The staged tables in the order of a packed batch's buffers. */
export const stagedTables = baseTableNames.filter((name) => baseTable(name).packed) as readonly StagedTable[];

/** Tables that a batch has rows for, with their staged columns in order. Features follow those of `content`. */
export const staged = Object.fromEntries(
  stagedTables.map((name) => [name, baseTable(name).columns.filter(({ later }) => !later)]),
) as unknown as { readonly [Table in StagedTable]: readonly StagedColumn<Table>[] };

/** What known rows are told anew with. */
type Told = NonNullable<BaseColumn["told"]>;
/** A column that is told anew, or the key. */
export type ToldColumn<Table extends StagedTable, What extends Told> = Extract<
  ColumnOf<Table>,
  { told: What } | { column: "id" }
>;

/** The key of a table's rows, and the columns that they are told anew with, in the order of the list. */
export const toldColumns = <Table extends "content" | "copy", What extends Told>(
  table: Table,
  ...what: readonly What[]
): readonly ToldColumn<Table, What>[] =>
  baseTable(table).columns.filter(
    ({ column, told }) => column === "id" || (what as readonly unknown[]).includes(told),
  ) as unknown as readonly ToldColumn<Table, What>[];

/** What a row writes whose key is known, for `on conflict ... do update set`. */
export const againSql = (table: StagedTable): string =>
  baseTable(table)
    .columns.flatMap(({ column, again }) =>
      again === undefined ? [] : `${quoted(column)} = ${again === true ? `excluded.${quoted(column)}` : again}`,
    )
    .join(", ");

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
