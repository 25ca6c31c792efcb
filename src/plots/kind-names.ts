/** The list of our kinds of plots: all that help and completion know of them, without what draws them. */

/** A line for people by the name of each kind, in the order in which they are listed. */
export const plotAbout = {
  tempo: "tempos, and with half and double tempo folded",
  keys: "keys on the wheel, in Camelot order",
  meters: "meters",
  instruments: "families and programs",
  drums: "kinds of beat, where the bar is hit, pieces",
  complexity: "from one repeated note to dense and varied",
  coverage: "how much is known, and from which source",
  failures: "what was rejected, failed or repaired, by cause",
  map: "similar files are near; --by FIELD sets the colors",
  loop: "chord loops, and which chord follows which",
  roll: "piano roll with bars and chords",
} as const satisfies Readonly<Record<string, string>>;

/** Name of a kind of plot. */
export type PlotName = keyof typeof plotAbout;

/** Names of the kinds, in their order. */
export const plotNames = Object.keys(plotAbout) as readonly PlotName[];
