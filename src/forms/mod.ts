/** Rows as text and bytes for other programs: columns, forms, and the JSON Schema of a row. */
import "../runtime.ts";

export type { RowExtras } from "./answers.ts";
export { answerColumns } from "./answers.ts";
export type { Cell, Column, ColumnType } from "./column.ts";
export { fieldColumn, plainColumn } from "./column.ts";
export type { ExportRowsOptions, WrittenRows } from "./export-rows.ts";
export { exportRows, formOfName } from "./export-rows.ts";
export type { CountRow } from "./facet-counts.ts";
export { countRows, countsAs } from "./facet-counts.ts";
export type { About, Form } from "./form.ts";
export { formNames, loadForm } from "./our-forms.ts";
export { rowSchema } from "./row-schema.ts";
export type { RowsMade, RowsOptions } from "./rows.ts";
export { rowsAs } from "./rows.ts";
