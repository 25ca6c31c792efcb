/** A plot as one SVG: title, what it is of, panels below each other, notes. */
import { AskedError } from "../../errors.ts";
import { escaped } from "../../text/markup.ts";
import type { Panel, Plot } from "../plot.ts";
import { colourOf, type Theme, type ThemeName, themes } from "../theme.ts";
import { drawBars } from "./bars.ts";
import { drawCycle } from "./cycle.ts";
import type { Drawn, Room } from "./drawn.ts";
import { drawHeat } from "./heat.ts";
import { drawHistogram } from "./histogram.ts";
import { box, cutTo, element, linesOf, widthOf, words } from "./markup.ts";
import { drawRoll } from "./roll.ts";
import { drawScatter } from "./scatter.ts";
import { drawWheel } from "./wheel.ts";

/** How a plot is drawn. */
export interface SvgOptions {
  /** Width in pixels, at least 320; the height follows from what is drawn. */
  readonly width?: number;
  readonly theme?: ThemeName;
}

/** Narrower pictures have no room for their labels. */
export const leastWidth = 320;
/** Broader ones are no easier to read, and a PNG of them is no longer a picture. */
export const mostWidth = 8000;

const titleSize = 22;
const noteSize = 12;
const between = 34;
const fonts = "Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

/**
 * Draws a plot.
 *
 * @throws AskedError for a width that is not from 320 to 8000.
 */
export function svgOf(plot: Plot, { width = 960, theme: themeName = "light" }: SvgOptions = {}): string {
  if (!(width >= leastWidth && width <= mostWidth)) {
    throw new AskedError("bad-width", `Cannot draw ${width} pixels wide: expected ${leastWidth} to ${mostWidth}`);
  }
  const theme: Theme = themes[themeName];
  const margin = width < 560 ? 18 : 32;
  const inner = width - 2 * margin;
  const parts: string[] = [];
  let y = margin + titleSize - 4;
  for (const line of linesOf(plot.title, titleSize, inner)) {
    parts.push(words(margin, y, line, { size: titleSize, fill: theme.ink, bold: true }));
    y += titleSize * 1.25;
  }
  for (const line of linesOf(plot.subtitle, 14, inner).slice(0, 3)) {
    parts.push(words(margin, y, line, { size: 14, fill: theme.faint }));
    y += 20;
  }
  y += 12;
  if (plot.panels.length === 0) {
    parts.push(box(margin, y, inner, 120, theme.field, 4));
    parts.push(words(width / 2, y + 65, "Nothing to plot", { size: 15, fill: theme.faint, anchor: "middle" }));
    y += 120 + between;
  }
  for (const panel of plot.panels) {
    if (panel.heading !== "") {
      const heading = cutTo(panel.heading, 15, inner);
      parts.push(words(margin, y + 12, heading, { size: 15, fill: theme.ink, bold: true }));
      y += 28;
    }
    const legend = legendOf(panel, theme, inner);
    if (legend.height > 0) {
      parts.push(element("g", { transform: `translate(${margin} ${y})` }, legend.markup));
      y += legend.height;
    }
    const { markup, height } = drawPanel(panel, { width: inner, theme });
    parts.push(element("g", { transform: `translate(${margin} ${Math.round(y)})` }, markup));
    y += height + between;
  }
  y -= between - 24;
  for (const note of plot.notes) {
    for (const line of linesOf(note, noteSize, inner)) {
      parts.push(words(margin, y + noteSize, line, { size: noteSize, fill: theme.faint }));
      y += 17;
    }
  }
  const height = Math.ceil(y + margin - 6);
  const name = `${plot.title}: ${plot.subtitle}`;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": name,
      "font-family": fonts,
    },
    `${element("title", {}, escaped(name))}${box(0, 0, width, height, theme.paper)}${parts.join("\n")}`,
  )}\n`;
}

function drawPanel(panel: Panel, room: Room): Drawn {
  switch (panel.type) {
    case "bars":
      return drawBars(panel, room);
    case "histogram":
      return drawHistogram(panel, room);
    case "wheel":
      return drawWheel(panel, room);
    case "heat":
      return drawHeat(panel, room);
    case "roll":
      return drawRoll(panel, room);
    case "cycle":
      return drawCycle(panel, room);
    case "scatter":
      return drawScatter(panel, room);
  }
}

/** What the colours mean, in lines of swatches and names. */
function legendOf(panel: Panel, theme: Theme, width: number): Drawn {
  const entries =
    panel.type === "roll"
      ? panel.parts.map(({ name, colour }) => ({ name, colour }))
      : "series" in panel
        ? panel.series.filter(({ name }) => name !== "")
        : [];
  const shown = entries.filter(({ colour }) => colour >= 0);
  const rest = entries.filter(({ colour }) => colour < 0);
  const told =
    panel.type === "roll" && rest.length > 1 ? [...shown, { name: `${rest.length} other parts`, colour: -1 }] : entries;
  let [x, y] = [0, 0];
  const parts = told.map(({ name, colour }) => {
    const text = cutTo(name, 13, Math.min(320, width - 24));
    const wide = 18 + widthOf(text, 13) + 18;
    if (x > 0 && x + wide - 18 > width) [x, y] = [0, y + 22];
    const swatch = box(x, y + 1, 12, 12, colourOf(theme, colour), 2) + words(x + 18, y + 12, text, { fill: theme.ink });
    x += wide;
    return swatch;
  });
  return { markup: parts.join(""), height: parts.length > 0 ? y + 30 : 0 };
}
