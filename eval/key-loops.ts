/** Vamps and loops of chords in the modes, and the twelve bars of the blues. */
import type { Random } from "../fuzz/random.ts";
import type { Mode } from "../src/music/keys.ts";
import { type Part, put, type Setting } from "./key-score.ts";

/** Pairs of degrees (0-6) that make vamps; the second chord tells the mode. */
const vamps: Readonly<Partial<Record<Mode, readonly (readonly number[])[]>>> = {
  major: [
    [0, 3],
    [0, 4],
  ],
  minor: [
    [0, 5],
    [0, 3],
    [0, 4],
  ],
  dorian: [
    [0, 3],
    [0, 1],
    [0, 3],
  ],
  phrygian: [
    [0, 1],
    [0, 6],
    [0, 1],
  ],
  lydian: [
    [0, 1],
    [0, 1],
    [0, 6],
  ],
  mixolydian: [
    [0, 6],
    [0, 4],
    [0, 6],
  ],
};

/** Loops of four degrees; those that begin elsewhere are rare in the modes, and common in major. */
const loops: Readonly<Partial<Record<Mode, readonly (readonly number[])[]>>> = {
  major: [
    [0, 4, 5, 3],
    [0, 5, 3, 4],
    [0, 3, 4, 0],
    [0, 3, 0, 4],
    [0, 5, 1, 4],
    [0, 2, 3, 4],
    [0, 3, 5, 4],
    [1, 4, 0, 0],
    [0, 4, 3, 3],
  ],
  minor: [
    [0, 5, 2, 6],
    [0, 6, 5, 6],
    [0, 3, 4, 0],
    [0, 3, 6, 2],
    [0, 5, 3, 4],
    [0, 2, 6, 5],
    [0, 6, 2, 5],
    [0, 3, 5, 4],
    [0, 4, 5, 3],
    [0, 0, 3, 4],
  ],
  dorian: [
    [0, 2, 3, 0],
    [0, 6, 3, 0],
    [0, 3, 0, 3],
    [0, 2, 6, 3],
    [0, 1, 2, 1],
    [0, 4, 3, 0],
    [0, 1, 0, 6],
    [0, 6, 3, 3],
  ],
  phrygian: [
    [0, 1, 2, 1],
    [0, 6, 1, 0],
    [0, 1, 0, 6],
    [0, 3, 1, 0],
    [0, 1, 6, 0],
    [0, 1, 5, 1],
    [0, 0, 1, 1],
  ],
  lydian: [
    [0, 1, 0, 4],
    [0, 1, 4, 0],
    [0, 1, 5, 1],
    [0, 4, 1, 0],
    [0, 2, 1, 0],
    [0, 1, 6, 0],
    [0, 0, 1, 1],
  ],
  mixolydian: [
    [0, 6, 3, 0],
    [0, 4, 6, 3],
    [0, 6, 0, 3],
    [0, 3, 6, 0],
    [0, 4, 3, 0],
    [0, 6, 5, 6],
    [0, 0, 6, 3],
  ],
};

/** Beats of a bar on which chords are struck. */
const comping: readonly (readonly number[])[] = [
  [0],
  [0, 2],
  [0, 1, 2, 3],
  [0, 1.5, 3],
  [0.5, 1.5, 2.5, 3.5],
  [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5],
];

/** Two chords in turn; over the tonic as pedal, or each over its root. */
export function vamp(setting: Setting, pedal: boolean): readonly Part[] {
  const pairs = vamps[setting.mode] ?? [];
  return chordsOf(setting, pairs[setting.random(pairs.length)] as readonly number[], pedal ? "pedal" : "roots", false);
}

/** Four chords in turn; under a tune without a bass of its own at times. */
export function loop(setting: Setting, accompanies: boolean): readonly Part[] {
  const all = loops[setting.mode] ?? [];
  const bass = (["roots", "roots", "none"] as const)[setting.random(3)] as "roots" | "none";
  return chordsOf(setting, all[setting.random(all.length)] as readonly number[], bass, accompanies);
}

function chordsOf(
  { random, scale, tonic, mode }: Setting,
  degrees: readonly number[],
  bass: "pedal" | "roots" | "none",
  accompanies: boolean,
): readonly Part[] {
  const chords: Part = {
    octave: 3 + random(2),
    channel: 2,
    program: [0, 4, 24, 48, 90][random(5)] as number,
    notes: [],
  };
  const low: Part = { octave: 2, channel: 3, program: 33, notes: [] };
  const tones = random(4) === 0 ? 4 : 3;
  const perChord = [2, 4, 4, 8][random(4)] as number;
  const hits = comping[random(comping.length)] as readonly number[];
  const turns = accompanies ? Math.ceil(48 / (perChord * degrees.length)) : 2 + random(5);
  const inverted = random(3) === 0;
  const walks = random(3);
  // Minor loops have the major dominant at times; that is no other mode.
  const leads = mode === "minor" && random(3) === 0;
  let at = 0;
  const play = (degree: number, lasts: number): void => {
    const raised = leads && degree === 4;
    for (let bar = 0; bar < lasts; bar += 4) {
      for (const hit of hits) {
        if (bar + hit >= lasts) continue;
        for (let tone = 0; tone < tones; tone++) {
          const step = degree + 2 * tone - (inverted && degree > 3 ? 7 : 0);
          const pitch =
            12 * (chords.octave + 1 + Math.floor(step / 7)) + tonic + (scale[((step % 7) + 7) % 7] as number);
          put(
            chords,
            at + bar + hit,
            hits.length === 1 ? Math.min(4, lasts) : 0.9,
            pitch + (raised && tone === 1 ? 1 : 0),
          );
        }
      }
      const root = 36 + tonic + (bass === "pedal" ? 0 : (scale[degree % 7] as number));
      for (let beat = 0; beat < Math.min(4, lasts); beat += walks === 0 ? 4 : 1) {
        put(
          low,
          at + bar + beat,
          walks === 0 ? Math.min(4, lasts) : 1,
          root + (walks === 2 && beat % 2 === 1 && bass !== "pedal" ? 7 : 0),
        );
      }
    }
    at += lasts;
  };
  for (let turn = 0; turn < turns; turn++) for (const degree of degrees) play(degree, perChord);
  if (random(2) === 0) play(0, 4);
  return bass === "none" ? [chords] : [chords, low];
}

/** Roots of the twelve bars, in semitones above the tonic. */
const twelveBars: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7],
  [0, 5, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7],
  [0, 0, 0, 0, 5, 5, 0, 0, 7, 7, 0, 0],
  [0, 5, 0, 0, 5, 5, 0, 9, 2, 7, 0, 7],
  [0, 7, 5, 5, 0, 7, 0, 7],
];
/** Major triads on these roots: double plagal and its turns. */
const plagal: readonly (readonly number[])[] = [
  [0, 10, 5, 0],
  [0, 10, 5, 5],
  [0, 5, 10, 0],
  [0, 0, 10, 5],
  [0, 10, 0, 5],
];
const dominant = [0, 4, 7, 10];
const minorSeventh = [0, 3, 7, 10];

/** A blues in major or minor with sevenths, a walking bass or a shuffle, at times with a pentatonic tune; or I-bVII-IV. */
export function bluesLike(
  random: Random,
  tonic: number,
): { readonly kind: string; readonly parts: readonly Part[]; readonly modes: readonly Mode[] } {
  const rock = random(4) === 0;
  const minor = !rock && random(4) === 0;
  const bars = (rock ? plagal[random(plagal.length)] : twelveBars[random(twelveBars.length)]) as readonly number[];
  const turns = rock ? 2 + random(4) : 1 + random(3);
  const chords: Part = { octave: 3, channel: 2, program: 0, notes: [] };
  const low: Part = { octave: 2, channel: 3, program: 33, notes: [] };
  const lead: Part = { octave: 5, channel: 4, program: 26, notes: [] };
  const hits = [[0], [0, 2], [0, 0.67, 1, 1.67, 2, 2.67, 3, 3.67]][random(3)] as readonly number[];
  const walk = [
    [0, 0, 0, 0],
    [0, 4, 7, 9],
    [0, 7, 9, 7],
    [0, 12, 10, 7],
  ][minor || rock ? 0 : random(4)] as readonly number[];
  for (let bar = 0; bar < bars.length * turns; bar++) {
    const root = bars[bar % bars.length] as number;
    const turnsBack = minor && root === 7 && random(2) === 0;
    const chord = rock ? [0, 4, 7] : minor && !turnsBack ? minorSeventh : dominant;
    for (const hit of hits) {
      for (const tone of chord)
        put(
          chords,
          4 * bar + hit,
          hits.length === 1 ? 4 : 0.6,
          48 + tonic + ((root + tone) % 12) + (random(9) === 0 ? 12 : 0),
        );
    }
    for (let beat = 0; beat < 4; beat++) put(low, 4 * bar + beat, 1, 36 + tonic + root + (walk[beat] as number));
  }
  if (random(4) === 0) put(chords, 4 * bars.length * turns, 4, 48 + tonic);
  const sings = !rock && random(2) === 0;
  if (sings) {
    const scale = [0, 3, 5, 6, 7, 10, 12];
    for (let at = 0; at < 4 * bars.length * turns; at += 1 + random(2)) {
      put(lead, at, 1, 60 + tonic + (scale[random(scale.length)] as number));
    }
  }
  const parts = sings ? [chords, low, lead] : [chords, low];
  if (minor) return { kind: "blues in minor", parts, modes: ["minor", "dorian"] };
  return { kind: rock ? "double plagal" : "blues", parts, modes: ["major", "mixolydian"] };
}
