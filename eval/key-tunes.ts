/**
 * Tunes, vamps, riffs and loops in the modes, made by a seed: `modalSongs(400, seed)`. Every kind comes in all six modes, so
 * that only the notes tell which. The tonic is stressed as folk tunes and loops do: at the start and the end of phrases,
 * on strong beats, in the bass; how much varies from song to song.
 */
import { randomIntegers } from "../fuzz/random.ts";
import type { Song } from "../src/midi/mod.ts";
import { keyOf, type Mode, scaleDegrees } from "../src/music/keys.ts";
import { bluesLike, loop, vamp } from "./key-loops.ts";
import { composed, type Part, put, type Setting } from "./key-score.ts";

/** A song whose key is known; several keys where musicians call it either. */
export interface ModalSong {
  readonly kind: string;
  readonly song: Song;
  readonly keys: readonly number[];
}

/** Modes that the songs are in. */
export const tuneModes = ["major", "minor", "dorian", "phrygian", "lydian", "mixolydian"] as const;

/** Degree (0-6) that tells a mode from the major or minor scale of its tonic: the sixth of dorian. */
const telling: Readonly<Partial<Record<Mode, number>>> = { dorian: 5, phrygian: 1, lydian: 3, mixolydian: 6 };

const makers: Readonly<Record<string, (setting: Setting) => readonly Part[]>> = {
  "tune over a drone": (setting) => [tune(setting), drone(setting)],
  "tune alone": (setting) => [tune(setting)],
  "tune with chords": (setting) => [tune(setting), ...loop({ ...setting, random: setting.random }, true)],
  "scale up and down": scales,
  "vamp over a pedal": (setting) => vamp(setting, true),
  "two chords": (setting) => vamp(setting, false),
  "four-chord loop": (setting) => loop(setting, false),
  riff: (setting) => [riff(setting)],
};

/** So many songs, the kinds and the modes in turn, and every tenth a blues or a double plagal vamp. */
export function modalSongs(count: number, seed: number): readonly ModalSong[] {
  const random = randomIntegers(seed);
  const kinds = Object.keys(makers);
  return Array.from({ length: count }, (_, n) => {
    const tonic = random(12);
    const quarters = 60 + random(110);
    if (n % 10 === 9) {
      const { kind, parts, modes } = bluesLike(random, tonic);
      return { kind, song: composed(parts, quarters), keys: modes.map((mode) => keyOf(tonic, mode)) };
    }
    const kind = kinds[n % kinds.length] as string;
    const mode = tuneModes[random(tuneModes.length)] as Mode;
    const scale = scaleDegrees(keyOf(0, mode));
    const setting: Setting = { random, mode, scale, tonic, stress: 1 + random(4) };
    const parts = (makers[kind] as (setting: Setting) => readonly Part[])(setting);
    return { kind, song: composed(parts, quarters), keys: [keyOf(tonic, mode)] };
  });
}

/** Pitch of a degree that may lie in other octaves: degree 7 is the tonic above. */
export const pitchAt = ({ scale, tonic }: Setting, degree: number, octave: number): number =>
  12 * (octave + 1 + Math.floor(degree / 7)) + tonic + (scale[((degree % 7) + 7) % 7] as number);

/** Two phrases, AABB or ABAC, that move by steps and small leaps, rest on stable degrees and end on the tonic. */
function tune(setting: Setting): Part {
  const { random, mode, stress } = setting;
  const bars = 4 * (1 + random(2));
  const beats = random(3) === 0 ? 3 : 4;
  const told = telling[mode] ?? 5;
  const phrases = Array.from({ length: 3 }, (_, n) => phrase(setting, bars, beats, told, n > 0));
  const order = [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
    [0, 0, 1, 2],
    [0, 1, 2, 1],
    [0, 1],
  ][random(5)] as number[];
  const part: Part = { octave: 4 + random(2), channel: 0, program: 73, notes: [] };
  let at = 0;
  order.forEach((which, turn) => {
    const last = turn === order.length - 1;
    const notes = phrases[which] as readonly Step[];
    notes.forEach(({ degree, length }, n) => {
      // One tune in twelve ends elsewhere, so that the last note is no proof.
      const closes = last && n === notes.length - 1 && (stress > 1 || random(3) > 0);
      put(part, at, length, pitchAt(setting, closes ? 7 * Math.round(degree / 7) : degree, part.octave));
      at += length;
    });
  });
  return part;
}

interface Step {
  readonly degree: number;
  readonly length: number;
}

const rhythms: readonly (readonly number[])[] = [
  [1, 1, 1, 1],
  [1, 0.5, 0.5, 1, 1],
  [1.5, 0.5, 1, 1],
  [0.5, 0.5, 0.5, 0.5, 1, 1],
  [2, 1, 1],
  [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
];
const rhythmsOfThree: readonly (readonly number[])[] = [
  [1, 1, 1],
  [2, 1],
  [1, 0.5, 0.5, 0.5, 0.5],
  [1.5, 0.5, 1],
];

function phrase(setting: Setting, bars: number, beats: number, told: number, high: boolean): readonly Step[] {
  const { random, stress } = setting;
  const choices = beats === 4 ? rhythms : rhythmsOfThree;
  const habit = [choices[random(choices.length)], choices[random(choices.length)]] as (readonly number[])[];
  const found: Step[] = [];
  let degree = high ? 4 : ([0, 0, 4, 7, 2][random(5)] as number);
  for (let bar = 0; bar < bars; bar++) {
    const half = bar === bars / 2 - 1;
    if (bar === bars - 1 || (half && random(2) === 0)) {
      const rest =
        bar === bars - 1 ? ([0, 0, 0, 4, 1][random(stress + 2) % 5] as number) : ([4, 1, 0][random(3)] as number);
      if (random(2) > 0) found.push({ degree: rest + ([1, -1, 2][random(3)] as number), length: beats - 2 });
      found.push({ degree: rest, length: beats - (found.at(-1)?.length === beats - 2 ? beats - 2 : 0) });
      degree = rest;
      continue;
    }
    const rhythm = habit[random(8) > 0 ? bar % 2 : random(2)] as readonly number[];
    rhythm.forEach((length, n) => {
      const strong = n === 0;
      if (strong && random(5) < stress) degree = nearest(degree, [0, 0, 4, 2, 7][random(5)] as number);
      else if (random(9) === 0) degree = nearest(degree, told);
      else degree += [1, -1, 1, -1, 1, -1, 2, -2, 0, 3, -3][random(11)] as number;
      if (degree > 9) degree -= 3;
      if (degree < -3) degree += 3;
      found.push({ degree, length });
    });
  }
  return found;
}

/** A degree of the same name near another one. */
const nearest = (from: number, degree: number): number => degree + 7 * Math.round((from - degree) / 7);

/** The tonic, or tonic and fifth, held or struck again, for as long as most tunes last. */
function drone(setting: Setting): Part {
  const { random } = setting;
  const part: Part = { octave: 1 + random(3), channel: 1, program: 109, notes: [] };
  const length = [1, 2, 4, 8, 16][random(5)] as number;
  const fifth = random(3);
  for (let at = 0; at < 64; at += length) {
    put(part, at, length, pitchAt(setting, 0, part.octave));
    if (fifth > 0) put(part, at, length, pitchAt(setting, fifth === 1 ? 4 : 7, part.octave));
  }
  return part;
}

/** Scales from tonic to tonic and back, plain or in thirds, alone or over the tonic. */
function scales(setting: Setting): readonly Part[] {
  const { random } = setting;
  const part: Part = { octave: 3 + random(3), channel: 0, program: 0, notes: [] };
  const octaves = 1 + random(2);
  const length = [0.25, 0.5, 1][random(3)] as number;
  const thirds = random(3) === 0;
  const up = Array.from({ length: 7 * octaves }, (_, n) => (thirds ? [n, n + 2] : [n])).flat();
  const degrees = [...up, 7 * octaves, ...up.toReversed()];
  let at = 0;
  const times = 1 + random(5);
  for (let time = 0; time < times; time++) {
    for (const degree of degrees) {
      put(part, at, length, pitchAt(setting, degree, part.octave));
      at += length;
    }
  }
  put(part, at, 2, pitchAt(setting, 0, part.octave));
  if (random(3) === 0) return [part];
  const low: Part = { octave: 2, channel: 1, program: 32, notes: [] };
  const held = [1, 2, 4][random(3)] as number;
  for (let beat = 0; beat < at; beat += held) put(low, beat, held, pitchAt(setting, 0, 2));
  return [part, low];
}

/** A bar or two again and again: a bass or guitar line that comes back to the tonic. */
function riff(setting: Setting): Part {
  const { random, mode } = setting;
  const part: Part = { octave: 2 + random(3), channel: 0, program: [29, 33, 38, 81][random(4)] as number, notes: [] };
  const length = 4 + 4 * random(2);
  const power = random(3) === 0;
  const told = telling[mode] ?? 5;
  const line: Step[] = [];
  for (let at = 0; at < length; ) {
    const lasts = Math.min(length - at, [0.5, 0.5, 1, 1.5][random(4)] as number);
    const degree = at % 4 === 0 ? 0 : ([0, 0, told, 2, 4, 6, -1, 1, 3, 5, 7][random(11)] as number);
    line.push({ degree, length: lasts });
    at += lasts;
  }
  // What tells the mode is heard in every turn.
  for (const [n, degree] of [
    [1, told],
    [2, 2],
  ] as const) {
    if (!line.some((step) => step.degree % 7 === degree)) line[n] = { degree, length: (line[n] as Step).length };
  }
  const turns = 2 + random(7);
  let at = 0;
  for (let turn = 0; turn < turns; turn++) {
    for (const { degree, length: lasts } of line) {
      put(part, at, lasts, pitchAt(setting, degree, part.octave));
      if (power) put(part, at, lasts, pitchAt(setting, degree, part.octave) + 7);
      at += lasts;
    }
  }
  return part;
}
