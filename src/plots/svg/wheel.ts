/** The wheel of keys: two rings of twelve, the hour 12 at the top, darker where more files are. */
import { files, number, percent, type Wheel } from "../plot.ts";
import { heatOf, inkOn } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, element, short, words } from "./markup.ts";

const mostRadius = 290;
const hours = 12;

/** Draws a wheel, and beside or below it what the shades mean. */
export function drawWheel({ rings, of }: Wheel, { width, theme }: Room): Drawn {
  const radius = Math.min(mostRadius, width / 2);
  const hole = radius * 0.3;
  const deep = (radius - hole) / rings.length;
  const centre = width / 2;
  const most = Math.max(1, ...rings.flatMap(({ cells }) => cells.map(({ count }) => count)));
  const size = Math.max(9, Math.min(14, radius / 20));
  // In a small wheel the place on it says the code.
  const isRoomy = radius >= 180;
  const parts = rings.flatMap(({ cells }, ring) => {
    const outer = radius - ring * deep;
    const inner = outer - deep;
    return cells.flatMap(({ code, key, count }, cell) => {
      const fill = heatOf(theme, count / most);
      const ink = inkOn(fill);
      const angle = ((cell + 1) / hours) * 2 * Math.PI;
      const [x, y] = pointAt(centre, radius, (outer + inner) / 2, angle);
      return [
        element("path", {
          d: sector(centre, radius, inner, outer, angle),
          fill,
          stroke: theme.paper,
          "stroke-width": 2,
        }),
        words(x, y - size * 0.75, key, { size: size * 1.15, fill: ink, anchor: "middle", bold: true }),
        ...(isRoomy ? [words(x, y + size * 0.5, code, { size: size * 0.85, fill: ink, anchor: "middle" })] : []),
        words(x, y + size * (isRoomy ? 1.7 : 0.6), number(count), { size, fill: ink, anchor: "middle" }),
      ];
    });
  });
  const middle = rings.map(({ name }, ring) =>
    words(centre, radius + (ring - (rings.length - 1) / 2) * 18 + 4, `${name} ${ring === 0 ? "outside" : "inside"}`, {
      size: Math.max(10, size),
      fill: theme.faint,
      anchor: "middle",
    }),
  );
  const below = 2 * radius + 24;
  return { markup: [...parts, ...middle, scaleOf(centre, below, most, of, theme)].join(""), height: below + 30 };
}

/** A bar from nothing to the most. */
function scaleOf(centre: number, y: number, most: number, of: number, theme: Room["theme"]): string {
  const steps = 24;
  const wide = 200;
  const left = centre - wide / 2;
  const cells = Array.from({ length: steps }, (_, n) =>
    box(left + (n * wide) / steps, y, wide / steps + 0.5, 10, heatOf(theme, n / (steps - 1))),
  );
  return [
    ...cells,
    words(left, y + 26, "0", { size: 12, fill: theme.faint }),
    words(left + wide, y + 26, `${files(most)}, ${percent(most, of)}`, { size: 12, fill: theme.faint, anchor: "end" }),
  ].join("");
}

const pointAt = (cx: number, cy: number, radius: number, angle: number): readonly [number, number] => [
  cx + radius * Math.sin(angle),
  cy - radius * Math.cos(angle),
];

function sector(cx: number, cy: number, inner: number, outer: number, angle: number): string {
  const half = Math.PI / hours;
  const at = (radius: number, turn: number): string =>
    pointAt(cx, cy, radius, angle + turn)
      .map(short)
      .join(" ");
  const [far, near] = [short(outer), short(inner)];
  return `M${at(outer, -half)}A${far} ${far} 0 0 1 ${at(outer, half)}L${at(inner, half)}A${near} ${near} 0 0 0 ${at(inner, -half)}Z`;
}
