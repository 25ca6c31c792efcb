/** What kind of beat the drums play, and how it feels. */
import { gridSteps } from "../../music/patterns/grid.ts";
import { isHit } from "../meter/bar-words.ts";
import { type DrumBars, type Lane, laneIndex } from "./drum-bars.ts";
import { type Bar, timesPlayed } from "./usual-bar.ts";

/** Kinds of beats, from the kick and the snare (or clap) of most bars in four. */
export const beatKinds = ["four-on-the-floor", "backbeat", "half-time", "other"] as const;
/** Share of the bars that a kind needs. */
const mostBars = 0.5;
/** Hits off the beat that a feel needs, and the share of them that lie on thirds in triplet feel. */
const fewHits = 6;
const tripletShare = 0.5;
/** Kind of beat of a bar in four. */
function kindOf(bar: Bar): (typeof beatKinds)[number] {
  const on = (piece: Lane, beat: number): boolean => isHit(bar, laneIndex[piece], (beat - 1) * (gridSteps / 4));
  const back = (beat: number): boolean => on("snare", beat) || on("clap", beat) || on("rim", beat);
  if (!on("kick", 1)) return "other";
  if (on("kick", 2) && on("kick", 3) && on("kick", 4)) return "four-on-the-floor";
  if (back(2) && back(4)) return "backbeat";
  return back(3) && !back(2) && !back(4) ? "half-time" : "other";
}

/** Kind of beat of most bars in four; null in another meter. */
export function beatKind({ bars, division }: DrumBars): (typeof beatKinds)[number] | null {
  if (division?.beatsPerBar !== 4) return null;
  const most = timesPlayed(bars) * mostBars;
  const told = Map.groupBy(bars, ({ words }) => kindOf(words));
  return beatKinds.find((kind) => kind !== "other" && timesPlayed(told.get(kind) ?? []) >= most) ?? "other";
}

/** Where hits between the beats lie; null where there are too few. */
export function drumFeel({ thirds, quarters }: DrumBars): "straight" | "triplet" | null {
  const between = thirds + quarters;
  return between < fewHits ? null : thirds >= between * tripletShare ? "triplet" : "straight";
}
