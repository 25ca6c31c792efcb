/** The bars of the drums: which is the usual one, how it is drawn, which are fills, and what each piece plays. */
import { gridSteps } from "../../music/patterns/grid.ts";
import type { BarDivision } from "../meter/bar-parts.ts";
import { hitCount, isHit, maskOf, mostDifferent, type PlayedBar } from "../meter/bar-words.ts";
import { type DrumBars, type Lane, laneIndex, lanes } from "./drum-bars.ts";

/** A fill: this many hits of the snare and the toms more than in the usual bar. */
const fillHits = 3;

export type Bar = PlayedBar["words"];

/** How often some bars are played, together. */
export const timesPlayed = (bars: readonly PlayedBar[]): number => bars.reduce((all, { times }) => all + times, 0);

/** The bar that is played most often, the earlier of two; undefined without drums. */
export function usualBar({ bars }: DrumBars): Bar | undefined {
  let best: PlayedBar | undefined;
  for (const bar of bars) if (!best || bar.times > best.times) best = bar;
  return best?.words;
}

/** The lanes of a bar as people draw them: in sixteenths, in triplets where they hold all hits, else in 48 parts. */
export function drawn(bar: Bar, { beatsPerBar, usual, others }: BarDivision): string | null {
  const parts = Array.from({ length: gridSteps }, (_, part) => part).filter((part) =>
    lanes.some((_, lane) => isHit(bar, lane, part)),
  );
  const partOf = (step: number, steps: number): number => Math.round((step * gridSteps) / steps);
  const stepOf = (part: number, steps: number): number => Math.round((part * steps) / gridSteps);
  const steps =
    [usual * beatsPerBar, others * beatsPerBar].find((count) =>
      parts.every((part) => partOf(stepOf(part, count), count) === part),
    ) ?? gridSteps;
  const told = lanes.flatMap((name, lane) => {
    if (hitCount(bar, lane) === 0) return [];
    const signs = Array.from({ length: steps }, (_, step) => (isHit(bar, lane, partOf(step, steps)) ? "x" : "."));
    return [`${name} ${signs.join("")}`];
  });
  return told.join(" ") || null;
}

/** Bars that play so much more on the snare and the toms than the usual one that they are fills. */
export function fills({ bars }: DrumBars, usual: Bar): number {
  const hits = (bar: Bar): number => hitCount(bar, laneIndex.snare) + hitCount(bar, laneIndex.tom);
  const least = hits(usual) + fillHits;
  return timesPlayed(bars.filter(({ words }) => hits(words) >= least));
}

/** The different bars of each lane, at the same places in all lanes; null for a lane that is never hit. */
export function lanesOf({ bars }: DrumBars): Readonly<Record<Lane, number[] | null>> {
  const told = bars.slice(0, mostDifferent);
  const masksOf = (lane: number): number[] | null => {
    const masks = told.map(({ words }) => maskOf(words, lane));
    return masks.some((mask) => mask > 0) ? masks : null;
  };
  return Object.fromEntries(lanes.map((name, lane) => [name, masksOf(lane)])) as Record<Lane, number[] | null>;
}
