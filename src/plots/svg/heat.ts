/** A table of shades. */
import type { Heat } from "../plot.ts";
import { heatOf, inkOn } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, widthOf, words } from "./markup.ts";

const rowHeight = 26;
const mostCell = 64;
const size = 12;
/** Gap before each group of columns. */
const apart = 8;

/** Draws a table; cells that are wide enough say their share in per cent. */
export function drawHeat(panel: Heat, { width, theme }: Room): Drawn {
  const { rows, columns, shares, groups, legend, rowAxis, columnAxis } = panel;
  const left = Math.max(0, ...[...rows, rowAxis].map((row) => widthOf(row, 13))) + 12;
  const gapsUpTo = (column: number): number => (groups > 0 ? Math.floor(column / groups) * apart : 0);
  const cell = Math.min(mostCell, (width - left - gapsUpTo(columns.length - 1)) / Math.max(1, columns.length));
  const xOf = (column: number): number => left + column * cell + gapsUpTo(column);
  const hasAxis = columnAxis !== "";
  const top = hasAxis ? 40 : 22;
  const most = Math.max(0.0001, ...shares.flatMap((row) => row.map((share) => share ?? 0)));
  const headings = columns.map((name, column) =>
    words(xOf(column) + cell / 2, top - 8, name, { size: 13, fill: theme.ink, anchor: "middle" }),
  );
  const names = [
    ...(hasAxis ? [words(left, 12, columnAxis, { size, fill: theme.faint })] : []),
    ...(rowAxis !== ""
      ? [words(left - 12, top - 8, rowAxis, { size, fill: theme.faint, anchor: "end" as const })]
      : []),
  ];
  const cells = shares.flatMap((row, n) => {
    const y = top + n * rowHeight;
    return [
      words(left - 12, y + rowHeight / 2 + 4.5, rows[n]!, { fill: theme.ink, anchor: "end" }),
      ...row.map((share, column) => {
        if (share === null) return "";
        const fill = heatOf(theme, share / most);
        const told = Math.round(share * 100);
        const text =
          cell >= 26 && told > 0
            ? words(xOf(column) + cell / 2, y + rowHeight / 2 + 4, String(told), {
                size: 11,
                fill: inkOn(fill),
                anchor: "middle",
              })
            : "";
        return box(xOf(column) + 1, y + 1, cell - 2, rowHeight - 2, fill, 2) + text;
      }),
    ];
  });
  const bottom = top + rows.length * rowHeight;
  const about = words(left, bottom + 20, `per cent: ${legend}`, { size, fill: theme.faint });
  return { markup: [...names, ...headings, ...cells, about].join(""), height: bottom + 26 };
}
