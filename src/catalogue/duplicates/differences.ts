/** What tells files of the same notes, or of the same music, apart. */
import type { About } from "./about.ts";

/** Differences that are heard as loudness, in steps of MIDI velocity. */
const leastVelocity = 0.5;
/** Ratio of tempos that is none: rounding of tempos and of the last note. */
const sameTempo = 0.005;
/** Modes of a key: mode * 12 + tonic. */
const semitones = 12;

/** In what two contents of the same notes differ; empty where only the way they are written differs. */
export function differencesOf(a: About, b: About): readonly string[] {
  const differs: readonly (readonly [word: string, isDifferent: boolean])[] = [
    ["damage", a.problems.join() !== b.problems.join() || a.status !== b.status],
    ["texts", a.words !== b.words || namesOf(a) !== namesOf(b)],
    ["programs", programsOf(a) !== programsOf(b)],
    ["track layout", layoutOf(a) !== layoutOf(b)],
    ["tempo", (["initialBpm", "slowest", "fastest"] as const).some((name) => isOther(a, b, name, 0.01))],
    ["time signature", a.features.meter !== b.features.meter],
    ["key signature", a.features.keySignature !== b.features.keySignature],
    ["loudness", isOther(a, b, "velocity", leastVelocity)],
    ["resolution", a.features.ppq !== b.features.ppq],
  ];
  return differs.flatMap(([word, isDifferent]) => (isDifferent ? [word] : []));
}

const isOther = (a: About, b: About, name: keyof About["features"], least: number): boolean => {
  const [x, y] = [a.features[name], b.features[name]];
  return x === null || y === null ? x !== y : Math.abs(Number(x) - Number(y)) > least;
};

const namesOf = ({ tracks }: About): string => JSON.stringify(tracks.map(({ name }) => name ?? "").filter(Boolean));
const programsOf = ({ tracks }: About): string =>
  [...new Set(tracks.flatMap(({ channel, program }) => (channel === 10 ? [] : [program])))].sort().join();
const layoutOf = ({ tracks, features }: About): string =>
  JSON.stringify([features.format, tracks.map(({ notes, channel }) => [notes, channel])]);

/** By how many semitones the pitches of a lie above those of b, -6 to 5 where only keys tell; null where nobody knows. */
export function transpositionOf(a: About, b: About): number | null {
  const above = (name: "low" | "high"): number | null => {
    const [x, y] = [a.features[name], b.features[name]];
    return x === null || y === null ? null : Number(x) - Number(y);
  };
  const [low, high] = [above("low"), above("high")];
  if (low !== null && low === high) return low;
  const [x, y] = [a.features.key, b.features.key];
  if (x === null || y === null) return null;
  const [one, other] = [Number(x), Number(y)];
  if (Math.floor(one / semitones) !== Math.floor(other / semitones)) return null;
  const steps = (((one - other) % semitones) + semitones) % semitones;
  return steps > 5 ? steps - semitones : steps;
}

/**
 * How many times as fast as b a is; null where nobody knows. The same sequence of notes tells by its length; where notes
 * were added or left out, estimates of the tempo do, an octave apart counting as the same.
 */
export function speedOf(a: About, b: About): number | null {
  const isSequence = a.features.music !== null && a.features.music === b.features.music;
  const ratio = isSequence ? ratioOf(b.features.seconds, a.features.seconds) : ratioOf(a.features.bpm, b.features.bpm);
  if (ratio === null) return null;
  const folded = isSequence ? ratio : 2 ** (Math.log2(ratio) - Math.round(Math.log2(ratio)));
  return Math.abs(folded - 1) <= sameTempo ? 1 : Number(folded.toFixed(3));
}

function ratioOf(a: number | string | null, b: number | string | null): number | null {
  return a === null || b === null || !(Number(a) > 0) || !(Number(b) > 0) ? null : Number(a) / Number(b);
}
