/** Tables for people: columns as wide as their widest cell, fitted to the terminal, wide characters counted as two. */
import stringWidth from "string-width";
import { plain } from "./plain.ts";

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
/** Of a path that is cut so much of the room goes to its beginning. */
const beginning = 0.3;

/** Letters as people see them, with accents and joined emoji whole. */
const letters = new Intl.Segmenter();

/** The first letters as far as they fit. */
function head(segments: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = segments.findIndex((segment) => {
    taken += stringWidth(segment);
    return taken > width;
  });
  return segments.slice(0, end < 0 ? undefined : end);
}

/** Cuts a text to a display width, with an ellipsis where something is lost. */
export function fit(text: string, width: number, isPath = false): string {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(letters.segment(text), ({ segment }) => segment);
  const first = head(segments, isPath ? Math.floor((width - 1) * beginning) : width - 1).join("");
  const last = isPath ? head(segments.toReversed(), width - 1 - stringWidth(first)) : [];
  return `${first}…${last.toReversed().join("")}`;
}

/** Columns that a text takes. */
export const columnsOf = (text: string): number => stringWidth(text);

/** Fills a text up to a display width, numbers from the left. */
export const pad = (text: string, width: number, numeric = false): string => {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
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
    clean.reduce((most, row) => Math.max(most, stringWidth(row[n] ?? "")), stringWidth(column.heading)),
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
