/** Where the notes of the rhythm section lie in their beats. */
import { beatGrid, onsetOrder, parts, roles } from "midiq/hearing";
import { pitchOf, type Song, secondsAt, tempoMap, velocityOf } from "midiq/midi";

/** Instruments whose place is told apart. */
export const lanes = ["kick", "snare", "hat", "bass", "other"] as const;

export const laneOf = (lane: (typeof lanes)[number]): number => lanes.indexOf(lane);

/** General MIDI drum keys, with the edges of hi-hats that electronic kits send (22, 26). Rides keep time as hats do. */
const ofKey = new Uint8Array(128).fill(laneOf("other"));
for (const key of [35, 36]) ofKey[key] = laneOf("kick");
for (const key of [37, 38, 40]) ofKey[key] = laneOf("snare");
for (const key of [22, 26, 42, 44, 46, 51, 53, 59]) ofKey[key] = laneOf("hat");

/** Notes in order of onset, as columns. */
export interface Timing {
  readonly count: number;
  /** Index in `lanes`. */
  readonly lane: Uint8Array;
  /** The beat that a note belongs to: the one on which it lies, or the last before it. */
  readonly beat: Int32Array;
  /** Beats behind that beat; a little negative where it is early. */
  readonly place: Float64Array;
  readonly velocity: Uint8Array;
  /** Mean length of a beat. */
  readonly beatMilliseconds: number;
  /** Place of a beat in its bar, 0 the downbeat. */
  readonly inBar: (beat: number) => number;
  readonly beatsPerBar: number;
  /** Beats of three parts, as those of 6/8: they have no second of two eighths. */
  readonly isCompound: boolean;
}

/** Up to this part of a beat before it a note is on it, early. */
const early = 0.12;

/** Notes against the beats of the song: those of its map where it has one, else found in its onsets. */
export function timingOf(song: Song): Timing | undefined {
  const { tick, firstDownbeat, beatsPerBar, source } = beatGrid(song);
  const last = tick.length - 1;
  if (last < 1) return undefined;
  const map = tempoMap(song);
  const { list, ofNote } = parts(song);
  const role = roles(song);
  const { onset, info } = song.notes;
  const order = onsetOrder(song);
  const lane = new Uint8Array(order.length);
  const beat = new Int32Array(order.length);
  const place = new Float64Array(order.length);
  const velocity = new Uint8Array(order.length);
  const ofPart = list.map(({ isDrum }, part) =>
    isDrum ? -1 : role[part] === "bass" ? laneOf("bass") : laneOf("other"),
  );
  let here = 0;
  for (let n = 0; n < order.length; n++) {
    const note = order[n]!;
    const at = onset[note]!;
    // A beat may be fractional, and the last note may lie behind the last beat.
    while (here < last - 1 && at >= tick[here + 1]! - early * (tick[here + 1]! - tick[here]!)) here++;
    const own = ofPart[ofNote[note]!]!;
    lane[n] = own < 0 ? ofKey[pitchOf(info[note]!)]! : own;
    beat[n] = here;
    place[n] = (at - tick[here]!) / (tick[here + 1]! - tick[here]!);
    velocity[n] = velocityOf(info[note]!);
  }
  const unit = (tick[last]! - tick[0]!) / last;
  return {
    ...{ count: order.length, lane, beat, place, velocity },
    beatMilliseconds: (1000 * (secondsAt(map, tick[last]!) - secondsAt(map, Math.max(0, tick[0]!)))) / last,
    inBar: (n) => (((n - firstDownbeat) % beatsPerBar) + beatsPerBar) % beatsPerBar,
    beatsPerBar,
    isCompound: source === "map" && Math.abs(unit / song.ticksPerQuarter - 1.5) < 0.01,
  };
}

/** The middle one of some values; null where there are fewer than `fewest`. */
export function median(values: readonly number[], fewest: number): number | null {
  if (values.length < fewest) return null;
  const sorted = Float64Array.from(values).sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
