/** Makes MIDI bytes for tests: melodies in a small notation, raw event bytes for what is odd. */

/** Ticks of a quarter note in composed files, unless said. */
export const quarter = 96;

interface Head {
  readonly format?: number;
  readonly division?: number;
  /** Track count that the header claims, where it lies. */
  readonly claims?: number;
}

/** A file of whole chunks; the header counts the tracks unless `claims` says otherwise. */
export function midi(head: Head, ...chunks: readonly (readonly number[])[]): Uint8Array {
  const { format = chunks.length > 1 ? 1 : 0, division = quarter, claims = chunks.length } = head;
  return Uint8Array.from([...chunk("MThd", [...u16(format), ...u16(claims), ...u16(division)]), ...chunks.flat()]);
}

/** A chunk; its length is right unless `claims` says otherwise. */
export function chunk(id: string, data: readonly number[], claims = data.length): number[] {
  return [...latin(id), ...u32(claims), ...data];
}

/** A track chunk that holds an end-of-track behind the given events. */
export const track = (...events: readonly (readonly number[])[]): number[] =>
  chunk("MTrk", [...events.flat(), ...endOfTrack]);

/** Delta 0 and the end-of-track event. */
export const endOfTrack: readonly number[] = [0, 0xff, 0x2f, 0];

/**
 * Events of a melody: pitch and length in turn, `C4 1/4 E4+G4 1/2 - 1/8`. `+` joins a chord, `-` is a rest; a length is
 * a fraction of a whole note. C4 is 60.
 */
export function melody(notation: string, { channel = 0, velocity = 64 } = {}): number[] {
  const words = notation.trim().split(/\s+/);
  const events: number[] = [];
  let rest = 0;
  for (let word = 0; word < words.length; word += 2) {
    const [numerator, denominator] = words[word + 1]!.split("/").map(Number);
    const ticks = (quarter * 4 * numerator!) / denominator!;
    if (words[word] === "-") {
      rest += ticks;
      continue;
    }
    const pitches = words[word]!.split("+").map(pitch);
    for (const each of pitches) {
      events.push(...delta(rest), 0x90 | channel, each, velocity);
      rest = 0;
    }
    pitches.forEach((each, index) => {
      events.push(...delta(index === 0 ? ticks : 0), 0x80 | channel, each, 0);
    });
  }
  return events;
}

/** A meta event behind a delta in ticks. */
export const meta = (ticks: number, type: number, data: readonly number[]): number[] => [
  ...delta(ticks),
  0xff,
  type,
  ...delta(data.length),
  ...data,
];

/** A tempo event. */
export const tempo = (ticks: number, microseconds: number): number[] => meta(ticks, 0x51, u32(microseconds).slice(1));

/** A time-signature event. */
export const timeSignature = (ticks: number, numerator: number, denominator: number): number[] =>
  meta(ticks, 0x58, [numerator, Math.log2(denominator), 24, 8]);

/** A text meta event of Latin-1 characters. */
export const text = (ticks: number, type: number, words: string): number[] => meta(ticks, type, latin(words));

/** A variable-length quantity. */
export function delta(ticks: number): number[] {
  const bytes = [ticks & 127];
  for (let rest = ticks >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 127) | 128);
  return bytes;
}

const latin = (words: string): number[] => Array.from(words, (character) => character.charCodeAt(0));
const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
const u32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

const letters: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

function pitch(name: string): number {
  const [, letter, sign, octave] = /^([A-G])([#b]?)(-?\d+)$/.exec(name) ?? [];
  if (letter === undefined) throw new RangeError(`Cannot read "${name}" as pitch: expected one like C4, F#3, Bb5`);
  return letters[letter]! + (sign === "#" ? 1 : sign === "b" ? -1 : 0) + 12 * (Number(octave) + 1);
}
