/** Tables for people: columns as wide as their widest cell, cut to the terminal, wide characters counted as two. */
import stringWidth from "string-width";

/** One column: its heading, and whether its cells are numbers (set to the right). */
export interface Column {
  readonly heading: string;
  readonly numeric: boolean;
}

const gap = "  ";

/** Cuts a text to a display width, with an ellipsis where something is lost. */
export function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = stringWidth(segment);
    if (taken + wide > width - 1) break;
    kept += segment;
    taken += wide;
  }
  return `${kept}…`;
}

const pad = (text: string, width: number, numeric: boolean): string => {
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
      .map((column, n) => pad(fit(cells[n] ?? "", widths[n] as number), widths[n] as number, column.numeric))
      .join(gap)
      .trimEnd();
  return [line(columns.map((column) => column.heading)), ...clean.map(line)];
}
