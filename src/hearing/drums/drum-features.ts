/** What the notes of a voice look like, for telling drums: which pitches, how they repeat, sound together, last and move. */
import type { VoiceNotes } from "./voice-notes.ts";

/**
 * Groups of the notes of the General MIDI percussion map (RP-003), with those that electronic kits send: kick, snare, side
 * stick and clap, hi-hat, toms, cymbals, hand percussion; behind them what lies below and above. Group of each pitch.
 */
const groups: readonly (readonly number[])[] = [
  [35, 36],
  [38, 40],
  [37, 39],
  [22, 26, 42, 44, 46],
  [41, 43, 45, 47, 48, 50],
  [49, 51, 52, 53, 55, 57, 59],
  [54, 56, 58, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81],
];
const [kick, snare, side, hat, tom, cymbal] = [0, 1, 2, 3, 4, 5];
const below = groups.length;
const above = groups.length + 1;
const groupOf = Uint8Array.from({ length: 128 }, (_, pitch) => {
  const group = groups.findIndex((own) => own.includes(pitch));
  return group >= 0 ? group : pitch < 60 ? below : above;
});

/** Onsets nearer than this, in quarters, are one stroke: hands spread by some 40 ms at 120 bpm. */
const together = 1 / 12;
/** Pitch classes of a major scale on C. */
const scale = [0, 2, 4, 5, 7, 9, 11];
/** Strokes farther apart than this, in quarters, have a rest between them. */
const longestStep = 4;

/** Length of a feature vector. */
export const drumFeatureCount = 40;

/** Features of a voice of at least one note, each about 0 to 1. */
export function drumFeatures(notes: VoiceNotes): Float64Array {
  const { length, pitch, velocity, duration } = notes;
  const hits = new Float64Array(groups.length + 2);
  const pitches = new Int32Array(128);
  for (let note = 0; note < length; note++) {
    hits[groupOf[pitch[note]!]!]! += 1 / length;
    pitches[pitch[note]!]! += 1;
  }
  const beatPairs = [kick, snare, side, tom].flatMap((low) => [hat, cymbal].map((high) => [low, high] as const));
  const pairs = beatPairs.map(([low, high]) => Math.sqrt(Math.min(hits[low]!, hits[high]!)));
  const used = pitches.filter((count) => count > 0);
  const most = Math.max(...used) / length;
  const entropy = used.reduce((bits, count) => bits - (count / length) * Math.log2(count / length), 0);
  const loud = spreadOf(velocity);
  const lasting = spreadOf(duration);
  const features = [
    ...hits,
    ...pairs.slice(0, 6),
    Math.sqrt(Math.min(hits[kick]!, hits[snare]! + hits[side]!)),
    Math.min(1, used.length / 16),
    most,
    entropy / 4,
    scaleFit(pitches) / length,
    Math.min(1, loud.deviation / 40),
    Math.min(1, lasting.deviation / (lasting.mean + 0.01)),
    Math.min(1, lasting.mean / 2),
    Math.min(1, Math.log2(length) / 8),
    ...strokes(notes),
  ];
  return Float64Array.from(features);
}

/** How strokes follow each other: 16 features. */
function strokes({ length, onset, duration, pitch }: VoiceNotes): number[] {
  let [count, chords, kitPairs, pairs, consonant] = [0, 0, 0, 0, 0];
  let [steps, repeats, small, leaps, rises] = [0, 0, 0, 0, 0];
  let [legato, filled, held, waits, lengths, products, waitSquares, lengthSquares] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [beats, backs] = [0, 0];
  let first = 0;
  let before = -1;
  while (first < length) {
    let next = first + 1;
    while (next < length && onset[next]! - onset[first]! < together) next++;
    count++;
    if (next - first > 1) chords++;
    let lowest = first;
    for (let note = first; note < next; note++) {
      if (pitch[note]! < pitch[lowest]!) lowest = note;
      for (let other = note + 1; other < next; other++) {
        pairs++;
        const interval = Math.abs(pitch[note]! - pitch[other]!) % 12;
        if (
          interval === 0 ||
          interval === 3 ||
          interval === 4 ||
          interval === 5 ||
          interval === 7 ||
          interval === 8 ||
          interval === 9
        )
          consonant++;
        if (isKitPair(groupOf[pitch[note]!]!, groupOf[pitch[other]!]!)) kitPairs++;
      }
    }
    const group = groupOf[pitch[lowest]!]!;
    const place = Math.round(onset[first]! * 4) % 16;
    if (group === kick && place % 8 === 0) beats++;
    if (group === snare && place % 8 === 4) backs++;
    const wait = next < length ? onset[next]! - onset[first]! : 0;
    if (wait > 0 && wait <= longestStep) {
      const lasts = Math.min(longestStep, duration[lowest]!);
      held++;
      filled += Math.min(1, lasts / wait);
      if (lasts >= wait * 0.9) legato++;
      waits += wait;
      lengths += lasts;
      products += wait * lasts;
      waitSquares += wait * wait;
      lengthSquares += lasts * lasts;
    }
    if (before >= 0) {
      const interval = pitch[lowest]! - pitch[before]!;
      steps++;
      if (interval === 0) repeats++;
      else if (Math.abs(interval) <= 2) small++;
      else if (Math.abs(interval) > 7) leaps++;
      if (interval > 0) rises++;
    }
    before = lowest;
    first = next;
  }
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  const spread = Math.sqrt(
    Math.max(0, held * waitSquares - waits * waits) * Math.max(0, held * lengthSquares - lengths * lengths),
  );
  const waitSpread = held > 0 ? Math.sqrt(Math.max(0, waitSquares / held - (waits / held) ** 2)) / (waits / held) : 0;
  return [
    share(chords, count),
    chords === 0 ? 1 : 0,
    Math.min(1, share(length, count) / 4),
    share(kitPairs, pairs),
    share(consonant, pairs),
    share(repeats, steps),
    share(small, steps),
    share(leaps, steps),
    share(rises, steps),
    share(legato, held),
    share(filled, held),
    // Notes of a line last as long as their step; hits last as long as they ring.
    spread > 1e-9 ? (held * products - waits * lengths) / spread : 0,
    Math.min(1, waitSpread),
    Math.min(1, share(waits, held)),
    share(beats, count),
    share(backs, count),
  ];
}

/** A low drum under a hat or cymbal: what two hands and a foot do on a beat. */
const isKitPair = (one: number, other: number): boolean => isOver(one, other) || isOver(other, one);
const isOver = (high: number, low: number): boolean => (high === hat || high === cymbal) && low <= side;

/** Notes that lie in the major scale that holds most of them. */
function scaleFit(pitches: Int32Array): number {
  const classes = new Int32Array(12);
  for (let pitch = 0; pitch < 128; pitch++) classes[pitch % 12]! += pitches[pitch]!;
  let best = 0;
  for (let tonic = 0; tonic < 12; tonic++) {
    let held = 0;
    for (const step of scale) held += classes[(tonic + step) % 12]!;
    best = Math.max(best, held);
  }
  return best;
}

function spreadOf(values: Uint8Array | Float64Array): { readonly mean: number; readonly deviation: number } {
  let [sum, squares] = [0, 0];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}
