/** What is heard in the places of notes: swing, timing by instrument, accents. */
import { laneOf, lanes, median, type Timing } from "./timing.ts";

/** Pairs of notes that a swing ratio needs, and notes that a median or a share needs. */
const fewest = 8;
/** A note is on a beat or its second eighth within this part of the beat. */
const near = 0.12;
/** Where the second of two may lie, as part of what the two take: between a little early and dotted. */
const second = { from: 0.42, to: 0.78 };
/** Middle half of the places of the second notes of a swing: wider than this part of the two, they share no ratio. */
const widest = 0.12;
/** A snare below this share of the loud ones' velocity is a ghost note; loud is the velocity of this rank. */
const ghost = 0.5;
const loudRank = 0.8;
const [snareLane, hatLane] = [laneOf("snare"), laneOf("hat")];

/** Place of the second of two eighths in its beat, and of two sixteenths in its eighth; null where too few tell it. */
export interface Swing {
  readonly eighth: number | null;
  readonly sixteenth: number | null;
}

/** Swing of hats and rides, which keep time, or where they do not of all notes. */
export function swingOf(timing: Timing): Swing {
  const kept = placesOf(timing, hatLane);
  return kept.eighth !== null || kept.sixteenth !== null ? kept : placesOf(timing, undefined);
}

function placesOf({ count, lane, beat, place }: Timing, only: number | undefined): Swing {
  const eighths: number[] = [];
  const sixteenths: number[] = [];
  let onsets: number[] = [];
  const close = (): void => {
    const [first] = onsets;
    if (first === undefined || Math.abs(first) > near) return;
    // From where the beat was played on: all notes may be off the grid by as much.
    const inside = onsets.slice(1).map((at) => at - first);
    const middle = inside.find((at) => Math.abs(at - 0.5) < near / 2);
    if (inside.length === 1 && inside[0]! > second.from && inside[0]! < second.to) eighths.push(inside[0]!);
    else if (middle !== undefined) {
      for (const at of inside) {
        const part = at < middle ? at / middle : (at - middle) / (1 - middle);
        if (part > second.from && part < second.to) sixteenths.push(part);
      }
    }
  };
  let current = -1;
  for (let n = 0; n < count; n++) {
    if (only !== undefined && lane[n] !== only) continue;
    if (beat[n] !== current) {
      close();
      onsets = [];
      current = beat[n]!;
    }
    // Chords and flams are one onset.
    if (onsets.length === 0 || place[n]! - onsets.at(-1)! > near / 2) onsets.push(place[n]!);
  }
  close();
  return { eighth: agreed(eighths), sixteenth: agreed(sixteenths) };
}

/** Median of places that agree; null where they do not. */
function agreed(places: readonly number[]): number | null {
  const sorted = Float64Array.from(places).sort();
  const quarter = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return sorted.length < fewest || quarter(0.75) - quarter(0.25) > widest ? null : median(places, fewest);
}

/** Timing of each instrument against its beats and second eighths, in milliseconds. */
export function timingByLane({ count, lane, place, beatMilliseconds }: Timing, eighth: number | null) {
  const offsets: readonly number[][] = lanes.map(() => []);
  for (let n = 0; n < count; n++) {
    const fromEighth = place[n]! - (eighth ?? 0.5);
    const offset = Math.abs(place[n]!) < Math.abs(fromEighth) ? place[n]! : fromEighth;
    if (Math.abs(offset) < near) offsets[lane[n]!]!.push(offset * beatMilliseconds);
  }
  let [squares, freedom] = [0, 0];
  for (const some of offsets) {
    if (some.length < fewest) continue;
    const mean = some.reduce((sum, offset) => sum + offset, 0) / some.length;
    for (const offset of some) squares += (offset - mean) ** 2;
    freedom += some.length - 1;
  }
  const [kick, snare, hat, bass] = offsets.slice(0, 4).map((some) => median(some, fewest)) as readonly (
    | number
    | null
  )[];
  return {
    tightness: freedom > 0 ? Math.sqrt(squares / freedom) : null,
    ...{ kick: kick ?? null, snare: snare ?? null, hat: hat ?? null, bass: bass ?? null },
    pocket: typeof kick === "number" && typeof snare === "number" ? snare - kick : null,
  };
}

/** Velocity accents of the kit. */
export function accents({ count, lane, beat, place, velocity, inBar, beatsPerBar }: Timing) {
  const snares: number[] = [];
  const hats = { on: 0, off: 0, loudOn: 0, loudOff: 0 };
  for (let n = 0; n < count; n++) {
    if (lane[n] === snareLane) snares.push(n);
    if (lane[n] !== hatLane) continue;
    if (Math.abs(place[n]!) < near) {
      hats.on++;
      hats.loudOn += velocity[n]!;
    } else {
      hats.off++;
      hats.loudOff += velocity[n]!;
    }
  }
  const sorted = Uint8Array.from(snares, (n) => velocity[n]!).sort();
  const loud = sorted[Math.floor(loudRank * (sorted.length - 1))] ?? 0;
  const strokes = snares.filter((n) => velocity[n]! >= ghost * loud);
  const back = strokes.filter((n) => inBar(beat[n]!) % 2 === 1 && Math.abs(place[n]!) < near);
  const isEnough = hats.on >= fewest && hats.off >= fewest;
  return {
    backbeat: beatsPerBar === 4 && strokes.length >= fewest ? back.length / strokes.length : null,
    ghosts: snares.length >= fewest ? (snares.length - strokes.length) / snares.length : null,
    accent: isEnough ? hats.loudOn / hats.on - hats.loudOff / hats.off : null,
  };
}
