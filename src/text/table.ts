/** Tables for people: columns as wide as their widest cell, fitted to the terminal, wide characters counted as two. */
import { plain } from "./plain.ts";
import { columnsOf, fit } from "./width.ts";

/** One column: its heading, and whether its cells are numbers (set to the right). */
export interface Column {
  readonly heading: string;
  /** Numbers are never cut: the first digits of one say nothing true. */
  readonly numeric: boolean;
  /** Cuts the middle out of what is too long: of a path the root and the name say most. */
  readonly isPath?: boolean;
  /** Colours a cell that is fitted already. */
  readonly paint?: (cell: string) => string;
}

/** How a table is laid out. */
export interface TableOptions {
  /** Colours the headings. */
  readonly paintHeading?: (heading: string) => string;
}

const gap = "  ";
/** What a column of words keeps where there is too little room: enough to tell one from another. */
const leastWidth = 8;
/** Fills a text up to a display width, numbers from the left. */
export const pad = (text: string, width: number, numeric = false): string => {
  const space = " ".repeat(Math.max(0, width - columnsOf(text)));
  return numeric ? space + text : text + space;
};

/** Shares the room among columns: what wants less than its share leaves the rest to the others. */
function share(wanted: readonly number[], room: number): readonly number[] {
  const given: number[] = [];
  let left = room;
  const order = [...wanted.keys()].sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  for (const [n, column] of order.entries()) {
    const width = Math.min(wanted[column] ?? 0, Math.max(leastWidth, Math.floor(left / (order.length - n))));
    given[column] = width;
    left -= width;
  }
  return given;
}

/**
 * Lays out rows of text as lines.
 *
 * @param width of the terminal in characters; infinite when the output is no terminal.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  { paintHeading }: TableOptions = {},
): string[] {
  const clean = rows.map((row) => row.map((cell) => plain(cell)));
  const wanted = columns.map((column, n) =>
    clean.reduce((most, row) => Math.max(most, columnsOf(row[n] ?? "")), columnsOf(column.heading)),
  );
  const words = [...columns.keys()].filter((n) => !columns[n]?.numeric);
  const fixed = columns.reduce(
    (sum, { numeric }, n) => sum + (numeric ? (wanted[n] ?? 0) : 0) + gap.length,
    -gap.length,
  );
  const shared = share(
    words.map((n) => wanted[n] ?? 0),
    width - fixed,
  );
  const widths = [...wanted];
  for (const [n, column] of words.entries()) widths[column] = shared[n] ?? 0;
  const line = (cells: readonly string[], paint: (n: number) => ((cell: string) => string) | undefined): string =>
    columns
      .map(({ numeric, isPath = false }, n) => {
        const full = widths[n] ?? 0;
        const text = fit(cells[n] ?? "", full, isPath);
        // Blanks at the end of a line would wrap it on a narrow terminal.
        const padded = n === columns.length - 1 && !numeric ? text : pad(text, full, numeric);
        return paint(n)?.(padded) ?? padded;
      })
      .join(gap)
      .trimEnd();
  return [
    line(
      columns.map((column) => column.heading),
      () => paintHeading,
    ),
    ...clean.map((cells) => line(cells, (n) => columns[n]?.paint)),
  ];
}
