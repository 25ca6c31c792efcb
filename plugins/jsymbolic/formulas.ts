/** Formulas that several features share. */
import type { Measures } from "./measure.ts";
import { type Histogram, ratio, type Summary, summaryOf, sumOf } from "./statistics.ts";

type Formula<Value> = (m: Measures) => Value | null;

/** Whole numbers from one to another, both among them. */
export const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Share of some bins in all that a histogram counts. */
export const share =
  (of: "pitches" | "intervals" | "values", bins: readonly number[]): Formula<number> =>
  (m) =>
    ratio(sumOf(bins, m[of].counts), m[of].total);

/** Share of programs, 1 to 128, in all notes. */
export const programs =
  (some: readonly number[]): Formula<number> =>
  (m) =>
    ratio(
      sumOf(
        some.map((program) => program - 1),
        m.programs.counts,
      ),
      m.notes,
    );

const sets = span(0, 4095);
const sizes = sets.map((set) => span(0, 11).filter((bit) => (set >> bit) & 1).length);
/** The transpositions of a chord as sets of pitch classes; bit 0 is C. */
export const chord = (...degrees: readonly number[]): readonly number[] => [
  ...new Set(span(0, 11).map((root) => degrees.reduce((set, degree) => set | (1 << ((root + degree) % 12)), 0))),
];
export const major = chord(0, 4, 7);
export const minor = chord(0, 3, 7);
export const dominant = chord(0, 4, 7, 10);
export const sevenths = [...dominant, ...chord(0, 3, 7, 10), ...chord(0, 4, 7, 11)];
export const partial = sets.filter((set) => sizes[set] === 2);
export const complex = sets.filter((set) => sizes[set]! > 4);
const standard = new Set([...major, ...minor, ...sevenths]);
export const nonStandard = sets.filter((set) => sizes[set]! > 2 && !standard.has(set));
const together = sets.filter((set) => sizes[set]! > 1);

/** Share of sets of pitch classes in the time in which at least two sound. */
export const chords =
  (some: readonly number[]): Formula<number> =>
  (m) =>
    ratio(sumOf(some, m.chords), sumOf(together, m.chords));

/** Whether the first time signature has one of some numbers above. */
export const numerator =
  (...some: readonly number[]): Formula<boolean> =>
  ({ song }) =>
    song.timeSignatures.tick.length > 0 ? some.includes(song.timeSignatures.numerator[0]!) : null;

/** Different time signatures. */
export function meters({ song }: Measures): number | null {
  const { tick, numerator: above, denominator: below } = song.timeSignatures;
  return tick.length > 0 ? new Set(Array.from(tick, (_, n) => `${above[n]}/${below[n]}`)).size : null;
}

/** Mode of the first key signature. */
export const modeOf: Formula<"major" | "minor"> = ({ song: { keySignatures } }) =>
  keySignatures.tick.length > 0 ? (keySignatures.minor[0] === 1 ? "minor" : "major") : null;

/** Longest run of neighbours on a circle with at least a share each. */
export function longestRun({ counts, total }: Histogram, least: number): number | null {
  let [longest, run] = [0, 0];
  for (let n = 0; n < 2 * counts.length; n++) {
    run = counts[n % counts.length]! >= least * total ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return total > 0 ? Math.min(longest, counts.length) : null;
}

/** Bins of a circle with at least a share that are higher than both neighbours. */
export function peaks({ counts, total }: Histogram, least: number): number | null {
  const isPeak = (bin: number): boolean =>
    counts[bin]! >= least * total &&
    counts[bin]! > counts[(bin + 1) % counts.length]! &&
    counts[bin]! > counts[(bin + counts.length - 1) % counts.length]!;
  return total > 0 ? span(0, counts.length - 1).filter(isPeak).length : null;
}

/** Values of some things, those without one aside. */
export const over = <Thing>(things: readonly Thing[], of: (thing: Thing) => number | null): Summary =>
  summaryOf(things.map(of).filter((value) => value !== null));

/** The highest of some values less the mean of the others. */
export function lead(values: readonly number[]): number | null {
  const [highest, ...others] = [...values].sort((a, b) => b - a);
  return highest === undefined || others.length === 0 ? null : highest - summaryOf(others).mean;
}

/** Mean distance between neighbours among some values in order, which is that of the ends by the steps between. */
export function separation(values: readonly number[]): number | null {
  const { low, high } = summaryOf(values);
  return values.length > 1 ? (high - low) / (values.length - 1) : null;
}
