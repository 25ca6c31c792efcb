/** A plot in the terminal: blocks, braille and colours, or plain text that says the same. */
import { styled } from "../../text/styled.ts";
import { columnsOf } from "../../text/width.ts";
import type { Panel, Plot } from "../plot.ts";
import { colourOf, type Theme, type ThemeName, themes } from "../theme.ts";
import { barLines } from "./bars.ts";
import { cycleLines } from "./cycle.ts";
import { cut, wrap } from "./fit.ts";
import { heatLines } from "./heat.ts";
import { histogramLines } from "./histogram.ts";
import { type Colours, painter } from "./paint.ts";
import { rollLines } from "./roll.ts";
import { scatterLines } from "./scatter.ts";
import { type Screen, signOf } from "./screen.ts";
import { wheelLines } from "./wheel.ts";

/** What the terminal is like. */
export interface ScreenOptions {
  /** Columns. */
  readonly width: number;
  readonly colours: Colours;
  /** Terminals are dark unless told otherwise. */
  readonly theme?: ThemeName;
}

/** A narrower terminal gets lines that are longer than it. */
const leastWidth = 40;
const mostWidth = 200;

/** Draws a plot as lines of text. */
export function screenOf(plot: Plot, { width, colours, theme: themeName = "dark" }: ScreenOptions): string {
  const theme: Theme = themes[themeName];
  const screen: Screen = {
    width: Math.max(leastWidth, Math.min(mostWidth, width)),
    theme,
    paint: painter(colours),
    hasColours: colours !== "none",
  };
  const { paint } = screen;
  const faint = (line: string): string => paint(line, theme.faint);
  const lines = [
    screen.hasColours ? styled(plot.title, 1) : plot.title,
    ...wrap(plot.subtitle, screen.width).map(faint),
    ...(plot.panels.length === 0 ? ["", "Nothing to plot"] : []),
    ...plot.panels.flatMap((panel) => [
      "",
      ...(panel.heading === "" ? [] : [panel.heading]),
      ...legendOf(panel, screen),
      ...linesOf(panel, screen),
    ]),
    ...(plot.notes.length > 0 ? ["", ...plot.notes.flatMap((note) => wrap(note, screen.width)).map(faint)] : []),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function linesOf(panel: Panel, screen: Screen): readonly string[] {
  switch (panel.type) {
    case "bars":
      return barLines(panel, screen);
    case "histogram":
      return histogramLines(panel, screen);
    case "wheel":
      return wheelLines(panel, screen);
    case "heat":
      return heatLines(panel, screen);
    case "roll":
      return rollLines(panel, screen);
    case "cycle":
      return cycleLines(panel, screen);
    case "scatter":
      return scatterLines(panel, screen);
  }
}

/** Lines that a legend may have. */
const most = 4;

function legendOf(panel: Panel, { width, theme, paint, hasColours }: Screen): readonly string[] {
  // Without colours nothing tells the notes of parts apart.
  if (panel.type === "roll" && !hasColours)
    return wrap(panel.parts.map(({ name }) => name).join(", "), width).slice(0, most);
  const entries = panel.type === "roll" ? panel.parts : "series" in panel ? panel.series : [];
  const lines: string[] = [];
  let used = 0;
  entries.forEach(({ name, colour }, n) => {
    if (name === "") return;
    const text = cut(name, 36);
    const entry = `${hasColours ? paint("■", colourOf(theme, colour)) : signOf(panel.type, n)} ${text}`;
    const columns = columnsOf(text) + 2;
    if (lines.length > 0 && used + 3 + columns <= width) {
      lines[lines.length - 1] += `   ${entry}`;
      used += 3 + columns;
    } else {
      lines.push(entry);
      used = columns;
    }
  });
  return lines.length > most ? [...lines.slice(0, most), "…"] : lines;
}
