/** What `midiq swing-report QUERY` prints: a line a file, then the middle of them all. */
import { defineCommand } from "midiq";
import type { RenderedRow } from "midiq/plugin";
import { median } from "./timing.ts";

const columns = ["eighths", "sixteenths", "tightness", "kick", "snare", "hat", "bass", "pocket", "backbeat", "ghosts"];
const widths = [7, 10, 9, 6, 6, 6, 6, 6, 8, 6];

const numberOf = ({ values }: RenderedRow, column: string): number | null => {
  const value = values[`swing.${column}`];
  return typeof value === "number" ? value : null;
};
/** Ratios and shares with two decimals, milliseconds with one and their sign. */
function cell(column: string, value: number | null): string {
  if (value === null) return "-";
  if (["eighths", "sixteenths", "backbeat", "ghosts"].includes(column)) return value.toFixed(2);
  return `${column !== "tightness" && value > 0 ? "+" : ""}${value.toFixed(1)}`;
}
const line = (cells: readonly string[], feel: string, name: string): string =>
  `${cells.map((text, n) => text.padStart(widths[n]!)).join(" ")}  ${feel.padEnd(17)} ${name}`.trimEnd();

/** Lines of the report; those of files without a value are left out. */
export function reportOf(rows: readonly RenderedRow[]): readonly string[] {
  const told = rows.filter((row) => columns.some((column) => numberOf(row, column) !== null));
  const files = told.map((row) =>
    line(
      columns.map((column) => cell(column, numberOf(row, column))),
      String(row.values["swing.feel"] ?? "-"),
      row.path,
    ),
  );
  if (files.length === 0) return [];
  const middle = columns.map((column) =>
    cell(
      column,
      median(
        told.map((row) => numberOf(row, column)).filter((value) => value !== null),
        1,
      ),
    ),
  );
  return [line(columns, "feel", "path"), ...files, "", line(middle, "", `median of ${files.length} files`)];
}

/** The command. Milliseconds are behind the beat where they are positive. */
export const swingReport = defineCommand({
  id: "swing-report",
  description: "swing ratios, milliseconds after the beat by instrument, and accents",
  usage: "[QUERY]",
}).run(async (words, { open, print, warn }) => {
  const db = await open();
  const wanted = ["feel", ...columns].map((column) => `swing.${column}`);
  const lines = reportOf(await db.find(words.join(" "), wanted));
  for (const one of lines) print(one);
  if (lines.length > 0) return 0;
  warn("No file with a swing: add files with --plugin plugins/swing.ts first, or ask for others");
  return 1;
});
