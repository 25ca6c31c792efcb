/** A table of shades with the numbers in it. */

import { columnsOf } from "../../text/width.ts";
import type { Heat } from "../plot.ts";
import { heatOf, inkOn } from "../theme.ts";
import { pad, wrap } from "./fit.ts";
import type { Screen } from "./screen.ts";

/** A line a row; numbers are per cent, a dot is less than half of one. */
export function heatLines(panel: Heat, { width, theme, paint }: Screen): readonly string[] {
  const { rows, columns, shares, groups, legend, rowAxis, columnAxis } = panel;
  const left = Math.max(0, ...[...rows, rowAxis].map(columnsOf)) + 1;
  const longest = Math.max(3, ...columns.map((name) => columnsOf(name) + 1));
  const each = Math.max(3, Math.min(longest, Math.floor((width - left - 4) / Math.max(1, columns.length))));
  const gap = (column: number): string => (groups > 0 && column > 0 && column % groups === 0 ? " " : "");
  const most = Math.max(0.0001, ...shares.flatMap((row) => row.map((share) => share ?? 0)));
  const heading = pad(rowAxis, left) + columns.map((name, n) => gap(n) + pad(name, each, "right")).join("");
  const lines = shares.map((row, n) => {
    const cells = row.map((share, column) => {
      if (share === null) return gap(column) + " ".repeat(each);
      const behind = heatOf(theme, share / most);
      const text = Math.round(share * 100) === 0 ? "·" : String(Math.round(share * 100));
      return gap(column) + paint(pad(text, each, "right"), inkOn(behind), behind);
    });
    return `${pad(rows[n]!, left - 1, "right")} ${cells.join("")}`;
  });
  const about = wrap(`per cent${columnAxis === "" ? "" : `, ${columnAxis}`}: ${legend}`, width);
  return [heading, ...lines, ...about.map((line) => paint(line, theme.faint))];
}
