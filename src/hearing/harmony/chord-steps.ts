/** Steps inside of a decoded triad: where its quality or its bass changes and stays changed. */
import type { Chord } from "../../music/chords.ts";
import type { BeatChroma } from "./beat-chroma.ts";
import type { Bars } from "./decoding.ts";
import { type Decoded, type Evidence, evidenceOver, type Named, nameChord, scoreUnder } from "./naming.ts";

/** Log-odds against a step on a downbeat, in the middle of a bar, and elsewhere. */
const stepCost = { downbeat: 0.6, middle: 1.3, other: 3 };
/** Log-odds against a fifth in the bass for less than a bar: basses go between root and fifth all the time. */
const passingFifth = 3;
/** A step lasts this number of beats at least. */
const shortest = 2;
/** Presence of a tone, or a share of the bass, has to differ this much between two sides for a step to be looked for. */
const leastChange = 0.4;

/** A stretch of beats with one chord. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly chord: Chord;
}

/** Beats with their evidence, and the chord that it makes likeliest. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly evidence: Evidence;
}
interface Unit extends Span {
  readonly named: Named;
}

/**
 * The chords of the beats `from` up to `to`, all of one decoded triad, in order. Half bars are named one by one, and
 * neighbors are joined, those that lose least first, as long as one chord explains both nearly as well as two.
 */
export function chordSteps(
  chroma: BeatChroma,
  bars: Bars,
  from: number,
  to: number,
  decoded: Decoded,
): readonly Step[] {
  const units = halfBars(chroma, bars, from, to).map((span) => unitOf(span, decoded));
  const losses = units.slice(1).map((right, n) => lossOf(units[n] as Unit, right, bars, decoded));
  for (;;) {
    let least = 0;
    let at = -1;
    for (let n = 0; n < losses.length; n++) {
      if (losses[n]! >= least) continue;
      least = losses[n]!;
      at = n;
    }
    if (at < 0) break;
    units.splice(at, 2, unitOf(spanOf(chroma, (units[at] as Unit).from, (units[at + 1] as Unit).to), decoded));
    losses.splice(at, 1);
    for (const n of [at - 1, at]) {
      if (n >= 0 && n < losses.length) losses[n] = lossOf(units[n] as Unit, units[n + 1] as Unit, bars, decoded);
    }
  }
  return units.map((unit) => ({ from: unit.from, to: unit.to, chord: unit.named.chord }));
}

const spanOf = (chroma: BeatChroma, from: number, to: number): Span => ({
  from,
  to,
  evidence: evidenceOver(chroma, from, to),
});
const unitOf = (span: Span, decoded: Decoded): Unit => ({ ...span, named: nameChord(span.evidence, decoded) });

/** Stretches between downbeats and middles of bars, two beats long at least; those that sound alike are one from the start. */
function halfBars(chroma: BeatChroma, bars: Bars, from: number, to: number): readonly Span[] {
  const spans: Span[] = [];
  let begin = from;
  for (let at = from + shortest; at <= to; at++) {
    if (at < to && (at - begin < shortest || to - at < shortest || costAt(at, bars) === stepCost.other)) continue;
    const span = spanOf(chroma, begin, at);
    const last = spans.at(-1);
    if (last && !differ(last.evidence, span.evidence)) spans[spans.length - 1] = spanOf(chroma, last.from, at);
    else spans.push(span);
    begin = at;
  }
  return spans.length > 0 ? spans : [spanOf(chroma, from, to)];
}

/** What one chord for two neighbors loses, less what a step costs; below 0 they are one. */
function lossOf(left: Unit, right: Unit, bars: Bars, decoded: Decoded): number {
  const [a, b] = [left.named.chord, right.named.chord];
  if (a.root === b.root && a.quality === b.quality && a.bass === b.bass) return Number.NEGATIVE_INFINITY;
  const joint = Math.max(
    left.named.score + scoreUnder(right.evidence, a, decoded),
    right.named.score + scoreUnder(left.evidence, b, decoded),
  );
  const isPassing = isPassingFifth(a, left.to - left.from, bars) || isPassingFifth(b, right.to - right.from, bars);
  return left.named.score + right.named.score - joint - costAt(right.from, bars) - (isPassing ? passingFifth : 0);
}

const isPassingFifth = ({ root, bass }: Chord, beats: number, { beatsPerBar }: Bars): boolean =>
  beats < beatsPerBar && (bass - root + 12) % 12 === 7;

function differ(a: Evidence, b: Evidence): boolean {
  for (let n = 0; n < 12; n++) {
    if (Math.abs(a.present[n]! - b.present[n]!) > leastChange || Math.abs(a.bass[n]! - b.bass[n]!) > leastChange) {
      return true;
    }
  }
  return false;
}

function costAt(beat: number, { firstDownbeat, beatsPerBar }: Bars): number {
  const place = (((beat - firstDownbeat) % beatsPerBar) + beatsPerBar) % beatsPerBar;
  if (place === 0) return stepCost.downbeat;
  return place * 2 === beatsPerBar ? stepCost.middle : stepCost.other;
}
