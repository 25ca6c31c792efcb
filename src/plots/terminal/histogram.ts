/** Columns side by side, in eighths of a line. */
import { type Histogram, number } from "../plot.ts";
import { total } from "../rows.ts";
import { colourOf } from "../theme.ts";
import { wrap } from "./fit.ts";
import { type Screen, signOf } from "./screen.ts";

const eighths = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const height = 10;
const widestColumn = 4;

/** Lines of columns, then the axis. */
export function histogramLines(panel: Histogram, { width, theme, paint, hasColours }: Screen): readonly string[] {
  const { bins, series, start, step, labelEvery, axis, below, above } = panel;
  const totals = bins.map(total);
  const most = Math.max(1, ...totals);
  const left = number(most).length + 1;
  const each = Math.max(1, Math.min(widestColumn, Math.floor((width - left - 3) / bins.length)));
  const cell = (bin: number, line: number): string => {
    const filled = (totals[bin]! / most) * height;
    const bottom = height - 1 - line;
    const part = Math.round(Math.max(0, Math.min(1, filled - bottom)) * 8);
    const isSeen = part > 0 || (bottom === 0 && totals[bin]! > 0);
    if (!isSeen) return " ".repeat(each);
    // The series in the middle of what is filled.
    const place = seriesAt(bins[bin]!, ((bottom + part / 16) / height) * most);
    const sign =
      part === 8 && !hasColours && series.length > 1 ? signOf("histogram", place) : eighths[Math.max(1, part)];
    const text = each > 1 ? `${(sign as string).repeat(each - 1)} ` : (sign as string);
    return paint(text, colourOf(theme, series[place]?.colour ?? 0));
  };
  const lines = Array.from({ length: height }, (_, line) => {
    const label = line === 0 ? number(most) : "";
    return `${label.padStart(left)} ┤${bins.map((_, bin) => cell(bin, line)).join("")}`;
  });
  const ruler = Array.from({ length: bins.length * each + 6 }, () => " ");
  const stride = (labelEvery / step) * each;
  for (let n = 0; n * stride <= bins.length * each; n++) {
    const text = String(start + n * labelEvery);
    const at = n * stride;
    if (at > 0 && ruler[at - 1] !== " ") continue;
    [...text].forEach((character, offset) => {
      ruler[at + offset] = character;
    });
  }
  const ends = [
    axis,
    ...(below > 0 ? [`${number(below)} below ${start}`] : []),
    ...(above > 0 ? [`${number(above)} from ${start + bins.length * step} on`] : []),
  ].join(" · ");
  const indent = " ".repeat(left);
  return [
    ...lines,
    `${"0".padStart(left)} └${"─".repeat(bins.length * each)}`,
    `${indent}  ${ruler.join("").trimEnd()}`,
    ...wrap(ends, width - left - 2).map((line) => `${indent}  ${paint(line, theme.faint)}`),
  ];
}

/** The series that a column shows at some height. */
function seriesAt(values: readonly number[], count: number): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    sum += values[n]!;
    if (count < sum) return n;
  }
  return Math.max(
    0,
    values.findLastIndex((value) => value > 0),
  );
}
