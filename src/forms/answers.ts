/** The columns of found rows: path, the fields, likeness and evidence where they are asked for, copies, hash. */
import { evidenceText } from "../catalogue/asking/evidence-text.ts";
import type { Field } from "../plugin/fields.ts";
import type { RenderedRow } from "../plugin/renderer.ts";
import { type Column, fieldColumn, plainColumn } from "./column.ts";

/** What rows have beside their fields. */
export interface RowExtras {
  readonly likeness?: boolean;
  readonly evidence?: boolean;
}

/** What every row has. */
const path = plainColumn<RenderedRow>({
  name: "path",
  type: "utf8",
  kind: "text",
  description: "whole path of the file; !/ comes before a file in an archive",
  cell: (row) => row.path,
});
const copies = plainColumn<RenderedRow>({
  name: "copies",
  type: "int32",
  kind: "integer",
  unit: "files",
  description: "number of files with exactly these bytes",
  cell: (row) => row.copies,
});
const hash = plainColumn<RenderedRow>({
  name: "hash",
  type: "utf8",
  kind: "text",
  description: "BLAKE3 of the bytes in hex",
  cell: (row) => row.hash,
});
const likeness = plainColumn<RenderedRow>({
  name: "likeness",
  type: "float64",
  kind: "number",
  nullable: true,
  description: "how similar it is to the file in the query, 0 to 1",
  cell: (row) => (row.likeness === undefined ? null : Number(row.likeness.toFixed(4))),
  text: (row) => row.likeness?.toFixed(3) ?? "",
});
const evidence = plainColumn<RenderedRow>({
  name: "evidence",
  type: "list<utf8>",
  description: "where the patterns of the query were found: field, bars, what stands there",
  cell: (row) => (row.evidence ?? []).map((one) => evidenceText([one])),
  text: (row) => evidenceText(row.evidence ?? []),
  json: (row) => row.evidence ?? [],
  jsonType: {
    type: "array",
    items: {
      type: "object",
      properties: {
        field: { type: "string" },
        bars: { type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 },
        found: { type: "string" },
      },
      required: ["field", "found"],
    },
  },
});

/** Columns of found rows in the order in which they are written. */
export function answerColumns(fields: readonly Field[], extras: RowExtras = {}): readonly Column<RenderedRow>[] {
  const always = [path, copies, hash].map(({ name }) => name);
  return [
    path,
    ...fields
      .filter(({ name }) => !always.includes(name))
      .map((field) => fieldColumn<RenderedRow>(field, ({ values }) => values[field.name])),
    ...(extras.likeness ? [likeness] : []),
    ...(extras.evidence ? [evidence] : []),
    copies,
    hash,
  ];
}
