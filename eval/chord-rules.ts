/**
 * Chord labels under the rules of mir_eval (Raffel et al. 2014): what is compared, and what counts as the same. A label
 * is `root:quality(additions)/bass` in the syntax of Harte et al. 2005.
 */

/** A label as mir_eval encodes it. */
export interface Encoded {
  /** 0-11, -1 for no chord, -2 where the annotator did not know. */
  readonly root: number;
  /** The twelve semitones above the root, bit 0 the root. Tones above the octave are left out, as `reduce_extended_chords=False` does. */
  readonly tones: number;
  /** Semitones of the bass above the root. */
  readonly bass: number;
}

const bits = (...semitones: readonly number[]): number => semitones.reduce((mask, one) => mask | (1 << one), 0);

/** `QUALITIES` of mir_eval.chord. */
const qualities: Readonly<Record<string, number>> = {
  maj: bits(0, 4, 7),
  min: bits(0, 3, 7),
  aug: bits(0, 4, 8),
  dim: bits(0, 3, 6),
  sus4: bits(0, 5, 7),
  sus2: bits(0, 2, 7),
  "7": bits(0, 4, 7, 10),
  maj7: bits(0, 4, 7, 11),
  min7: bits(0, 3, 7, 10),
  minmaj7: bits(0, 3, 7, 11),
  maj6: bits(0, 4, 7, 9),
  min6: bits(0, 3, 7, 9),
  dim7: bits(0, 3, 6, 9),
  hdim7: bits(0, 3, 6, 10),
  maj9: bits(0, 4, 7, 11),
  min9: bits(0, 3, 7, 10),
  "9": bits(0, 4, 7, 10),
  min11: bits(0, 3, 7, 10),
  "11": bits(0, 4, 7, 10),
  maj13: bits(0, 4, 7, 11),
  min13: bits(0, 3, 7, 10),
  "13": bits(0, 4, 7, 10),
  "5": bits(0, 7),
  "1": bits(0),
};
const degrees = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19, 21] as const;
const naturals: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

const shiftOf = (accidentals: string): number =>
  [...accidentals].reduce((sum, sign) => sum + (sign === "#" ? 1 : -1), 0);

function degreeOf(text: string): number {
  const [, accidentals = "", number = "1"] = /^([#b]*)(\d+)$/.exec(text) ?? [];
  return (degrees[Number(number) - 1] as number) + shiftOf(accidentals);
}

/** Encodes a label. */
export function encoded(label: string): Encoded {
  const [, letter = "", accidentals = "", quality = "", additions = "", bass = "1"] =
    /^([A-G])([#b]*)(?::([^(/]*)(?:\(([^)]*)\))?)?(?:\/(.*))?$/.exec(label) ?? [];
  if (letter === "") return { root: label === "N" ? -1 : -2, tones: 0, bass: 0 };
  const low = ((degreeOf(bass) % 12) + 12) % 12;
  let tones = qualities[quality === "" && additions === "" ? "maj" : quality] ?? 1;
  for (const one of additions.split(",").filter(Boolean)) {
    const semitones = degreeOf(one.replace("*", ""));
    if (semitones > 11) continue;
    tones = one.startsWith("*") ? tones & ~(1 << semitones) : tones | (1 << semitones);
  }
  return {
    root: ((naturals[letter] as number) + shiftOf(accidentals) + 12) % 12,
    tones: tones | (1 << low),
    bass: low,
  };
}

/** A way of comparing: undefined where the annotated chord is not compared. */
export type Comparison = (truth: Encoded, guess: Encoded) => boolean | undefined;

const low8 = 0xff;
const isMajmin = ({ root, tones }: Encoded): boolean =>
  root === -1 || (root >= 0 && [qualities["maj"], qualities["min"]].includes(tones & low8));
const sevenths = ["maj", "min", "maj7", "7", "min7"].map((name) => qualities[name]);
/** The bass that is written is a tone of the label, so a label over a foreign bass is none of the five. */
const isSeventh = ({ root, tones }: Encoded): boolean => root === -1 || (root >= 0 && sevenths.includes(tones));
const isInside = ({ root, tones, bass }: Encoded): boolean => root < 0 || (tones & (1 << bass)) !== 0;

const withBass =
  (comparison: Comparison): Comparison =>
  (truth, guess) => {
    const same = isInside(truth) ? comparison(truth, guess) : undefined;
    return same === undefined ? undefined : same && truth.bass === guess.bass;
  };

const triads: Comparison = (truth, guess) =>
  isMajmin(truth) ? truth.root === guess.root && (truth.tones & low8) === (guess.tones & low8) : undefined;
const tetrads: Comparison = (truth, guess) =>
  isSeventh(truth) ? truth.root === guess.root && truth.tones === guess.tones : undefined;

/** The comparisons of mir_eval.chord that are printed. */
export const comparisons = {
  /** A guess of "unknown" has no root either, so it agrees with "no chord". */
  root: (truth, guess) => (truth.root === -2 ? undefined : truth.root === Math.max(guess.root, -1)),
  majmin: triads,
  majmin_inv: withBass(triads),
  sevenths: tetrads,
  sevenths_inv: withBass(tetrads),
} as const satisfies Readonly<Record<string, Comparison>>;
