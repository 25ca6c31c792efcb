/** The meter of a song: what its time signatures say, checked against how its notes recur. */

import { type Song, view } from "../../midi/song.ts";
import { fineGrid, gridPhase, mapIsSound } from "../time/grid-phase.ts";
import { clipLength } from "./bar-ends.ts";
import { meterClasses, meterPosterior } from "./meter-inference.ts";
import { soundingSegments } from "./sounding-segments.ts";

/** A numerator of 1 counts bars, not music: POP909 says 1/4 in 338 of 600 songs of 4/4. */
const fewestBeats = 2;
/**
 * How many times more probable the notes' class becomes by a time signature of that class. 4/4 is what sequencers
 * write where nobody chose; any other was chosen; odd meters, and meters that change, nobody writes by mistake. A
 * signature of a class that is not told apart competes with all others together at `otherOdds`.
 */
const signatureOdds = { fourFour: 30, chosen: 200, deliberate: 2000 };
const otherOdds = 4;
/** No class is less probable than this by the notes alone: on the ticks of the file; among beats that had to be tracked. */
const leastProbability = { map: 1e-3, tracked: 0.02 };
/** Confidence in a signature of a song with too few notes to check it. */
const unchecked = 0.8;
/** Meter of a clip of half a bar of 4/4, and how near to it, in quarters, the clip ends. */
const halfBar = [2, 4] as const;
const nearEnd = 0.06;
/** Class, as a place among `meterClasses`, by numerator: of compound meters (over 8 and smaller notes) and of others. */
const compound: Readonly<Record<number, number>> = { 6: 2, 9: 3, 12: 4 };
const simple: Readonly<Record<number, number>> = { 2: 0, 4: 0, 8: 0, 16: 0, 3: 1, 5: 5, 7: 6 };

/** Meter of a song. */
export interface SongMeter {
  readonly numerator: number;
  readonly denominator: number;
  /** `event`: the file says so, and the notes allow it; `detected`: inferred; `default`: unknown, 4/4 is assumed. */
  readonly source: "event" | "detected" | "default";
  /** Probability that the class is right (duple, triple, 6/8, 9/8, 12/8, 5/4, 7/8); null by default. */
  readonly confidence: number | null;
  /** Tick where the first bar of this meter begins by the file's events; null where it is not from events. */
  readonly from: number | null;
}

/** A plausible time signature that the file says, with the first tick where it holds. */
interface Said {
  readonly numerator: number;
  readonly denominator: number;
  readonly from: number;
}

/** The plausible signature that lasts longest: the first is often only the pickup's. */
function longestSignature(song: Song): { readonly said: Said | undefined; readonly changes: boolean } {
  if (song.timeSignatures.tick.length === 0 || song.division.kind !== "metrical") {
    return { said: undefined, changes: false };
  }
  const lasting = new Map<number, { ticks: number; said: Said }>();
  for (const { from, ticks, numerator, denominator } of soundingSegments(song)) {
    if (numerator < fewestBeats) continue;
    const name = numerator * 65536 + denominator;
    const known = lasting.get(name);
    if (known) known.ticks += ticks;
    else lasting.set(name, { ticks, said: { numerator, denominator, from } });
  }
  const said = [...lasting.values()].sort((a, b) => b.ticks - a.ticks)[0]?.said;
  return { said, changes: lasting.size > 1 };
}

/** Place of a meter's class among `meterClasses`; undefined for one that is not told apart. */
const classOf = ({ numerator, denominator }: Pick<Said, "numerator" | "denominator">): number | undefined =>
  (numerator > 3 && denominator >= 8 ? compound[numerator] : undefined) ?? simple[numerator];

/**
 * The meter under which most of a song lies: the time signature where the notes do not contradict it, weighed by Bayes'
 * rule; else the class that the notes show; else 4/4 by default.
 */
export const songMeter: (song: Song) => SongMeter = view((song) => {
  const { said, changes } = longestSignature(song);
  const posterior = meterPosterior(song);
  if (!posterior) {
    return said
      ? { ...said, source: "event", confidence: unchecked }
      : { numerator: 4, denominator: 4, source: "default", confidence: null, from: null };
  }
  const least = mapIsSound(song) ? leastProbability.map : leastProbability.tracked;
  const score = posterior.map((share) => Math.max(share, least));
  const own = said && classOf(said);
  // Three notes to a quarter of the ticks are the beats of a compound meter that was played to another click.
  if (said && own !== undefined && isCompound(said) && fineGrid(gridPhase(song).grids).parts === 3) {
    score[own] = Math.max(score[own]!, score[0]!);
  }
  if (said && own !== undefined) {
    const { fourFour, chosen, deliberate } = signatureOdds;
    const odds = changes || said.numerator === 5 || said.numerator === 7 ? deliberate : own === 0 ? fourFour : chosen;
    score[own]! *= odds;
  }
  const other = said && own === undefined ? otherOdds : 0;
  const total = score.reduce((sum, value) => sum + value, other);
  const best = said ? score.indexOf(Math.max(...score)) : likeliest(score);
  if (said && (own === undefined ? other > score[best]! : own === best)) {
    return { ...said, source: "event", confidence: (own === undefined ? other : score[best]!) / total };
  }
  const [numerator, denominator] = best === 0 && isHalfBar(song) ? halfBar : meterClasses[best]!;
  return { numerator, denominator, source: "detected", confidence: score[best]! / total, from: null };
});

/** Whether a song is a clip of two quarters, which nobody would write as half a bar of 4/4. */
function isHalfBar(song: Song): boolean {
  const { quarters, by } = clipLength(song);
  return mapIsSound(song) && by !== "drum" && Math.abs(quarters - 2) < nearEnd;
}

/** The likeliest class, compound only where all compound classes together are likelier than all others. */
function likeliest(score: Float64Array): number {
  const compound = meterClasses.map(([numerator, denominator]) => isCompound({ numerator, denominator }));
  let compounds = 0;
  score.forEach((share, place) => {
    compounds += compound[place] ? share : -share;
  });
  const eligible = score.map((share, place) => (compound[place] === compounds > 0 ? share : 0));
  return eligible.indexOf(Math.max(...eligible));
}

/** Length in quarters of the beat that is felt: a dotted note in compound meters, no longer than a quarter else. */
export const beatQuarters = (meter: Pick<SongMeter, "numerator" | "denominator">): number =>
  isCompound(meter) ? 12 / meter.denominator : Math.min(1, 4 / meter.denominator);

const isCompound = ({ numerator, denominator }: Pick<SongMeter, "numerator" | "denominator">): boolean =>
  denominator >= 8 && numerator > 3 && numerator % 3 === 0;

/**
 * Length in quarters of the beat that people tap: as `beatQuarters`, but no shorter than a quarter in simple meters, half
 * notes in cut time (2/2, 3/2, 4/2), and a whole bar of 3/8.
 */
export function feltQuarters(meter: Pick<SongMeter, "numerator" | "denominator">): number {
  if (meter.denominator <= 2) return 4 / meter.denominator;
  if (meter.denominator === 8 && meter.numerator === 3) return 3 / 2;
  return beatQuarters(meter) > 0.5 ? beatQuarters(meter) : 1;
}

/** Beats of that length in a bar. */
export const beatsOfBar = (meter: Pick<SongMeter, "numerator" | "denominator">): number =>
  Math.max(1, Math.round((meter.numerator * 4) / meter.denominator / beatQuarters(meter)));
