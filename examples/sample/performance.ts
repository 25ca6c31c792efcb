// Score -> performed notes: what each part plays, with the accents, phrases and small irregularities of a player. No randomness: a hash
// of the note's place decides, so that every run writes the same bytes.

import { accompany, patterns } from "./accompaniment.ts";
import { type ChordSpan, readChordLine } from "./chords.ts";
import { type Hit, playDrums } from "./drums.ts";
import { type Meter, readMeter } from "./meter.ts";
import { type Note, readVoice } from "./notation.ts";
import type { Part, Swell, Tune } from "./tune.ts";

export interface PlayedNote {
  readonly onset: number; // quarter notes
  readonly end: number;
  readonly pitch: number;
  readonly velocity: number;
}
export interface PlayedPart {
  readonly part: Part;
  readonly notes: readonly PlayedNote[];
  readonly written: readonly Note[]; // before the performance, in order: lyrics hang on these
}
export interface Performance {
  readonly parts: readonly PlayedPart[];
  readonly chords: readonly ChordSpan[];
  readonly bars: number;
  readonly meter: Meter;
}

const phraseBars = 4;
const phraseSwell = 9; // velocity gained in the middle of a phrase
const jitter = 4; // velocity, either way
const gates = { voice: 0.94, pattern: 0.97, drums: 1 };
const loudness = { voice: 84, pattern: 60, bass: 70, drums: 82 };

/** Throws RangeError when the voices of a tune have different numbers of bars. */
export function perform(tune: Tune): Performance {
  const meter = readMeter(tune.meter);
  const voices = tune.parts.map(({ voice, repeat = 1 }) => {
    if (voice === undefined) return null;
    const text = Array.from({ length: repeat }, () => voice).join(" | ");
    return readVoice(text, { key: tune.key ?? "C major", meter: tune.meter, unit: tune.unit ?? "1/8" });
  });
  const line = tune.chords === undefined ? null : readChordLine(tune.chords, meter);
  const chords = line?.chords ?? voices.find((voice) => voice && voice.chords.length > 0)?.chords ?? [];
  const lengths = [line?.bars, ...voices.map((voice) => voice?.bars)].filter((bars) => bars !== undefined);
  const bars = lengths[0] ?? drumBars(tune.parts);
  if (lengths.some((length) => length !== bars))
    throw new RangeError(`Cannot play "${tune.file}": its voices have ${lengths.join(", ")} bars`);
  const parts = tune.parts.map((part, index) => {
    const transpose = tune.transpose ?? 0;
    const up = transpose + 12 * (part.octave ?? 0);
    const sung = voices[index]?.notes.map((note) => ({ ...note, pitch: note.pitch + up })) ?? [];
    const pattern = part.pattern && (patternText(part.pattern) ?? part.pattern);
    const low = part.low ?? (isBass(pattern) ? 33 : 52);
    const holdLast = !tune.loop;
    const played = pattern ? accompany({ chords, bars, meter, pattern, low, transpose, holdLast }) : [];
    const hits = part.drums ? playDrums(part.drums, bars, meter, holdLast) : [];
    const written = [...sung, ...played, ...hits];
    return { part, written, notes: shape(written, part, tune, meter) };
  });
  return { parts, chords, bars, meter };
}

function shape(written: readonly (Note | Hit)[], part: Part, tune: Tune, meter: Meter): PlayedNote[] {
  const kind = part.drums ? "drums" : part.voice === undefined ? "pattern" : "voice";
  const base = part.loudness ?? loudness[kind === "pattern" && isBass(part.pattern) ? "bass" : kind];
  const gate = part.gate ?? gates[kind];
  const middle = written.reduce((sum, { pitch }) => sum + pitch, 0) / Math.max(1, written.length);
  return written.map((note) => {
    const chance = (salt: number) => hash(note.onset * 96 + note.pitch * 7919 + salt + part.name.length * 101) * 2 - 1;
    const contour = kind === "voice" ? Math.max(-6, Math.min(8, (note.pitch - middle) * 0.8)) : 0;
    const swell =
      phraseSwell *
      Math.sin((Math.PI * (note.onset % (phraseBars * meter.barLength))) / (phraseBars * meter.barLength));
    const accent = metricalAccent(note.onset, meter) + ("accent" in note ? note.accent : 0);
    const dynamics = swellAt(tune.swells ?? [], note.onset / meter.barLength + 1);
    const velocity = Math.round(base + accent + contour + swell - phraseSwell / 2 + dynamics + jitter * chance(1));
    const drift = (tune.loose ?? 0) * chance(2);
    const onset = Math.max(0, swung(note.onset, tune.swing) + (note.onset > 0 ? drift : 0));
    const end = swung(note.onset + note.length * gate, tune.swing) + drift;
    return { onset, end, pitch: note.pitch, velocity: Math.max(20, Math.min(127, velocity)) };
  });
}

function metricalAccent(onset: number, { barLength, beatLength }: Meter): number {
  const isOn = (length: number) => Math.abs(onset / length - Math.round(onset / length)) < 1e-6;
  if (isOn(barLength)) return 9;
  return isOn(beatLength) ? 3 : -4;
}

function swung(time: number, swing = 0.5): number {
  const beat = Math.floor(time + 1e-9);
  const place = time - beat;
  return beat + (place < 0.5 ? place * 2 * swing : 1 - (1 - place) * 2 * (1 - swing));
}

function swellAt(swells: readonly Swell[], bar: number): number {
  const after = swells.findIndex((swell) => swell.bar > bar);
  const from = swells[(after === -1 ? swells.length : after) - 1];
  const to = after === -1 ? undefined : swells[after];
  if (!from) return 0;
  return to ? from.by + ((to.by - from.by) * (bar - from.bar)) / (to.bar - from.bar) : from.by;
}

const patternText = (name: string): string | undefined => Object.entries(patterns).find(([each]) => each === name)?.[1];
const isBass = (pattern = ""): boolean =>
  !/[C1-9]/i.test((patternText(pattern) ?? pattern).replaceAll(/[^A-Z1-9]/gi, ""));

function drumBars(parts: readonly Part[]): number {
  const rows = parts.flatMap(({ drums = {}, repeat = 1 }) =>
    Object.values(drums).map((row) => row.split("|").length * repeat),
  );
  return Math.max(...rows);
}

/** A number in [0, 1) that depends on the place alone (the mixing steps of MurmurHash3). */
function hash(place: number): number {
  let bits = Math.round(place) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
