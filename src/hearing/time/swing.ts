/** Swing: where the second of two eighths lies between the beats that are played, heard in each part for itself. */
import type { Song } from "../../midi/song.ts";
import { voices } from "../parts/voices.ts";
import { onsetOrder } from "../views.ts";
import { beatGrid } from "./beat-grid.ts";
import { onsetsInBeats } from "./tracked-beats.ts";

/** An onset is on the beat within this part of it. */
const nearBeat = 0.12;
/** Parts of a beat between which the second of two eighths lies, straight (.5), swung (.667) or dotted (.75). */
const offbeat = { from: 0.4, to: 0.8 };
/** Onsets of a part nearer than this, in beats, are one. */
const together = 0.06;
/** Pairs of eighths that a swing needs, and how far (interquartile, in beats) their places may spread; fewer if they are exact. */
const needed = { pairs: 8, spread: 0.12, exactPairs: 4, exactSpread: 0.02 };
/** A beat of sixteenths has an onset within this part of a beat of its second; with this share of such, .75 is a sixteenth. */
const nearSixteenth = 0.05;
const sixteenths = 0.15;
const dotted = 0.71;
/** Share of the onsets that lie on the file's quarters, within this part of one, from which those are the beats. */
const onQuarters = { share: 0.3, near: 0.02 };

/**
 * Percent of its beat at which the second of two eighths lies: 50 straight, 66.7 triplet swing, 75 dotted; the mean of
 * the middle half of all pairs of all parts, each between the onsets on its part's own beats. Null where too few pairs agree.
 */
export function swingOf(song: Song): number | null {
  const places = beatPlaces(song);
  const { list, ofNote } = voices(song);
  const order = onsetOrder(song);
  const parts = list.map((): Part => ({ beat: Number.NaN, start: Number.NaN, first: 0, count: 0, last: -1 }));
  const seconds: number[] = [];
  const counts = { beats: 0, sixteenths: 0 };
  for (let n = 0; n < order.length; n++) {
    const note = order[n]!;
    step(parts[ofNote[note]!]!, places[note]!, seconds, counts);
  }
  for (const part of parts) step(part, Number.POSITIVE_INFINITY, seconds, counts);
  return agreed(seconds, counts.sixteenths >= sixteenths * counts.beats);
}

/** A part between two beats. */
interface Part {
  /** Beat that was passed last, and where the part has an onset on it; not a number without one. */
  beat: number;
  start: number;
  /** First of the onsets since, and their number. */
  first: number;
  count: number;
  last: number;
}

/** Adds an onset of a part; where it begins a beat, what lay in the one before is counted. */
function step(part: Part, place: number, seconds: number[], counts: { beats: number; sixteenths: number }): void {
  if (place - part.last < together) return;
  part.last = place;
  const beat = Math.floor(place + nearBeat);
  if (beat === part.beat) {
    if (part.count === 0) part.first = place;
    part.count++;
    return;
  }
  const { start, first, count } = part;
  const isOn = place - beat < nearBeat;
  if (!Number.isNaN(start) && count > 0) {
    // The next beat is where the part plays it, or as far on as a beat is.
    const length = isOn && beat === part.beat + 1 ? place - start : 1;
    counts.beats++;
    const share = (first - start) / length;
    if (Math.abs(share - 0.25) < nearSixteenth) counts.sixteenths++;
    if (count === 1 && share > offbeat.from && share < offbeat.to) seconds.push(share);
  }
  part.beat = beat;
  part.start = isOn ? place : Number.NaN;
  part.first = place;
  part.count = isOn ? 0 : 1;
}

/** Mean of the middle half of the pairs, in percent. */
function agreed(pairs: readonly number[], hasSixteenths: boolean): number | null {
  const seconds = Float64Array.from(pairs).sort();
  const from = Math.floor(seconds.length / 4);
  const to = seconds.length - from;
  const spread = (seconds[to - 1] ?? 0) - (seconds[from] ?? 0);
  const { exactPairs, exactSpread } = needed;
  if (seconds.length < (spread <= exactSpread ? exactPairs : needed.pairs) || spread > needed.spread) return null;
  let sum = 0;
  for (let n = from; n < to; n++) sum += seconds[n]!;
  const middle = sum / (to - from);
  return hasSixteenths && middle > dotted ? null : 100 * middle;
}

/**
 * Places of notes in beats. On a sound map beats are the file's own quarters where many onsets lie on them: swung eighths
 * move the mean of all onsets, and so the grid that is drawn through them.
 */
function beatPlaces(song: Song): Float64Array {
  const { source, tick } = beatGrid(song);
  const { onset, length } = song.notes;
  const step = tick.length > 1 ? tick[1]! - tick[0]! : song.ticksPerQuarter;
  if (source === "map") {
    const places = new Float64Array(length);
    let onBeats = 0;
    for (let note = 0; note < length; note++) {
      places[note] = onset[note]! / step;
      if (Math.abs(places[note]! - Math.round(places[note]!)) < onQuarters.near) onBeats++;
    }
    if (onBeats >= onQuarters.share * length) return places;
  }
  return onsetsInBeats(song, tick);
}
