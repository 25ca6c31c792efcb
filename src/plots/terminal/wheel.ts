/** The wheel of keys, unrolled: an hour a column, a ring a row. */
import { number, type Wheel } from "../plot.ts";
import { heatOf, inkOn } from "../theme.ts";
import { pad } from "./fit.ts";
import type { Screen } from "./screen.ts";

const shades = " ░▒▓█";

/** Three lines a ring: codes, keys, counts; without colours a line of shades. */
export function wheelLines({ rings }: Wheel, { width, theme, paint, hasColours }: Screen): readonly string[] {
  const most = Math.max(1, ...rings.flatMap(({ cells }) => cells.map(({ count }) => count)));
  const label = Math.max(...rings.map(({ name }) => name.length)) + 1;
  const each = Math.max(4, Math.min(8, Math.floor((width - label) / 12)));
  return rings.flatMap(({ name, cells }, ring) => {
    const line = (first: string, textOf: (cell: (typeof cells)[number]) => string): string =>
      pad(first, label) +
      cells
        .map((cell) => {
          const behind = heatOf(theme, cell.count / most);
          return `${paint(pad(textOf(cell), each - 1, "centre"), inkOn(behind), behind)} `;
        })
        .join("");
    const shade = (count: number): string =>
      (shades[Math.ceil((count / most) * (shades.length - 1))] as string).repeat(each - 1);
    return [
      ...(ring > 0 ? [""] : []),
      line("", ({ code }) => code),
      line(name, ({ key }) => key),
      line("", ({ count }) => (number(count).length < each ? number(count) : compact(count))),
      ...(hasColours ? [] : [line("", ({ count }) => shade(count))]),
    ];
  });
}

const compact = (count: number): string =>
  count.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 2 });
