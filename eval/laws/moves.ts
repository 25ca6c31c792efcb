/** How an answer moves with what is done to a file, and whether two answers are the same. */
import { chordsOfText } from "../../src/music/chord-text.ts";
import { parsePitchClass } from "../../src/music/pitch.ts";

/** What becomes of the answers of one field: both are brought to a form that has to be the same. */
export interface Move {
  /** Why it moves. */
  readonly why: string;
  readonly before: (answer: unknown) => unknown;
  readonly after: (answer: unknown) => unknown;
}

const asItIs = (answer: unknown): unknown => answer;
const nothing = (): null => null;

/** An answer that is not compared. */
export const free = (why: string): Move => ({ why, before: nothing, after: nothing });

/** A number, or each of a list, some times as large. */
export const times = (factor: number, why: string): Move => ({
  why,
  before: (answer) => scaled(answer, factor),
  after: asItIs,
});

function scaled(answer: unknown, factor: number): unknown {
  if (Array.isArray(answer)) return answer.map((one) => scaled(one, factor));
  return typeof answer === "number" ? answer * factor : answer;
}

const octave = (pitchClass: number): number => ((pitchClass % 12) + 12) % 12;

/** Keys are numbers: the mode times 12, and the tonic. */
export const movedKey = (by: number): Move => ({
  why: "the key moves along",
  before: (key) => (typeof key === "number" ? key - (key % 12) + octave(key + by) : key),
  after: asItIs,
});

export const movedPitch = (by: number): Move => ({
  why: "the pitch moves along",
  before: (pitch) => (typeof pitch === "number" ? pitch + by : pitch),
  after: asItIs,
});

/** Names of keys and chords: another key may spell a note otherwise, so letters are read as pitch classes. */
export const movedNames = (by: number): Move => ({
  why: "names of notes move along, spelled as the new key has them",
  before: (answer) => pitchClasses(answer, by),
  after: (answer) => pitchClasses(answer, 0),
});

function pitchClasses(answer: unknown, by: number): unknown {
  if (Array.isArray(answer)) return answer.map((one) => pitchClasses(one, by)).sort();
  if (typeof answer !== "string") return answer;
  return answer.replace(/[A-G](?:#{1,2}|b{1,2})?/g, (name) => `[${octave((parsePitchClass(name) ?? 0) + by)}]`);
}

/** The text of a progression that patterns are looked for in (see chord-text.ts): what is behind its bar holds the roots. */
export const movedProgression = (by: number): Move => ({
  why: "roots and basses move along, the motion between chords stays",
  before: (answer) => progression(answer, by),
  after: (answer) => progression(answer, 0),
});

function progression(answer: unknown, by: number): unknown {
  if (typeof answer !== "string") return answer;
  const chords = chordsOfText(answer);
  return [
    answer.slice(0, answer.indexOf("|")),
    ...chords.map(({ root, quality, bass }) => `${octave(root + by)} ${quality} ${octave(bass + by)}`),
  ];
}

/** Difference up to which numbers are one, relative above 1: sums of the same terms in another order differ in their last digits. */
const sameNumber = 1e-6;

/** Whether two answers are the same. */
export function isSame(a: unknown, b: unknown, tolerance = sameNumber): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, n) => isSame(one, b[n], tolerance));
  }
  return a === b;
}
