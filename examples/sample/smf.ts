// Performance -> the bytes of a Standard MIDI File, through midi-file.

import { type MidiEvent, writeMidi } from "midi-file";
import { programs } from "./instruments.ts";
import { readKey, transposeKey } from "./key.ts";
import { alignWords } from "./lyrics.ts";
import type { Performance, PlayedPart } from "./performance.ts";
import { tempoEvents } from "./tempo.ts";
import type { Tune } from "./tune.ts";

interface Placed {
  readonly tick: number;
  readonly rank: number; // order among events of one tick: set-up, note-off, words, note-on
  readonly event: MidiEvent;
}
const rank = { setUp: 0, noteOff: 1, text: 2, noteOn: 3 };
const drumChannel = 9;

export function writeTune(tune: Tune, performance: Performance): Uint8Array {
  const { ticksPerQuarter = 480, format = 1 } = tune;
  const toTicks = (quarters: number) => Math.round(quarters * ticksPerQuarter);
  const endTick = toTicks(performance.bars * performance.meter.barLength);
  const conductor = conductorTrack(tune, performance, toTicks);
  const channels = channelsOf(performance.parts);
  const parts = performance.parts.map((played, index) =>
    partTrack(played, channels[index] ?? 0, tune, performance, toTicks, endTick),
  );
  const words = tune.karaoke ? [karaokeTrack(tune, performance, toTicks)] : [];
  const tracks = [conductor, ...words, ...parts];
  const merged = format === 0 ? [tracks.flat()] : tracks;
  return Uint8Array.from(
    writeMidi({
      header: { format, numTracks: merged.length, ticksPerBeat: ticksPerQuarter },
      tracks: merged.map((track) => inOrder(track, endTick, tune.encoding ?? "utf8")),
    }),
  );
}

function conductorTrack(tune: Tune, performance: Performance, toTicks: (quarters: number) => number): Placed[] {
  const { numerator, denominator } = performance.meter;
  const omitted = new Set(tune.without);
  const events: MidiEvent[] = [];
  if (!omitted.has("title")) events.push({ deltaTime: 0, type: "trackName", text: tune.title });
  if (!omitted.has("copyright")) events.push({ deltaTime: 0, type: "copyrightNotice", text: rightsOf(tune) });
  if (!omitted.has("timeSignature"))
    events.push({ deltaTime: 0, type: "timeSignature", numerator, denominator, metronome: 24, thirtyseconds: 8 });
  if (tune.key && !omitted.has("keySignature")) {
    const { fifths, mode } = readKey(transposeKey(tune.key, tune.transpose ?? 0));
    const scale = mode === "major" || mode === "mixolydian" ? 0 : 1;
    events.push({ deltaTime: 0, type: "keySignature", key: fifths, scale });
  }
  const start = events.map((event) => ({ tick: 0, rank: rank.setUp, event }));
  if (omitted.has("tempo")) return start;
  return [
    ...start,
    ...tempoEvents(tune, performance).map(
      ({ onset, bpm }): Placed => ({
        tick: toTicks(onset),
        rank: rank.setUp,
        event: { deltaTime: 0, type: "setTempo", microsecondsPerBeat: Math.round(60_000_000 / bpm) },
      }),
    ),
  ];
}

function partTrack(
  { part, notes, written }: PlayedPart,
  channel: number,
  tune: Tune,
  performance: Performance,
  toTicks: (quarters: number) => number,
  endTick: number,
): Placed[] {
  const at = (tick: number, order: number, event: MidiEvent): Placed => ({ tick, rank: order, event });
  const control = (tick: number, controllerType: number, value: number) =>
    at(tick, rank.setUp, { deltaTime: 0, type: "controller", channel, controllerType, value });
  const track: Placed[] = [];
  if (tune.format !== 0) track.push(at(0, rank.setUp, { deltaTime: 0, type: "trackName", text: part.name }));
  if (part.instrument !== "Drum Kit") {
    const programNumber = programs[part.instrument];
    track.push(at(0, rank.setUp, { deltaTime: 0, type: "programChange", channel, programNumber }));
  }
  track.push(control(0, 7, 100), control(0, 10, Math.round(64 + 50 * (part.pan ?? 0))));
  if (part.pedal)
    for (const { onset } of performance.chords)
      track.push(control(toTicks(onset), 64, 0), control(toTicks(onset), 64, 127));
  const isFirst = part === tune.parts[0];
  if (tune.words && !tune.karaoke && isFirst)
    for (const { onset, text } of alignWords(tune.words, written))
      track.push(at(toTicks(onset), rank.text, { deltaTime: 0, type: "lyrics", text }));
  for (const { onset, end, pitch: noteNumber, velocity } of notes) {
    const from = Math.min(toTicks(onset), endTick - 1);
    const to = Math.min(endTick, Math.max(from + 1, toTicks(end)));
    track.push(at(from, rank.noteOn, { deltaTime: 0, type: "noteOn", channel, noteNumber, velocity }));
    track.push(at(to, rank.noteOff, { deltaTime: 0, type: "noteOff", channel, noteNumber, velocity: 64 }));
  }
  return track;
}

/** The "Words" track of the Soft Karaoke format: @ lines about the song, then text events; "/" begins a line, "\" the song. */
function karaokeTrack(tune: Tune, performance: Performance, toTicks: (quarters: number) => number): Placed[] {
  const syllables = alignWords(tune.words ?? "", performance.parts[0]?.written ?? []);
  const head = ["@KMIDI KARAOKE FILE", "@LENGL", `@T${tune.title}`, `@T${tune.by}`];
  const text = (tick: number, words: string): Placed => ({
    tick,
    rank: rank.text,
    event: { deltaTime: 0, type: "text", text: words },
  });
  return [
    { tick: 0, rank: rank.setUp, event: { deltaTime: 0, type: "trackName", text: "Words" } },
    ...head.map((line) => text(0, line)),
    ...syllables.map((each, index) =>
      text(toTicks(each.onset), `${each.startsLine ? (index === 0 ? "\\" : "/") : ""}${each.text}`),
    ),
  ];
}

function inOrder(track: readonly Placed[], endTick: number, encoding: "utf8" | "latin1"): MidiEvent[] {
  const sorted = track.toSorted((a, b) => a.tick - b.tick || a.rank - b.rank);
  let before = 0;
  const events = sorted.map(({ tick, event }): MidiEvent => {
    const deltaTime = tick - before;
    before = tick;
    // midi-file writes one byte for each UTF-16 unit, so texts go in as bytes already.
    return "text" in event
      ? { ...event, deltaTime, text: Buffer.from(event.text, encoding).toString("latin1") }
      : { ...event, deltaTime };
  });
  return [...events, { deltaTime: endTick - before, type: "endOfTrack" }];
}

function channelsOf(parts: readonly PlayedPart[]): number[] {
  let next = 0;
  return parts.map(({ part }) => {
    if (part.instrument === "Drum Kit") return drumChannel;
    if (next === drumChannel) next++;
    return next++;
  });
}

const rightsOf = (tune: Tune): string =>
  tune.by === "midiq" ? "CC0: written for the midiq sample" : `Public domain. ${tune.by}`;
