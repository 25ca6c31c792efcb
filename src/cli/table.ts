/** Tables for people: columns as wide as their widest cell, cut to the terminal, wide characters counted as two. */
import stringWidth from "string-width";

/** One column: its heading, and whether its cells are numbers (set to the right). */
export interface Column {
  readonly heading: string;
  readonly numeric: boolean;
  /** Keeps the end of what is too long: the name of a file says more than the folders above it. */
  readonly keepsEnd?: boolean;
}

const gap = "  ";

/** Cuts a text to a display width, with an ellipsis where something is lost. */
export function fit(text: string, width: number, keepsEnd = false): string {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  if (keepsEnd) segments.reverse();
  const kept: string[] = [];
  let taken = 0;
  for (const segment of segments) {
    taken += stringWidth(segment);
    if (taken > width - 1) break;
    kept.push(segment);
  }
  return keepsEnd ? `…${kept.reverse().join("")}` : `${kept.join("")}…`;
}

/** Columns that a text takes. */
export const columnsOf = (text: string): number => stringWidth(text);

/** Fills a text up to a display width, numbers from the left. */
export const pad = (text: string, width: number, numeric = false): string => {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return numeric ? space + text : text + space;
};

/**
 * Lays out rows of text as lines. The last column gets what the terminal has left.
 *
 * @param width of the terminal in characters; infinite when the output is no terminal.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const clean = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}+/gu, " ")));
  const widths = columns.map((column, n) =>
    Math.max(stringWidth(column.heading), ...clean.map((row) => stringWidth(row[n] ?? ""))),
  );
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((sum, one) => sum + one + gap.length, 0);
  widths[last] = Math.max(8, Math.min(widths[last] ?? 0, width - before));
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, n) => {
        const width = widths[n] as number;
        return pad(fit(cells[n] ?? "", width, column.keepsEnd ?? false), width, column.numeric);
      })
      .join(gap)
      .trimEnd();
  return [line(columns.map((column) => column.heading)), ...clean.map(line)];
}
