/** Where the notes of the rhythm section lie in their beats. */
import { beatGrid, onsetOrder, parts, pitchOf, roles, type Song, secondsAt, tempoMap, velocityOf } from "midiq";

/** Instruments whose place is told apart. */
export const lanes = ["kick", "snare", "hat", "bass", "other"] as const;
export type Lane = (typeof lanes)[number];

/** Table of General MIDI drum keys, with the edges of hi-hats that electronic kits send (22, 26). Rides keep time as hats do. */
const keys: ReadonlyMap<number, Lane> = new Map([
  ...[35, 36].map((key) => [key, "kick"] as const),
  ...[37, 38, 40].map((key) => [key, "snare"] as const),
  ...[22, 26, 42, 44, 46, 51, 53, 59].map((key) => [key, "hat"] as const),
]);

/** One note of a song, in order of onset. */
export interface Hit {
  readonly lane: Lane;
  /** The beat that it belongs to: the one on which it lies, or the last before it. */
  readonly beat: number;
  /** Beats behind that beat; a little negative where it is early. */
  readonly place: number;
  readonly velocity: number;
}

export interface Timing {
  readonly hits: readonly Hit[];
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
  const hits: Hit[] = [];
  let beat = 0;
  for (const note of onsetOrder(song)) {
    const at = onset[note]!;
    // A beat may be fractional, and the last note may lie behind the last beat.
    while (beat < last - 1 && at >= tick[beat + 1]! - early * (tick[beat + 1]! - tick[beat]!)) beat++;
    const part = ofNote[note]!;
    const lane: Lane = list[part]!.isDrum
      ? (keys.get(pitchOf(info[note]!)) ?? "other")
      : role[part] === "bass"
        ? "bass"
        : "other";
    const place = (at - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
    hits.push({ lane, beat, place, velocity: velocityOf(info[note]!) });
  }
  const unit = (tick[last]! - tick[0]!) / last;
  return {
    hits,
    beatMilliseconds: (1000 * (secondsAt(map, tick[last]!) - secondsAt(map, Math.max(0, tick[0]!)))) / last,
    inBar: (n) => (((n - firstDownbeat) % beatsPerBar) + beatsPerBar) % beatsPerBar,
    beatsPerBar,
    isCompound: source === "map" && Math.abs(unit / song.ticksPerQuarter - 1.5) < 0.01,
  };
}

/** The middle one of some values, which it sorts; null where there are fewer than `fewest`. */
export function median(values: number[], fewest: number): number | null {
  if (values.length < fewest) return null;
  values.sort((a, b) => a - b);
  return (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
}
