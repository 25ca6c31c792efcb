/** What the drawers of panels are given, and what they give. */
import type { Theme } from "../theme.ts";

/** Where a panel is drawn: from 0, 0 on, so wide, as high as it needs. */
export interface Room {
  /** Pixels. */
  readonly width: number;
  readonly theme: Theme;
}

/** A panel as markup, and its height in pixels. */
export interface Drawn {
  readonly markup: string;
  readonly height: number;
}
