/**
 * What the likeness to drums is trained on: whole voices of the corpus and windows of 1 to 8 bars of them, all that are no
 * drums also moved down to where a kit lies, and made lines and loops.
 */
import { randomIntegers } from "../../fuzz/random.ts";
import { drumFeatures } from "../../src/hearing/drums/drum-features.ts";
import type { VoiceNotes } from "../../src/hearing/drums/voice-notes.ts";
import { type Example, trainNetwork } from "../train/network.ts";
import { bassLine, drumLoop, eightOhEight, type Made, struckLine } from "./made-lines.ts";
import { cut, folds, type Known, knownVoices, transposed } from "./material.ts";

/** One example with where it comes from. */
export interface DrumExample {
  readonly source: string;
  readonly what: Known["what"];
  readonly fold: number;
  readonly features: Float64Array;
}

/** Lines and loops that are made, with what they are. */
const made = [
  { source: "made bass lines", what: "bass", make: bassLine, count: 3000 },
  { source: "made 808s", what: "bass", make: eightOhEight, count: 800 },
  { source: "made struck lines", what: "other", make: struckLine, count: 2500 },
  { source: "made drum loops", what: "drums", make: drumLoop, count: 1500 },
] as const;

const fewestNotes = 4;
/** Windows that are cut of each voice: basses are few, and look most like drums. */
const windows = { drums: 3, bass: 8, other: 1 };
const seed = 5;
const network = { hidden: 16, epochs: 40, rate: 0.004, ridge: 2e-4 } as const;

/** All examples. */
export function drumExamples(corpus: string): DrumExample[] {
  const random = randomIntegers(seed);
  const all: DrumExample[] = [];
  const add = (source: string, what: Known["what"], fold: number, notes: VoiceNotes): void => {
    if (notes.length >= fewestNotes) all.push({ source, what, fold, features: drumFeatures(notes) });
  };
  const window = ({ notes }: Known): VoiceNotes => {
    const bars = 2 ** random(4);
    const last = notes.onset[notes.length - 1]! / 4;
    return cut(notes, random(Math.max(1, Math.floor(last - bars) + 1)), bars);
  };
  for (const known of knownVoices(corpus)) {
    const { source, what, fold, notes } = known;
    const lowest = notes.pitch.reduce((low, pitch) => Math.min(low, pitch));
    add(source, what, fold, notes);
    if (what !== "drums") add(`${source}, low`, what, fold, transposed(notes, 26 + random(22) - lowest));
    for (let times = 0; times < windows[what]; times++) {
      add(`${source}, bars`, what, fold, window(known));
      if (what !== "drums")
        add(`${source}, low, bars`, what, fold, transposed(window(known), 26 + random(22) - lowest));
    }
  }
  for (const { source, what, make, count } of made) {
    for (let n = 0; n < count; n++) {
      const { notes }: Made = make(random);
      add(source, what, n % folds, notes);
    }
  }
  return all;
}

/** Weights of a network that saw all examples but those of one fold; -1 for all. */
export function weightsWithout(examples: readonly DrumExample[], fold: number): Float64Array {
  const seen = weighted(examples).filter((_, n) => examples[n]!.fold !== fold);
  return trainNetwork(seen, { ...network, random: randomIntegers(fold + 2) });
}

/** How much more lines count that look most like drums. */
const hardness = 3;

/** Drums weigh as much as all else, and each source on its side by the root of its size; basses and struck lines more. */
function weighted(examples: readonly DrumExample[]): Example[] {
  const sizes = new Map<string, number>();
  const keyOf = ({ source, what }: DrumExample): string => `${what === "drums"} ${what} ${source}`;
  for (const example of examples) sizes.set(keyOf(example), (sizes.get(keyOf(example)) ?? 0) + 1);
  const sides = { true: 0, false: 0 };
  const hard = new Set(examples.filter(isHard).map(keyOf));
  const shareOf = (key: string): number => Math.sqrt(sizes.get(key)!) * (hard.has(key) ? hardness : 1);
  for (const key of sizes.keys()) sides[key.startsWith("true") ? "true" : "false"] += shareOf(key);
  return examples.map((example) => {
    const isYes = example.what === "drums";
    const key = keyOf(example);
    const weight = ((examples.length / 2 / sides[`${isYes}`]) * shareOf(key)) / sizes.get(key)!;
    return { features: example.features, isYes, weight };
  });
}

const isHard = ({ what, source }: DrumExample): boolean => what === "bass" || source === "made struck lines";
