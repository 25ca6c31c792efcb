/** Colours of plots, for light and for dark paper. */

/** Colours as #rrggbb. */
export interface Theme {
  readonly paper: string;
  readonly ink: string;
  /** Texts that explain. */
  readonly faint: string;
  /** Lines that guide the eye. */
  readonly line: string;
  /** Fields on which something stands. */
  readonly field: string;
  readonly palette: readonly string[];
  /** Five shades of an ordered thing. */
  readonly shades: readonly string[];
  /** What matters less. */
  readonly other: string;
  /** From nothing to the most. */
  readonly heat: readonly string[];
}

/** Where the shades begin in the numbers of colours. */
const firstShade = 10;

/**
 * The palette is that of Okabe and Ito (2008), which people with any colour vision tell apart; its yellow is darker here,
 * since it has to be seen on white. Shades follow viridis (Smith and van der Walt 2015).
 */
export const themes = {
  light: {
    paper: "#ffffff",
    ink: "#1b1f24",
    faint: "#59636e",
    line: "#dde2e7",
    field: "#f1f3f5",
    palette: ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#a08a00"],
    shades: ["#440154", "#3b528b", "#21918c", "#5ec962", "#d6c31a"],
    other: "#a3acb5",
    heat: ["#f1f4f7", "#bcd7ea", "#5fa5d1", "#1f6fb0", "#08306b"],
  },
  dark: {
    paper: "#14181d",
    ink: "#e8ecf0",
    faint: "#9aa5b1",
    line: "#2e363e",
    field: "#20262d",
    palette: ["#4aa8e8", "#f0b23a", "#2ec49a", "#f07b3f", "#e09ac4", "#9bd6f7", "#d0bd2e"],
    shades: ["#6d63d8", "#3f93cf", "#2fb08c", "#9bd13a", "#fde725"],
    other: "#6f7a86",
    heat: ["#20262d", "#1d4766", "#2678ab", "#5fb4e6", "#dff2ff"],
  },
} satisfies Record<string, Theme>;

/** Name of a theme. */
export type ThemeName = keyof typeof themes;

/** The colour of a number: a place in the palette, from 10 on a shade, less than 0 what matters less. */
export function colourOf(theme: Theme, colour: number): string {
  if (colour < 0) return theme.other;
  if (colour >= firstShade) return theme.shades[Math.min(theme.shades.length - 1, colour - firstShade)] as string;
  return theme.palette[colour % theme.palette.length] as string;
}

/** The colour of a share, 0 to 1. */
export function heatOf({ heat }: Theme, share: number): string {
  const place = Math.max(0, Math.min(1, share)) * (heat.length - 1);
  const below = Math.min(heat.length - 2, Math.floor(place));
  const from = channelsOf(heat[below] as string);
  const to = channelsOf(heat[below + 1] as string);
  const mixed = from.map((value, n) => Math.round(value + (to[n]! - value) * (place - below)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Red, green and blue of a colour, 0 to 255. */
export const channelsOf = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Black or white, whichever is read better on a colour (WCAG 2 relative luminance). */
export function inkOn(colour: string): string {
  const [red, green, blue] = channelsOf(colour).map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return (luminance + 0.05) ** 2 > 1.05 * 0.05 ? "#10151a" : "#ffffff";
}
