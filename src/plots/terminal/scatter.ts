/** Points in braille; without colours a letter for the series that most points of a place have. */
import type { Scatter } from "../plot.ts";
import { colourOf } from "../theme.ts";
import { braille } from "./braille.ts";
import { type Screen, signOf } from "./screen.ts";

const shape = 0.28;
const mostRows = 40;

/** A frame with points. */
export function scatterLines(
  { points, series }: Scatter,
  { width, theme, paint, hasColours }: Screen,
): readonly string[] {
  const columns = width - 2;
  const rows = Math.min(mostRows, Math.max(10, Math.round(columns * shape)));
  const field = braille(columns, rows, series.length);
  for (const point of points) {
    field.set(Math.round(point.x * (columns * 2 - 1)), Math.round(point.y * (rows * 4 - 1)), point.series);
  }
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const { text, series: place } = field.at(column, row);
      if (text === "") return " ";
      return hasColours ? paint(text, colourOf(theme, series[place]?.colour ?? 0)) : signOf("scatter", place);
    });
    return `│${cells.join("")}│`;
  });
  return [`┌${"─".repeat(columns)}┐`, ...lines, `└${"─".repeat(columns)}┘`];
}
