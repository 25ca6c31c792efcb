/** Found rows as a table for people. */
import { type Evidence, evidenceText } from "../catalogue/asking/evidence-text.ts";
import type { Answer } from "../catalogue/asking/find.ts";
import { fieldColumn } from "../forms/column.ts";
import type { Field } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import { shortPath } from "../text/short-path.ts";
import { type Column, table } from "../text/table.ts";
import { bold, dim, foldersDim, type Paint, paintOf } from "./color.ts";

/** What stands where a value is unknown. */
const unknown = "-";

/** How a table of rows is shown. */
export interface FoundTable {
  readonly fields: readonly Field[];
  readonly evidence: ReadonlyMap<string, readonly Evidence[]> | undefined;
  readonly color: boolean;
  /** Width of the terminal; infinite for another reader. */
  readonly width: number;
}

/** The lines of the table, the heading first. */
export function foundTable(rows: readonly Answer[], { fields, evidence, color, width }: FoundTable): readonly string[] {
  const isCompared = rows.some(({ likeness }) => likeness !== undefined);
  const painted = (paint: Paint): Pick<Column, "paint"> =>
    color ? { paint: (cell) => (cell.trim() === unknown ? dim(cell) : paint(cell)) } : {};
  const shown = fields.filter(({ name }) => name !== "path");
  const columns: Column[] = [
    ...shown.map(({ name, kind }) => ({
      heading: name,
      numeric: kindOf(kind).comparison === "ordered" && !kindOf(kind).sql.endsWith("[]"),
      ...painted(paintOf(kind)),
    })),
    ...(isCompared ? [{ heading: "likeness", numeric: true, ...painted(paintOf("number")) }] : []),
    ...(evidence ? [{ heading: "found", numeric: false, ...painted(paintOf("chords")) }] : []),
    { heading: "path", numeric: false, isPath: true, ...painted(foldersDim) },
  ];
  const read = shown.map((field) => fieldColumn<Answer>(field, ({ values }) => values[field.name]));
  const cells = rows.map((row) => [
    ...read.map(({ text }) => text(row) || unknown),
    ...(isCompared ? [row.likeness?.toFixed(3) ?? unknown] : []),
    ...(evidence ? [evidenceText(evidence.get(row.id) ?? [])] : []),
    shortPath(row.path) + (row.copies > 1 ? `  (+${row.copies - 1} ${row.copies === 2 ? "copy" : "copies"})` : ""),
  ]);
  return table(columns, cells, width, color ? { paintHeading: bold } : {});
}
