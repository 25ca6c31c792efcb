/** Found rows as a table for people. */
import { type Evidence, evidenceText } from "../catalogue/asking/evidence-text.ts";
import type { Answer } from "../catalogue/asking/find.ts";
import { fieldColumn } from "../forms/column.ts";
import type { Field } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import { plain } from "../text/plain.ts";
import { type Column, table } from "../text/table.ts";
import { bold, dim, foldersDim, type Paint, paintOf } from "./paint.ts";

/** What stands where a value is unknown. */
const unknown = "-";

/** How a table of rows is shown. */
export interface FoundTable {
  readonly fields: readonly Field[];
  /** Where the patterns of the query were found, by content: what `db.evidence` gives. */
  readonly evidence?: ReadonlyMap<string, readonly Evidence[]> | undefined;
  readonly isColored?: boolean;
  /** Width of the terminal; no limit unless said. */
  readonly width?: number;
  /** Paths as the table tells them; whole unless said. */
  readonly told?: (path: string) => string;
}

/**
 * The lines of the table, the heading first.
 *
 * @param rows with values as they are stored (`codes`).
 * @example
 * const { rows, fields } = await db.find("key C show bpm", { codes: true });
 * console.log(foundTable(rows, { fields }).join("\n"));
 */
export function foundTable(
  rows: readonly Answer[],
  { fields, evidence, isColored = false, width = Number.POSITIVE_INFINITY, told = plain }: FoundTable,
): readonly string[] {
  const isCompared = rows.some(({ likeness }) => likeness !== undefined);
  const painted = (paint: Paint): Pick<Column, "paint"> =>
    isColored ? { paint: (cell) => (cell.trim() === unknown ? dim(cell) : paint(cell)) } : {};
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
    told(row.path) + (row.copies > 1 ? `  (+${row.copies - 1} ${row.copies === 2 ? "copy" : "copies"})` : ""),
  ]);
  return table(columns, cells, width, isColored ? { paintHeading: bold } : {});
}
