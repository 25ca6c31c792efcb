/** What is heard in the places of notes: swing, timing by instrument, accents. */
import { type Hit, type Lane, median, type Timing } from "./timing.ts";

/** Pairs of notes that a swing ratio needs, and notes that a median or a share needs. */
const fewest = 8;
/** A note is on a beat or its second eighth within this part of the beat. */
const near = 0.12;
/** Where the second of two may lie, as part of what the two take: between a little early and dotted. */
const second = { from: 0.42, to: 0.78 };
/** Middle half of the places of the second notes of a swing: wider than this part of the two, they share no ratio. */
const widest = 0.12;
/** A snare below this share of the loud ones' velocity is a ghost note. */
const ghost = 0.5;
/** Rank of the velocity that is loud. */
const loudRank = 0.8;

/** Place of the second of two eighths in its beat, and of two sixteenths in its eighth; null where too few tell it. */
export interface Swing {
  readonly eighth: number | null;
  readonly sixteenth: number | null;
}

/** Swing of hats and rides, which keep time, or where they do not of all notes. */
export function swingOf(hits: readonly Hit[]): Swing {
  const kept = placesOf(hits.filter(({ lane }) => lane === "hat"));
  if (kept.eighth !== null || kept.sixteenth !== null) return kept;
  return placesOf(hits);
}

function placesOf(hits: readonly Hit[]): Swing {
  const eighths: number[] = [];
  const sixteenths: number[] = [];
  let beat: number[] = [];
  const close = (): void => {
    // Chords and flams are one onset.
    const onsets = beat.filter((place, n) => n === 0 || place - beat[n - 1]! > near / 2);
    const [first] = onsets;
    if (first === undefined || Math.abs(first) > near) return;
    // From where the beat was played on: all notes may be off the grid by as much.
    const inside = onsets.slice(1).map((place) => place - first);
    const middle = inside.find((place) => Math.abs(place - 0.5) < near / 2);
    if (inside.length === 1 && inside[0]! > second.from && inside[0]! < second.to) eighths.push(inside[0]!);
    else if (middle !== undefined) {
      for (const place of inside) {
        const part = place < middle ? place / middle : (place - middle) / (1 - middle);
        if (part > second.from && part < second.to) sixteenths.push(part);
      }
    }
  };
  for (let n = 0; n < hits.length; n++) {
    if (n > 0 && hits[n]!.beat !== hits[n - 1]!.beat) {
      close();
      beat = [];
    }
    beat.push(hits[n]!.place);
  }
  close();
  return { eighth: agreed(eighths), sixteenth: agreed(sixteenths) };
}

/** Median of places that agree; null where they do not. */
function agreed(places: number[]): number | null {
  const middle = median(places, fewest);
  if (middle === null) return null;
  const quarter = (share: number): number => places[Math.floor(share * (places.length - 1))]!;
  return quarter(0.75) - quarter(0.25) > widest ? null : middle;
}

/** Timing of each instrument against its beats and second eighths, in milliseconds. */
export function timingByLane({ hits, beatMilliseconds }: Timing, eighth: number | null) {
  const offsets: Record<Lane, number[]> = { kick: [], snare: [], hat: [], bass: [], other: [] };
  for (const { lane, place } of hits) {
    const fromEighth = place - (eighth ?? 0.5);
    const offset = Math.abs(place) < Math.abs(fromEighth) ? place : fromEighth;
    if (Math.abs(offset) < near) offsets[lane].push(offset * beatMilliseconds);
  }
  let [squares, count] = [0, 0];
  for (const some of Object.values(offsets)) {
    if (some.length < fewest) continue;
    const mean = some.reduce((sum, offset) => sum + offset, 0) / some.length;
    for (const offset of some) squares += (offset - mean) ** 2;
    count += some.length - 1;
  }
  const [kick, snare] = [median(offsets.kick, fewest), median(offsets.snare, fewest)];
  return {
    tightness: count > 0 ? Math.sqrt(squares / count) : null,
    kick,
    snare,
    hat: median(offsets.hat, fewest),
    bass: median(offsets.bass, fewest),
    pocket: kick === null || snare === null ? null : snare - kick,
  };
}

/** Velocity accents of the kit. */
export function accents({ hits, inBar, beatsPerBar }: Timing) {
  const snares = hits.filter(({ lane }) => lane === "snare");
  const velocities = snares.map(({ velocity }) => velocity).sort((a, b) => a - b);
  const loud = velocities[Math.floor(loudRank * (velocities.length - 1))] ?? 0;
  const loudOnes = snares.filter(({ velocity }) => velocity >= ghost * loud);
  const back = loudOnes.filter(({ beat, place }) => inBar(beat) % 2 === 1 && Math.abs(place) < near);
  const hats = hits.filter(({ lane }) => lane === "hat");
  const on = hats.filter(({ place }) => Math.abs(place) < near);
  const off = hats.filter(({ place }) => Math.abs(place) >= near);
  const isEnough = on.length >= fewest && off.length >= fewest;
  return {
    backbeat: beatsPerBar === 4 && loudOnes.length >= fewest ? back.length / loudOnes.length : null,
    ghosts: snares.length >= fewest ? (snares.length - loudOnes.length) / snares.length : null,
    accent: isEnough ? meanVelocity(on) - meanVelocity(off) : null,
  };
}

const meanVelocity = (hits: readonly Hit[]): number =>
  hits.reduce((sum, { velocity }) => sum + velocity, 0) / hits.length;
