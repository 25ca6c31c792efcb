/** Bars that lie, in eighths of a character. */

import { columnsOf } from "../../text/width.ts";
import { type Bars, number, percent } from "../plot.ts";
import { total } from "../rows.ts";
import { colourOf } from "../theme.ts";
import { pad } from "./fit.ts";
import { type Screen, signOf } from "./screen.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const longestBar = 60;

/** A line a row: label, bar, count, share. */
export function barLines(
  { series, rows, of, scale }: Bars,
  { width, theme, paint, hasColours }: Screen,
): readonly string[] {
  const label = Math.min(Math.floor(width * 0.38), Math.max(0, ...rows.map((row) => columnsOf(row.label))));
  const counts = rows.map(({ values }) => number(total(values)));
  const count = Math.max(0, ...counts.map((text) => text.length));
  const room = Math.max(4, Math.min(longestBar, width - label - count - 14));
  const most = Math.max(1, scale === "whole" ? of : Math.max(0, ...rows.map(({ values }) => total(values))));
  return rows.map(({ label: name, values }, row) => {
    let done = 0;
    let sum = 0;
    const bar = values.map((value, n) => {
      sum += value;
      const colour = colourOf(theme, series[n]?.colour ?? 0);
      const isLast = values.slice(n + 1).every((later) => later === 0);
      const end = (sum / most) * room;
      // Only the end of the bar is drawn in parts of a character.
      const whole = Math.max(done, isLast ? Math.floor(end) : Math.round(end));
      const part = isLast && value > 0 ? Math.max(0, Math.round((end - whole) * 8)) : 0;
      const blocks = whole - done + (part === 8 ? 1 : 0);
      const tail =
        part === 8 ? "" : part === 0 && whole === 0 && value > 0 && done === 0 ? "▏" : (eighths[part] as string);
      if (value <= 0) return { text: "", columns: 0 };
      done += blocks + (tail ? 1 : 0);
      const sign = hasColours ? "█" : signOf("bars", n);
      return { text: paint(sign.repeat(blocks) + tail, colour), columns: blocks + (tail ? 1 : 0) };
    });
    const blank = " ".repeat(Math.max(0, room - bar.reduce((all, { columns }) => all + columns, 0)));
    const share = percent(total(values), of).padStart(7);
    return `${pad(name, label, "right")} ${bar.map(({ text }) => text).join("")}${blank} ${counts[row]!.padStart(count)} ${paint(share, theme.faint)}`;
  });
}
