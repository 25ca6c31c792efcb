/** Columns side by side over an axis of numbers. */
import { ticksUpTo } from "../axis.ts";
import { files, type Histogram, number } from "../plot.ts";
import { total } from "../rows.ts";
import { colourOf } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, rule, widthOf, words } from "./markup.ts";

const height = 200;
const size = 12;
const top = 18;

/** Draws a histogram; the highest column says its range and count. */
export function drawHistogram(panel: Histogram, { width, theme }: Room): Drawn {
  const { bins, series, start, step, axis, labelEvery, below, above } = panel;
  const totals = bins.map(total);
  const most = Math.max(1, ...totals);
  const ticks = ticksUpTo(most, 4);
  const highest = ticks.at(-1) as number;
  const left = Math.max(...ticks.map((tick) => widthOf(number(tick), size))) + 10;
  const room = width - left;
  const each = room / bins.length;
  const gap = each > 6 ? 1.5 : each > 3 ? 0.5 : 0;
  const yOf = (count: number): number => top + height * (1 - count / highest);
  const grid = ticks.flatMap((tick) => [
    rule(left, yOf(tick), width, yOf(tick), tick === 0 ? theme.faint : theme.line),
    words(left - 8, yOf(tick) + 4, number(tick), { size, fill: theme.faint, anchor: "end" }),
  ]);
  const columns = bins.flatMap((values, bin) => {
    let count = 0;
    return values.map((value, n) => {
      if (value <= 0) return "";
      const bottom = yOf(count);
      count += value;
      const tall = Math.max(bottom - yOf(count), n === 0 ? 1 : 0.3);
      return box(left + bin * each + gap / 2, bottom - tall, each - gap, tall, colourOf(theme, series[n]?.colour ?? 0));
    });
  });
  const baseline = top + height;
  const stride = labelEvery / step;
  const spread = Math.max(1, Math.ceil((widthOf("000", size) + 8) / (each * stride)));
  const labels = Array.from({ length: Math.floor(bins.length / stride) + 1 }, (_, n) => n)
    .filter((n) => n % spread === 0)
    .flatMap((n) => {
      const x = left + n * stride * each;
      return [
        rule(x, baseline, x, baseline + 5, theme.faint),
        words(x, baseline + 18, String(start + n * labelEvery), {
          size,
          fill: theme.ink,
          anchor: x > width - 12 ? "end" : "middle",
        }),
      ];
    });
  const ends = [
    ...(below > 0
      ? [words(left, baseline + 36, `← ${number(below)} below ${start}`, { size, fill: theme.faint })]
      : []),
    words(left + room / 2, baseline + 36, axis, { size, fill: theme.faint, anchor: "middle" }),
    ...(above > 0
      ? [
          words(width, baseline + 36, `${number(above)} from ${start + bins.length * step} on →`, {
            size,
            fill: theme.faint,
            anchor: "end",
          }),
        ]
      : []),
  ];
  const peak = totals.indexOf(most);
  const peakText = `${start + peak * step} to ${start + (peak + 1) * step}: ${files(most)}`;
  const half = widthOf(peakText, size) / 2;
  const peakAt = Math.min(width - half, Math.max(left + half, left + (peak + 0.5) * each));
  const named = peak >= 0 ? [words(peakAt, yOf(most) - 6, peakText, { size, fill: theme.ink, anchor: "middle" })] : [];
  return { markup: [...grid, ...columns, ...labels, ...ends, ...named].join(""), height: baseline + 40 };
}
