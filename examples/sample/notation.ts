// Reads a voice written in a small part of ABC notation (abcnotation.com, standard 2.1), which any musician can read and play back.
//
//   C D E F G A B c d   from middle C upwards; c is one octave higher, C, lower, c' higher; sharps and flats come from the key
//   ^C _E =F            sharp, flat, natural, for this note and until the bar ends in this octave
//   C2 C3/2 C/          lengths, as multiples of the voice's unit note; z is a rest
//   A>B A<B             dotted pair: the first (or second) takes half of the other; (3ABC triplet; A-A tie; [CEG]2 several at once
//   "Am"A               a chord symbol, which holds until the next one (see chords.ts)
//   |                   bar line. Every bar must fill the meter. Only the first (an upbeat) and the last may be shorter: rests fill them.

import type { ChordSpan } from "./chords.ts";
import { readKey, signatureShift } from "./key.ts";
import { type Meter, readMeter } from "./meter.ts";

export interface Note {
  readonly onset: number; // all times are in quarter notes
  readonly length: number;
  readonly pitch: number;
}
export interface Voice {
  readonly notes: readonly Note[];
  readonly chords: readonly ChordSpan[];
  readonly bars: number;
}
export interface VoiceOptions {
  readonly key: string;
  readonly meter: string;
  readonly unit: string; // the unit note, such as "1/8"
}

interface Bar {
  readonly notes: Timed[];
  readonly chords: { readonly onset: number; readonly symbol: string }[];
  length: number;
}
interface Timed {
  readonly onset: number;
  readonly length: number;
  readonly pitches: readonly number[];
  readonly tied: boolean;
}

const token = /"([^"]*)"|(\|[|\]]?)|(\(3)|(\[[^\]|"]+\]|[\^_=]?[A-Ga-g][,']*|z)(\d*(?:\/\d*)*)\s*(-?)\s*([<>]?)|\s+/y;
const letterSemitones: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const tolerance = 1e-6; // triplets are sums of thirds

/** Throws RangeError for text outside the notation and for a bar that does not fill the meter. */
export function readVoice(text: string, options: VoiceOptions): Voice {
  const meter = readMeter(options.meter);
  return join(alignBars(readBars(text, options), meter, text), meter);
}

function readBars(text: string, { key, unit }: VoiceOptions): Bar[] {
  const { fifths } = readKey(key);
  const unitLength = 4 * readLength(unit);
  const bars: Bar[] = [];
  let bar: Bar = { notes: [], chords: [], length: 0 };
  let accidentals = new Map<string, number>();
  let triplets = 0;
  let dotted = 1; // factor that the previous note's > or < leaves for this one
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new RangeError(`Cannot read "${text.slice(at, at + 20)}" as notes`);
    const [, symbol, barLine, triplet, sound, length = "", tie, pair] = found;
    if (symbol !== undefined) bar.chords.push({ onset: bar.length, symbol });
    if (triplet) triplets = 3;
    if (barLine && bar.length > 0) {
      bars.push(bar);
      bar = { notes: [], chords: [], length: 0 };
      accidentals = new Map();
    }
    if (!sound) continue;
    const factor = dotted * (pair === ">" ? 1.5 : pair === "<" ? 0.5 : 1) * (triplets-- > 0 ? 2 / 3 : 1);
    dotted = pair === ">" ? 0.5 : pair === "<" ? 1.5 : 1;
    const quarters = unitLength * readLength(length) * factor;
    const pitches = sound === "z" ? [] : readPitches(sound, fifths, accidentals);
    bar.notes.push({ onset: bar.length, length: quarters, pitches, tied: tie === "-" });
    bar.length += quarters;
  }
  if (bar.length > 0) bars.push(bar);
  return bars;
}

function readPitches(sound: string, fifths: number, accidentals: Map<string, number>): number[] {
  return [...sound.matchAll(/([\^_=]?)([A-Ga-g])([,']*)/g)].map(([, accidental = "", letter = "", marks = ""]) => {
    const upper = letter.toUpperCase();
    const octave = (letter === upper ? 60 : 72) + 12 * (marks.split("'").length - marks.split(",").length);
    const place = `${upper}${octave}`;
    if (accidental) accidentals.set(place, accidental === "^" ? 1 : accidental === "_" ? -1 : 0);
    return octave + (letterSemitones[upper] ?? 0) + (accidentals.get(place) ?? signatureShift(upper, fifths));
  });
}

function readLength(text: string): number {
  const [whole = "", ...divisors] = text.split("/");
  return divisors.reduce((length, divisor) => length / Number(divisor || 2), Number(whole || 1));
}

/** Moves an upbeat to the end of its bar, and throws when a bar does not fill the meter. */
function alignBars(bars: readonly Bar[], meter: Meter, text: string): Bar[] {
  return bars.map((bar, index) => {
    const missing = meter.barLength - bar.length;
    if (Math.abs(missing) < tolerance) return bar;
    if (missing < 0 || (index > 0 && index < bars.length - 1))
      throw new RangeError(`Cannot fill bar ${index + 1} of "${text.slice(0, 30)}": it is off by ${-missing} quarters`);
    const shift = index === 0 ? missing : 0;
    const move = <T extends { onset: number }>(timed: T): T => ({ ...timed, onset: timed.onset + shift });
    return { notes: bar.notes.map(move), chords: bar.chords.map(move), length: meter.barLength };
  });
}

function join(bars: readonly Bar[], { barLength }: Meter): Voice {
  const notes: Note[] = [];
  const starts: { onset: number; symbol: string }[] = [];
  const held = new Map<number, number>(); // pitch of a tied note -> its place in notes
  bars.forEach((bar, index) => {
    const shift = index * barLength;
    for (const chord of bar.chords) starts.push({ ...chord, onset: chord.onset + shift });
    for (const { onset, length, pitches, tied } of bar.notes) {
      for (const pitch of pitches) {
        const place = held.get(pitch) ?? notes.length;
        const before = held.has(pitch) ? notes[place] : undefined;
        notes[place] = before ? { ...before, length: before.length + length } : { onset: onset + shift, length, pitch };
        held.delete(pitch);
        if (tied) held.set(pitch, place);
      }
    }
  });
  if (held.size > 0) throw new RangeError("Cannot end a tie: the next note has another pitch");
  const end = bars.length * barLength;
  const chords = starts.map(({ onset, symbol }, index) => ({
    onset,
    length: (starts[index + 1]?.onset ?? end) - onset,
    symbol,
  }));
  return { notes, chords, bars: bars.length };
}
