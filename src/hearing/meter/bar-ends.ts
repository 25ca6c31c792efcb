/** What the length of a clip says about its meter: clips mostly end where a bar does, after 1, 2, 4, 8 or 16 of them. */
import { type Song, view } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { gridPhase } from "../time/grid-phase.ts";
import { lastNoteEnd } from "../views.ts";

/** Length of a piece from its first bar on, in quarters. */
export interface ClipLength {
  readonly quarters: number;
  /** Where the last note begins. */
  readonly lastOnset: number;
  /**
   * What ends the piece: an end of track behind the last note; the same of a take, which ends when somebody stopped it; a
   * note with a length of its own; a drum.
   */
  readonly by: "track" | "take" | "note" | "drum";
}

/** Ticks, in quarters, by which an end of track is no later than the last note's end. */
const sameEnd = 0.01;
/** Up to how many quarters a piece is a clip, and from how many it is none; between them it is one in part. */
const clip = { whole: 32, none: 64 };
/** Shares of clips that are a usual number of bars long, and how much rarer others are with each bar. */
const usual = [1, 2, 4, 8, 16];
const usualShare = 0.9;
const otherShare = 0.1;
const mostBars = 32;
/** Likelihood of an end that has nothing to do with bars. */
const anywhere = { take: 0.05, track: 0.002, note: 0.002, drum: 0.002 };
/** Resultant of the onsets on the finest grid from which a piece is no take. */
const quantised = 0.9;
/**
 * How ends lie to bar lines, in shares: on them within `width` quarters, before them within a bar, after them by a note that
 * rings, whose time over decays by `decay` quarters. An end of track is mostly on one, to the tick; a drum ends anywhere.
 */
const ends = {
  take: { on: 0.3, width: 0.12, before: 0.5, after: 0.1 },
  track: { on: 0.85, width: 0.03, before: 0.1, after: 0.05 },
  note: { on: 0.55, width: 0.12, before: 0.33, after: 0.12 },
  drum: { on: 0.1, width: 0.12, before: 0.7, after: 0.05 },
};
const decay = 0.5;
/** Early ends are within this part of a bar mostly. */
const lastPart = 0.5;
/** Share of pieces that close with a note on the bar line behind their last bar, as fills of drums do. */
const closing = 0.15;
const nearLine = 0.12;

/** Length of a song from tick 0 to its end of track, or to the end of its last note where they are one. */
export const clipLength: (song: Song) => ClipLength = view((song) => {
  const sounding = lastNoteEnd(song).ticks / song.ticksPerQuarter;
  const written = song.endTick / song.ticksPerQuarter;
  const isWritten = written > sounding + sameEnd;
  const isTake = (gridPhase(song).grids.at(-1)?.resultant ?? 1) < quantised;
  const { length, onset } = song.notes;
  const isDrum = drumFlags(song);
  let last = 0;
  let lastPitched = -1;
  for (let note = 0; note < length; note++) {
    last = Math.max(last, onset[note]!);
    if (isDrum[note] === 0) lastPitched = Math.max(lastPitched, onset[note]!);
  }
  return {
    quarters: isWritten ? written : sounding,
    lastOnset: last / song.ticksPerQuarter,
    by: isWritten ? (isTake ? "take" : "track") : lastPitched < last ? "drum" : "note",
  };
});

/** How far a piece is a clip, 0 to 1. */
export const clipShare = ({ quarters }: ClipLength): number =>
  quarters <= 0 ? 0 : Math.min(1, Math.max(0, (clip.none - quarters) / (clip.none - clip.whole)));

/**
 * Logarithm of the likelihood of a clip's length, by the length of a bar in quarters.
 *
 * @param bars lengths of a bar in quarters under each meter.
 */
export function endEvidence({ quarters, lastOnset, by }: ClipLength, bars: readonly number[]): Float64Array {
  return Float64Array.from(bars, (bar) => {
    let likelihood = anywhere[by];
    const about = Math.floor(quarters / bar);
    for (let count = Math.max(1, about - 1); count <= about + 1 && count <= mostBars; count++) {
      const closes =
        (by === "note" || by === "drum") && Math.abs(lastOnset - count * bar) <= nearLine / 2 ? closing / nearLine : 0;
      likelihood += countShare(count) * (density(quarters - count * bar, bar, ends[by]) + closes);
    }
    return Math.log(likelihood);
  });
}

const countShare = (bars: number): number =>
  usual.includes(bars) ? usualShare / usual.length : otherShare / (mostBars - usual.length);

/** Density of an end some quarters behind a bar line; negative before it. */
function density(apart: number, bar: number, { on, width, before, after }: (typeof ends)["note"]): number {
  if (Math.abs(apart) <= width / 2) return on / width;
  if (apart > 0) return (after / decay) * Math.exp(-apart / decay);
  const early = bar * lastPart;
  return apart >= -early ? before / early : (0.1 * before) / early;
}
