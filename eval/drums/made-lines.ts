/** Lines that are no drums and look like them, and drum loops, made by a seed: bass lines, 808s, struck pitches, ostinati. */
import type { Random } from "../../fuzz/random.ts";
import type { VoiceNotes } from "../../src/hearing/drums/voice-notes.ts";

/** A made voice and what it is. */
export interface Made {
  readonly kind: string;
  readonly notes: VoiceNotes;
}

/** Onset and length in sixteenths, pitch, velocity. */
type Event = readonly [onset: number, length: number, pitch: number, velocity: number];

const major = [0, 2, 4, 5, 7, 9, 11];
const minor = [0, 2, 3, 5, 7, 8, 10];
const pentatonic = [0, 3, 5, 7, 10];

/** Notes of events in order of onset. */
export function notesFrom(events: readonly Event[]): VoiceNotes {
  const sorted = [...events].sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  return {
    length: sorted.length,
    onset: Float64Array.from(sorted, ([onset]) => onset / 4),
    duration: Float64Array.from(sorted, ([, length]) => length / 4),
    pitch: Uint8Array.from(sorted, ([, , pitch]) => pitch),
    velocity: Uint8Array.from(sorted, ([, , , velocity]) => velocity),
  };
}

/** Steps of a bar in sixteenths at which a bass plays, by style. */
const basses: Readonly<Record<string, readonly (readonly number[])[]>> = {
  quarters: [[0, 4, 8, 12]],
  eighths: [[0, 2, 4, 6, 8, 10, 12, 14]],
  sixteenths: [Array.from({ length: 16 }, (_, n) => n)],
  offbeats: [
    [2, 6, 10, 14],
    [2, 3, 6, 7, 10, 11, 14, 15],
    [4, 12],
    [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15],
  ],
  tresillo: [
    [0, 3, 6, 8, 11, 14],
    [0, 3, 6, 10, 12],
    [0, 6, 12],
    [0, 3, 8, 11],
  ],
  halves: [[0, 8], [0], [0, 10], [0, 7]],
  funk: [
    [0, 3, 6, 7, 10, 12, 15],
    [0, 2, 3, 7, 10, 11, 14],
    [0, 5, 6, 8, 13, 14],
  ],
  dotted: [
    [0, 6, 8, 14],
    [0, 3, 4, 7, 8, 11, 12, 15],
    [0, 2.667, 4, 6.667, 8, 10.667, 12, 14.667],
  ],
};
/** What a bass plays over a root, as steps above it, or a choice at random from a scale. */
const figures: Readonly<Record<string, readonly number[] | "scale" | "chromatic" | "pentatonic">> = {
  root: [0],
  octave: [0, 12],
  fifth: [0, 0, 7],
  triad: [0, 4, 7, 4],
  minorTriad: [0, 3, 7, 12],
  lowFifth: [0, -5],
  seventh: [0, 0, 10, 12],
  walk: "scale",
  chromatic: "chromatic",
  riff: "pentatonic",
};

/** A bass line of 1 to 8 bars. */
export function bassLine(random: Random): Made {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const style = pick(Object.keys(basses));
  const figure = pick(Object.keys(figures));
  const steps = figures[figure]!;
  const degrees = pick([major, minor]);
  const tonic = 24 + random(25);
  const bars = pick([1, 2, 2, 4, 4, 8, 8, 16]);
  const rhythm = pick(basses[style]!);
  const held = pick([0.15, 0.25, 0.5, 0.5, 0.75, 0.9, 1]);
  const isHuman = random(3) === 0;
  const isLoop = random(2) === 0;
  const roots = Array.from({ length: pick([1, 2, 4, 4]) }, () => degrees[random(7)]! - (random(3) === 0 ? 12 : 0));
  const events: Event[] = [];
  const chosen: number[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const root = tonic + roots[bar % roots.length]!;
    rhythm.forEach((step, n) => {
      const after = rhythm[n + 1] ?? 16 + rhythm[0]!;
      const place = (bar * rhythm.length + n) % (isLoop ? rhythm.length * Math.min(2, bars) : 1e9);
      chosen[place] ??= random(100);
      const above = Array.isArray(steps)
        ? steps[n % steps.length]!
        : steps === "chromatic"
          ? (chosen[place]! % 13) - 3
          : (steps === "scale" ? degrees : pentatonic)[chosen[place]! % (steps === "scale" ? 7 : 5)]!;
      if (random(20) === 0) return;
      const late = isHuman ? (random(100) - 50) / 300 : 0;
      const lasts = Math.max(0.2, (after - step) * held * (isHuman ? 0.8 + random(40) / 100 : 1));
      events.push([bar * 16 + step + late, lasts, limited(root + above), velocityOf(random, n)]);
    });
  }
  return { kind: `bass ${figure}`, notes: notesFrom(events) };
}

/** An 808: few long low notes, or a trap figure with rolls. */
export function eightOhEight(random: Random): Made {
  const tonic = 22 + random(20);
  const degrees = [0, 0, 0, 3, 5, 7, -2, -4, 12];
  const bars = 2 ** random(4);
  const isShort = random(3) === 0;
  const events: Event[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const starts = [0, 3, 6, 7, 8, 10, 11, 14].filter((step) => step === 0 || random(3) === 0);
    const pitch = tonic + degrees[random(degrees.length)]!;
    starts.forEach((step, n) => {
      const after = (starts[n + 1] ?? 16) - step;
      events.push([
        bar * 16 + step,
        isShort ? 1 : after,
        limited(random(4) === 0 ? pitch + 12 : pitch),
        90 + random(38),
      ]);
    });
  }
  return { kind: "808", notes: notesFrom(events) };
}

/** Short or repeated notes of pitched instruments: timpani, mallets, plucks, low riffs, one note over and over. */
export function struckLine(random: Random): Made {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const bars = pick([1, 2, 4, 8]);
  const kind = pick([
    "timpani",
    "ostinato",
    "one note",
    "run",
    "stabs",
    "power chords",
    "left hand",
    "low riff",
    "pulse of two",
  ]);
  const degrees = pick([major, minor, pentatonic]);
  const events: Event[] = [];
  const short = pick([0.2, 0.4, 0.8, 1, 1.8]);
  const grid = pick([1, 2, 2, 4]);
  const add = (at: number, length: number, pitch: number): void => {
    events.push([at, length, limited(pitch), velocityOf(random, Math.round(at / grid))]);
  };
  const low = 36 + random(14);
  const root = kind === "timpani" ? 38 + random(12) : kind === "one note" ? 30 + random(67) : 36 + random(48);
  const pattern = Array.from({ length: 8 }, () => degrees[random(degrees.length)]! + 12 * random(2));
  for (let at = 0; at < bars * 16; at += grid) {
    const n = at / grid;
    if (kind === "timpani") {
      if (random(3) > 0) add(at, grid * 0.5, random(4) === 0 ? root - 5 : root);
    } else if (kind === "ostinato") add(at, short, root + pattern[n % (2 + (root % 3) * 2)]!);
    else if (kind === "one note") add(at, short, root);
    else if (kind === "run")
      add(at, short, root + degrees[n % degrees.length]! + 12 * (Math.floor(n / degrees.length) % 2));
    else if (kind === "stabs" && n % 3 === 0)
      for (const above of [0, 4, 7]) add(at, short, root + pattern[(n / 3) % 4]! + above);
    else if (kind === "power chords")
      for (const above of [0, 7, 12]) add(at, grid * 0.7, low + pattern[Math.floor(n / 8) % 4]! + above);
    else if (kind === "left hand") {
      if (n % 2 === 0) add(at, grid * 0.9, low + pattern[Math.floor(n / 8) % 4]! - 12);
      else for (const above of [0, 4, 7]) add(at, grid * 0.6, low + pattern[Math.floor(n / 8) % 4]! + above);
    } else if (kind === "low riff") {
      if (random(4) > 0) add(at, short, low + pattern[n % 8]!);
    } else if (kind === "pulse of two") add(at, short, n % 4 === 3 ? low + 7 : low);
  }
  return { kind, notes: notesFrom(events) };
}

/** Sixteenths of a bar that each piece hits, by style. */
const beats: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  house: { kick: [0, 4, 8, 12], snare: [4, 12], openhat: [2, 6, 10, 14] },
  rock: { kick: [0, 8, 10], snare: [4, 12], hat: [0, 2, 4, 6, 8, 10, 12, 14] },
  trap: { kick: [0, 7, 10], snare: [8], hat: [0, 2, 4, 6, 8, 10, 12, 13, 14, 15] },
  jungle: { kick: [0, 10], snare: [4, 12], hat: [0, 2, 4, 6, 8, 10, 12, 14] },
  funk: { kick: [0, 2, 7, 10], snare: [4, 9, 12, 15], hat: Array.from({ length: 16 }, (_, n) => n) },
  ballad: { kick: [0, 8], snare: [8], ride: [0, 4, 8, 12] },
  swing: { ride: [0, 4, 6.667, 8, 12, 14.667], hat: [4, 12], kick: [0] },
  shuffle: { kick: [0, 8], snare: [4, 12], hat: [0, 2.667, 4, 6.667, 8, 10.667, 12, 14.667] },
  dembow: { kick: [0, 4, 8, 12], snare: [3, 6, 11, 14] },
  breaks: { kick: [0, 2, 10, 11], snare: [4, 7, 9, 12], hat: [0, 2, 4, 6, 8, 10, 12, 14] },
  toms: { tom: [0, 2, 3, 4, 6, 8, 10, 11, 12, 14], kick: [0, 8] },
  march: { snare: [0, 2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 15], kick: [0, 8], crash: [0] },
  kickhat: { kick: [0, 6, 10], hat: [2, 6, 10, 14] },
  snarehat: { snare: [4, 12], hat: [0, 2, 4, 6, 8, 10, 12, 14] },
  latin: {
    conga: [2, 3, 6, 10, 11, 14],
    clave: [0, 3, 6, 10, 12],
    shaker: Array.from({ length: 16 }, (_, n) => n),
    cowbell: [0, 4, 8, 12],
  },
  hands: {
    conga: [0, 2, 4, 6, 7, 8, 10, 12, 14],
    bongo: [0, 1, 4, 5, 8, 9, 12, 13],
    shaker: [0, 2, 4, 6, 8, 10, 12, 14],
  },
};
/** Notes of each piece (General MIDI), of which a kit uses one. */
const pieces: Readonly<Record<string, readonly number[]>> = {
  kick: [36, 36, 36, 35],
  snare: [38, 38, 40, 39, 37],
  hat: [42, 42, 42, 44, 22],
  openhat: [46, 46, 26],
  ride: [51, 51, 59, 53],
  crash: [49, 57, 55],
  tom: [41, 43, 45, 47, 48, 50],
  conga: [62, 63, 64],
  bongo: [60, 61],
  clave: [75],
  shaker: [70, 82, 69],
  cowbell: [56],
};

/** A drum loop of 1 to 8 bars. */
export function drumLoop(random: Random): Made {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const style = pick(Object.keys(beats));
  const bars = pick([1, 2, 2, 4, 4, 8]);
  const lasts = pick([0.1, 0.4, 0.5, 1, 1, 2, 4]);
  const isHuman = random(3) === 0;
  const hasFill = random(3) === 0;
  const drop = random(4) === 0 ? 6 : 1000;
  const events: Event[] = [];
  for (const [piece, steps] of Object.entries(beats[style]!)) {
    const note = pick(pieces[piece]!);
    for (let bar = 0; bar < bars; bar++) {
      const isFill = hasFill && bar === bars - 1;
      steps.forEach((step, n) => {
        if ((isFill && step >= 8) || random(drop) === 0) return;
        const own = piece === "tom" || piece === "conga" || piece === "bongo" ? pick(pieces[piece]!) : note;
        events.push([bar * 16 + step + (isHuman ? (random(100) - 50) / 250 : 0), lasts, own, velocityOf(random, n)]);
      });
      if (isFill && piece === "kick")
        for (let step = 8; step < 16; step++)
          events.push([bar * 16 + step, lasts, step < 12 ? 38 : pick(pieces["tom"]!), 80 + random(40)]);
    }
  }
  return { kind: `beat ${style}`, notes: notesFrom(events.map(([onset, ...rest]) => [Math.max(0, onset), ...rest])) };
}

const limited = (pitch: number): number => Math.max(0, Math.min(127, pitch));
const velocityOf = (random: Random, n: number): number =>
  random(2) === 0 ? 100 : n % 2 === 0 ? 96 + random(24) : 64 + random(24);
