/** Songs made by a seed whose chords are known exactly: every kind of chord, inversions, steps inside of a chord, power chords, in several textures. */
import { type ComposedPart, composeSong } from "../src/midi/compose.ts";
import type { Song } from "../src/midi/mod.ts";
import { type QualityName, qualities, qualityNames } from "../src/music/chord-qualities.ts";
import type { Chord } from "../src/music/chords.ts";
import { formatPitch } from "../src/music/pitch.ts";
import { progressions, type Step } from "./made-progressions.ts";

/** A made song. */
export interface MadeSong {
  /** What it is made to test. */
  readonly kind: string;
  readonly song: Song;
  /** Its chords, each with its length in quarters. */
  readonly chords: readonly (Chord & { readonly quarters: number })[];
}

type Random = (below: number) => number;
/** Ways to play a chord over its bass. */
const textures = ["block", "quarters", "broken", "two hands", "off beats", "with melody"] as const;

/** Songs, the same for the same seed. */
export function madeSongs(count: number, seed: number): readonly MadeSong[] {
  let state = seed >>> 0;
  const random: Random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const kinds = [...Object.keys(progressions), "one kind"];
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length] as string;
    const steps = kind === "one kind" ? chainOf(pick(qualityNames), random) : pick(progressions[kind] ?? []);
    const tonic = random(12);
    const quarters = pick(kind === "one kind" ? [4] : [4, 4, 2]);
    const round = steps.map(([root, quality, bass]) => ({
      root: (root + tonic) % 12,
      quality,
      bass: ((bass ?? root) + tonic) % 12,
      quarters,
    }));
    const chords = [...round, ...round, ...round, ...round];
    return { kind, chords, song: composeSong(partsOf(chords, pick(textures), random), { bpm: 70 + random(80) }) };
  });
}

/** One quality on four roots. */
const chainOf = (quality: QualityName, random: Random): readonly Step[] => {
  const by = [5, 7, 2, 3, 10][random(5)] as number;
  return Array.from({ length: 4 }, (_, n) => [(n * by) % 12, quality] as const);
};

const named = (pitches: readonly number[]): string =>
  pitches.map((pitch) => formatPitch(pitch).replace("Gb", "F#")).join("+");

/** Upper tones within an octave, turned at random; the root may be left to the bass, the fifth of a tall chord may lack. */
function voicing({ root, quality, bass }: Chord, random: Random): readonly number[] {
  const all: readonly number[] = qualities[quality].tones;
  const isTall = all.length > 4;
  const tones = all.filter(
    (tone) => !(isTall && tone === 7 && random(2) === 0) && !(tone === 0 && bass === root && random(3) === 0),
  );
  const floor = 55 + random(6);
  return tones.map((tone) => floor + ((root + tone - floor + 120) % 12)).sort((a, b) => a - b);
}

function partsOf(
  chords: readonly (Chord & { readonly quarters: number })[],
  texture: (typeof textures)[number],
  random: Random,
): readonly ComposedPart[] {
  const upper: string[] = [];
  const bass: string[] = [];
  const melody: string[] = [];
  for (const chord of chords) {
    const { quarters } = chord;
    const low = 32 + ((chord.bass + 4) % 12);
    const isPower = qualities[chord.quality].triad === "power";
    const tones = isPower ? [low + 12, low + 19, low + 24] : voicing(chord, random);
    const together = named(tones);
    if (texture === "quarters") {
      upper.push(`${together} 1/4 `.repeat(quarters));
      bass.push(`${named([low])} 1/4 `.repeat(quarters));
    } else if (texture === "broken") {
      const notes = Array.from({ length: quarters * 2 }, (_, n) => `${named([tones[n % tones.length] as number])} 1/8`);
      upper.push(notes.join(" "));
      bass.push(`${named([low])} ${quarters}/4`);
    } else if (texture === "off beats") {
      upper.push(`- 1/8 ${together} 1/8 `.repeat(quarters));
      bass.push(`${named([low])} 1/4 `.repeat(quarters));
    } else {
      upper.push(`${together} ${quarters}/4`);
      const half =
        texture === "two hands" ? `${named([low])} ${quarters}/8 `.repeat(2) : `${named([low])} ${quarters}/4`;
      bass.push(half);
    }
    if (texture === "with melody") {
      const line = Array.from({ length: quarters * 2 }, () => {
        const tone = 72 + random(12);
        return `${named([isPower || random(4) > 0 ? (tones[random(tones.length)] as number) + 12 : tone])} 1/8`;
      });
      melody.push(line.join(" "));
    }
  }
  const join = (notes: readonly string[]): string => notes.join(" ");
  const parts: ComposedPart[] = [
    { notes: join(upper), channel: 0, program: 0 },
    { notes: join(bass), channel: 1, program: 33 },
  ];
  return texture === "with melody" ? [...parts, { notes: join(melody), channel: 2, program: 73, velocity: 95 }] : parts;
}
