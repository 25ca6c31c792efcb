/** Things that follow each other round a circle, with arrows. */
import { type Cycle, number } from "../plot.ts";
import { colourOf } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { cutTo, element, short, words } from "./markup.ts";

const node = 40;
const mostRadius = 190;
const head = 11;

/** Draws a cycle; arrows are the thicker the more often they are taken. */
export function drawCycle({ nodes, centre }: Cycle, { width, theme }: Room): Drawn {
  const outside = node + 30;
  const radius = Math.max(80, Math.min(mostRadius, width / 2 - outside, 90 + nodes.length * 22));
  const cx = width / 2;
  const cy = radius + node + 6;
  const most = Math.max(1, ...nodes.map(({ next }) => next));
  const angleOf = (n: number): number => (n / nodes.length) * 2 * Math.PI;
  const pointAt = (angle: number, far = radius): readonly [number, number] => [
    cx + far * Math.sin(angle),
    cy - far * Math.cos(angle),
  ];
  const fill = colourOf(theme, 0);
  const clear = 2 * Math.asin((node + 6) / (2 * radius));
  const arrows = nodes.flatMap(({ next }, n) => {
    const thick = 2 + 6 * (next / most);
    const from = angleOf(n) + clear;
    const to = angleOf(n + 1) - clear - head / radius;
    const [x1, y1] = pointAt(from);
    const [x2, y2] = pointAt(to);
    const large = to - from > Math.PI ? 1 : 0;
    const wing = Math.max(head * 0.7, thick);
    const tip = pointAt(to + (head + 2) / radius);
    const head1 = pointAt(to, radius + wing);
    const head2 = pointAt(to, radius - wing);
    const [tx, ty] = pointAt((from + to) / 2, radius + 20);
    const point = (at: readonly [number, number]): string => at.map(short).join(" ");
    return [
      element("path", {
        d: `M${short(x1)} ${short(y1)}A${short(radius)} ${short(radius)} 0 ${large} 1 ${short(x2)} ${short(y2)}`,
        fill: "none",
        stroke: fill,
        "stroke-width": thick,
        opacity: 0.75,
      }),
      element("path", { d: `M${point(head1)}L${point(tip)}L${point(head2)}Z`, fill, opacity: 0.75 }),
      words(tx, ty + 5, number(next), { size: 14, fill: theme.faint, anchor: "middle" }),
    ];
  });
  const circles = nodes.flatMap(({ label, below }, n) => {
    const [x, y] = pointAt(angleOf(n));
    return [
      element("circle", { cx: x, cy: y, r: node, fill: theme.field, stroke: fill, "stroke-width": n === 0 ? 3 : 1.5 }),
      words(x, y + (below === "" ? 6 : 1), cutTo(label, 18, 2 * node - 6), {
        size: 18,
        fill: theme.ink,
        anchor: "middle",
        bold: true,
      }),
      words(x, y + 19, cutTo(below, 13, 2 * node - 12), { size: 13, fill: theme.faint, anchor: "middle" }),
    ];
  });
  const middle = words(cx, cy + 10, centre, { size: 28, fill: theme.ink, anchor: "middle", bold: true });
  return { markup: [...arrows, ...circles, middle].join(""), height: 2 * (radius + node) + 16 };
}
