/** Pictures of what a query finds, or of a song: plots as plain data, drawn as SVG, as PNG and for terminals. */
import "../runtime.ts";

export { kindNamed, plotQuery, plotSong, readBars } from "./draw.ts";
export type { OfFiles, OfSong, PlotKind, PlotOptions } from "./kind.ts";
export type { PlotName } from "./kind-names.ts";
export { plotKinds } from "./kinds/mod.ts";
export type { Bars, Cycle, Heat, Histogram, Panel, Plot, Roll, RollPart, Scatter, Series, Wheel } from "./plot.ts";
export type { SvgOptions } from "./svg/page.ts";
export { svgOf } from "./svg/page.ts";
export { pngOf } from "./svg/png.ts";
export type { PlotTarget } from "./target.ts";
export { pictureOf, plotTarget } from "./target.ts";
export type { ScreenOptions } from "./terminal/draw.ts";
export { screenOf } from "./terminal/draw.ts";
export type { ThemeName } from "./theme.ts";
