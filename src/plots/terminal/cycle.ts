/** Things that follow each other, and lead back to the first. */

import { columnsOf } from "../../text/width.ts";
import { type Cycle, number } from "../plot.ts";
import { pad } from "./fit.ts";
import type { Screen } from "./screen.ts";

/** A line that turns back; one below the other where it would not fit. */
export function cycleLines({ nodes, centre }: Cycle, { width, theme, paint }: Screen): readonly string[] {
  const room = nodes.map(({ label, below }) => Math.max(columnsOf(label), columnsOf(below)));
  const arrows = nodes.map(({ next }, n) => (n < nodes.length - 1 ? ` ─${number(next)}→ ` : ""));
  const back = number(nodes.at(-1)?.next ?? 0);
  const inner = room.reduce((sum, columns) => sum + columns, 0) + arrows.reduce((sum, arrow) => sum + arrow.length, 0);
  const blue = (text: string): string => paint(text, theme.palette[0]);
  if (inner + 6 > width) {
    const label = Math.max(...nodes.map((node) => columnsOf(node.label)));
    const names = Math.max(...nodes.map((node) => columnsOf(node.below)));
    return [
      ...nodes.map(
        ({ label: name, below, next }, n) =>
          `${pad(name, label)}  ${paint(pad(below, names), theme.faint)}  ${blue(`─${number(next)}→`)} ${nodes[(n + 1) % nodes.length]!.label}`,
      ),
      `all of it: ${centre}`,
    ];
  }
  const line = (textOf: (node: Cycle["nodes"][number], n: number) => string): string => nodes.map(textOf).join("");
  const top = line(({ label }, n) => pad(label, room[n]!, "centre") + blue(arrows[n]!));
  const below = line(
    ({ below: name }, n) => paint(pad(name, room[n]!, "centre"), theme.faint) + " ".repeat(arrows[n]!.length),
  );
  const middle = ` ${back} `;
  const before = Math.max(0, Math.floor((inner + 4 - middle.length) / 2));
  const bottom = `└${"─".repeat(before)}${middle}${"─".repeat(Math.max(0, inner + 4 - middle.length - before))}┘`;
  return [
    `${blue("┌→")} ${top} ${blue("─┐")}`,
    `${blue("│ ")} ${below} ${blue(" │")}`,
    blue(bottom),
    `all of it: ${centre}`,
  ];
}
