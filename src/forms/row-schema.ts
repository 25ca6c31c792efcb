/** A JSON Schema (2020-12) of a row: what each column means, its unit, kind and words, for people and programs that get the file. */
import { kindOf } from "../plugin/kinds.ts";
import type { Column, ColumnType } from "./column.ts";

const itemTypes: Readonly<Record<string, object>> = {
  int32: { type: "integer" },
  float64: { type: "number" },
  utf8: { type: "string" },
};
const types: Readonly<Record<ColumnType, object>> = {
  bool: { type: "boolean" },
  int32: { type: "integer" },
  int64: { type: "integer" },
  float64: { type: "number" },
  utf8: { type: "string" },
  timestamp: { type: "string", format: "date-time" },
  "list<int32>": { type: "array", items: itemTypes["int32"] },
  "list<float64>": { type: "array", items: itemTypes["float64"] },
  "list<utf8>": { type: "array", items: itemTypes["utf8"] },
};

/** The type where a value may also be unknown. */
const nullable = (type: object): object => ({ ...type, type: [(type as { readonly type: string }).type, "null"] });

function propertyOf<Row>(column: Column<Row>): object {
  const { name, type, description, unit, kind, choices } = column;
  const words = kind === undefined ? undefined : kindOf(kind).words;
  const known = kind === "choice" ? choices : (words ?? []);
  return {
    title: name,
    ...(description !== "" && { description }),
    ...(column.jsonType ?? (column.nullable ? nullable(types[type]) : types[type])),
    ...(known.length > 0 && { enum: [...known, ...(column.nullable ? [null] : [])] }),
    // Keywords of our own, which validators pass over.
    "x-type": type,
    ...(kind && { "x-kind": kind }),
    ...(unit !== "" && { "x-unit": unit }),
  };
}

/**
 * The schema of a row as JSON has it; Parquet and Arrow have the same columns, of the types that `x-type` names.
 *
 * @param title what the rows are.
 */
export const rowSchema = <Row>(columns: readonly Column<Row>[], title: string): object => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title,
  type: "object",
  properties: Object.fromEntries(columns.map((column) => [column.name, propertyOf(column)])),
  required: columns.map(({ name }) => name),
  additionalProperties: false,
});
