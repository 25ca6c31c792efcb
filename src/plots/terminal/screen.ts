/** What panels are drawn with in a terminal. */
import type { Panel } from "../plot.ts";
import type { Theme } from "../theme.ts";
import type { Paint } from "./paint.ts";

/** What a panel is drawn with. */
export interface Screen {
  readonly width: number;
  readonly theme: Theme;
  readonly paint: Paint;
  readonly hasColours: boolean;
}

/** Signs of series where there are no colours. */
export const signOf = (panel: Panel["type"], series: number): string =>
  panel === "scatter" ? (String.fromCodePoint(97 + (series % 26)) as string) : ("█▓▒░▚"[series % 5] as string);
