/** Groove: how onsets lie within the beat: swung or straight, off the beat or on it, on which grid, and how exactly. */
import type { Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { lastNoteEnd, onsetOrder, programs } from "../views.ts";
import { beatGrid, noteBeats } from "./beat-grid.ts";
import { type GridDivision, gridPhase } from "./grid-phase.ts";
import { swingOf } from "./swing.ts";

/** Resultant from which onsets lie on a grid. */
const onGrid = 0.9;
/** Beats a whole note has of quarters, in which grids are counted. */
const quartersOfWhole = 4;
/** Distance in milliseconds up to which an onset lies on the grid: a tick or two. */
const exact = 3;
/** An offset of the onsets below this, in quarters, is none unless they lie on the grid: ornaments move their mean so far. */
const onTicks = 0.01;
/** Share of such onsets from which a file was quantised, whatever a few grace notes do. */
const mostlyExact = 0.95;
/** An onset is on the beat within this part of it. */
const nearBeat = 0.12;

/** How the onsets of a song lie. */
export interface Groove {
  /** Percent of its beat at which the second of two eighths lies; null where no swing can be told. */
  readonly swing: number | null;
  /** Share of the onsets that lie off the beat with no onset on the next. */
  readonly syncopation: number | null;
  /** Coarsest grid, in parts of a whole note; null where they lie on none. */
  readonly grid: number | null;
  readonly timing: "quantised" | "humanised" | "free";
  /** Share of the onsets that lie on the grid of the file. */
  readonly quantized: number;
  /** Root mean square distance from that grid in milliseconds; null without a tempo map. */
  readonly deviation: number | null;
}

/** How the onsets of a song lie; null where it has none. */
export function grooveOf(song: Song): Groove | null {
  if (song.notes.length === 0) return null;
  const { grids } = gridPhase(song);
  const isMapped = beatGrid(song).source === "map";
  const { deviation, quantized } = apartFromGrid(song, grids);
  const grid = grids.find(({ resultant }) => resultant > onGrid);
  const isExact = quantized >= mostlyExact || (isMapped && deviation <= exact);
  return {
    swing: swingOf(song),
    syncopation: syncopationOf(song),
    grid: isMapped && grid ? grid.parts * quartersOfWhole : null,
    timing: isExact ? "quantised" : isMapped ? "humanised" : "free",
    quantized,
    deviation: isMapped ? deviation : null,
  };
}

/**
 * How the notes lie to the file's ticks, shifted by the offset that all onsets share: root mean square distance in
 * milliseconds from the nearest sixteenth or triplet, and the share that lies on one, or on a 32nd.
 */
function apartFromGrid(song: Song, grids: readonly GridDivision[]): { deviation: number; quantized: number } {
  const { notes, ticksPerQuarter } = song;
  const { parts, offset, resultant } = grids.reduce((best, one) =>
    one.parts >= 3 && one.resultant > best.resultant ? one : best,
  );
  // Nearly a whole part behind is a little before: a part is no period of the sixteenths and triplets together.
  const nearer = offset * parts > 1 / 2 ? offset - 1 / parts : offset;
  const shift = resultant < onGrid && Math.abs(nearer) < onTicks ? 0 : nearer;
  const end = lastNoteEnd(song);
  const quarterMilliseconds = end.ticks > 0 ? (ticksPerQuarter * end.seconds * 1000) / end.ticks : 0;
  const near = quarterMilliseconds > 0 ? exact / quarterMilliseconds : Number.POSITIVE_INFINITY;
  let squares = 0;
  let count = 0;
  for (let note = 0; note < notes.length; note++) {
    const quarters = notes.onset[note]! / ticksPerQuarter - shift;
    const apart = Math.min(fromMultiple(quarters, 4), fromMultiple(quarters, 6));
    squares += apart * apart;
    if (apart <= near || fromMultiple(quarters, 8) <= near) count++;
  }
  return { deviation: Math.sqrt(squares / notes.length) * quarterMilliseconds, quantized: count / notes.length };
}

const fromMultiple = (quarters: number, parts: number): number =>
  Math.abs(quarters - Math.round(quarters * parts) / parts);

/** Share of the distinct onsets that lie off the beat with none on the next. */
function syncopationOf(song: Song): number | null {
  const places = noteBeats(song);
  const withDrums = programs(song).drumNotes === song.notes.length;
  const isDrum = drumFlags(song);
  const order = onsetOrder(song);
  let onsets = 0;
  let syncopated = 0;
  let before = Number.NEGATIVE_INFINITY;
  let beat = -1;
  let isInside = false;
  const close = (next: number): void => {
    if (isInside && next > beat + 1 + nearBeat) syncopated++;
  };
  for (let n = 0; n < order.length; n++) {
    const note = order[n]!;
    if (!withDrums && isDrum[note] === 1) continue;
    const place = places[note]!;
    if (place - before < nearBeat / 2) continue;
    before = place;
    onsets++;
    const here = Math.floor(place + nearBeat);
    if (here !== beat) {
      close(place);
      beat = here;
      isInside = false;
    }
    if (place - here >= nearBeat) isInside = true;
  }
  // Nothing begins behind the last onset, so that it is tied over no beat.
  close(beat + 1);
  return onsets > 0 ? Math.min(1, syncopated / onsets) : null;
}
