/** Bars that lie: a category a row, its count and share behind it. */
import { type Bars, number, percent } from "../plot.ts";
import { total } from "../rows.ts";
import { colourOf } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, cutTo, widthOf, words } from "./markup.ts";

const rowHeight = 24;
const barHeight = 16;
const size = 13;
/** No label takes more of the width than this. */
const mostLabel = 0.42;

/** Draws bars; a bar that is not nothing is at least a pixel long. */
export function drawBars({ series, rows, of, scale }: Bars, { width, theme }: Room): Drawn {
  const labels = rows.map(({ label }) => cutTo(label, size, width * mostLabel));
  const left = Math.max(0, ...labels.map((label) => widthOf(label, size))) + 12;
  const told = rows.map(({ values }) => ({ count: number(total(values)), share: percent(total(values), of) }));
  const counts = Math.max(0, ...told.map(({ count }) => widthOf(count, size)));
  const shares = Math.max(0, ...told.map(({ share }) => widthOf(share, size)));
  const right = counts + shares + 26;
  const room = Math.max(40, width - left - right);
  const most = scale === "whole" ? of : Math.max(1, ...rows.map(({ values }) => total(values)));
  const parts = rows.flatMap(({ values }, row) => {
    const y = row * rowHeight;
    const base = y + (rowHeight + size) / 2 - 2.5;
    const bar = y + (rowHeight - barHeight) / 2;
    let x = left;
    const segments = values.map((value, n) => {
      const long = value > 0 ? Math.max(1, (value / Math.max(1, most)) * room) : 0;
      const segment = long > 0 ? box(x, bar, long, barHeight, colourOf(theme, series[n]?.colour ?? 0)) : "";
      x += long;
      return segment;
    });
    const track = scale === "whole" ? [box(left, bar, room, barHeight, theme.field)] : [];
    // Numbers stand behind their bar; where bars are shares of a whole, in columns behind all.
    const at = scale === "whole" ? left + room + 10 + counts : x + 8 + widthOf(told[row]!.count, size);
    return [
      words(left - 12, base, labels[row]!, { size, fill: theme.ink, anchor: "end" }),
      ...track,
      ...segments,
      words(at, base, told[row]!.count, { size, fill: theme.ink, anchor: "end" }),
      scale === "whole"
        ? words(width, base, told[row]!.share, { size, fill: theme.faint, anchor: "end" })
        : words(at + 10, base, told[row]!.share, { size, fill: theme.faint }),
    ];
  });
  return { markup: parts.join(""), height: rows.length * rowHeight };
}
