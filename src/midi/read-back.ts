/**
 * Written files are read again by another author's reader, midi-file, before anybody is told that they are there: a fault
 * that our writer and our reader share would be seen by neither. The only door to midi-file.
 */
import { type MidiData, type MidiEvent, parseMidi } from "midi-file";
import { channelOf, pitchOf, type Song, velocityOf } from "./song.ts";

/**
 * Bytes as midi-file takes them. It makes a copy of every part, and passes each byte of a text as an argument of one call,
 * which runtimes refuse above some 65,000: what it gets of a text, a chunk apart, ends before.
 */
class Given extends Uint8Array {
  /** Chunks are cut out of the file, everything else out of a chunk. */
  private readonly isFile: boolean;

  constructor(bytes: Uint8Array, isFile: boolean) {
    super(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    this.isFile = isFile;
  }

  override slice(start: number, end: number): Given {
    const stop = this.isFile ? end : Math.min(end, start + mostOfText);
    const bytes = new Uint8Array(this.buffer as ArrayBuffer, this.byteOffset, this.byteLength).subarray(start, stop);
    return new Given(bytes, false);
  }
}
const mostOfText = 32_768;

/** Numbers of a note: onset and duration in ticks, then track, channel, pitch and velocity packed into one. */
type Note = readonly [onset: number, duration: number, what: number];

/**
 * Reads bytes that were written for a song, and compares tracks, division, tempos and notes: of each note track, channel,
 * pitch, velocity, onset and duration in ticks. Notes are paired as our reader does it: within a track, by channel and
 * pitch, first in first out; what is still open at the end of a track ends there. The order within a tick does not count.
 *
 * @returns what is not the same, for people; undefined when all is.
 */
export function misreadOf(song: Song, bytes: Uint8Array): string | undefined {
  let data: MidiData;
  try {
    data = parseMidi(new Given(bytes, true));
  } catch (error) {
    // It throws texts.
    return `another reader rejects it (${error instanceof Error ? error.message : String(error)})`;
  }
  if (data.tracks.length !== song.tracks.length)
    return `another reader finds ${data.tracks.length} tracks instead of ${song.tracks.length}`;
  return differenceOfTime(song, data) ?? differenceOfNotes(song, data);
}

function differenceOfTime({ division, tempos }: Song, { header, tracks }: MidiData): string | undefined {
  // A frame rate that no file can say is written as a tempo that makes ticks as long: there is nothing to compare.
  if (division.kind !== "metrical") return undefined;
  if (header.ticksPerBeat !== division.ticksPerQuarter)
    return `another reader finds ${header.ticksPerBeat} ticks per quarter instead of ${division.ticksPerQuarter}`;
  const read = tracks.flatMap((events) =>
    timed(events).flatMap(({ tick, event }) =>
      event.type === "setTempo" ? [`${tick} ${event.microsecondsPerBeat}`] : [],
    ),
  );
  const wanted = Array.from(tempos.tick, (tick, n) => `${tick} ${tempos.microsecondsPerQuarter[n]}`);
  return String(read.sort()) === String(wanted.sort()) ? undefined : "another reader finds different tempos in it";
}

function differenceOfNotes({ notes, tracks }: Song, data: MidiData): string | undefined {
  let wrong = 0;
  for (const [number, { firstNote, noteCount }] of tracks.entries()) {
    const wanted = Array.from({ length: noteCount }, (_, n): Note => {
      const info = notes.info[firstNote + n]!;
      const what = packed(channelOf(info), pitchOf(info), velocityOf(info));
      return [notes.onset[firstNote + n]!, notes.duration[firstNote + n]!, what];
    }).sort(inOrder);
    const read = notesIn(data.tracks[number] ?? []).sort(inOrder);
    const most = Math.max(wanted.length, read.length);
    for (let n = 0; n < most; n++) if (!isSame(wanted[n], read[n])) wrong++;
  }
  return wrong === 0 ? undefined : `another reader finds different notes in it: ${wrong} of ${notes.length} differ`;
}

const packed = (channel: number, pitch: number, velocity: number): number => (channel << 14) | (pitch << 7) | velocity;

const inOrder = (a: Note, b: Note): number => a[0] - b[0] || a[2] - b[2] || a[1] - b[1];
const isSame = (a: Note | undefined, b: Note | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

/** Events with their ticks from the start. */
function timed(events: readonly MidiEvent[]): readonly { readonly tick: number; readonly event: MidiEvent }[] {
  let tick = 0;
  return events.map((event) => {
    tick += event.deltaTime;
    return { tick, event };
  });
}

function notesIn(events: readonly MidiEvent[]): Note[] {
  interface Open {
    readonly onset: number;
    readonly what: number;
  }
  const open = new Map<number, Open[]>();
  const notes: Note[] = [];
  let tick = 0;
  for (const event of events) {
    tick += event.deltaTime;
    if (event.type !== "noteOn" && event.type !== "noteOff") continue;
    const place = (event.channel << 7) | event.noteNumber;
    if (event.type === "noteOn") {
      const note = { onset: tick, what: packed(event.channel, event.noteNumber, event.velocity) };
      const waiting = open.get(place);
      if (waiting) waiting.push(note);
      else open.set(place, [note]);
      continue;
    }
    const note = open.get(place)?.shift();
    if (note) notes.push([note.onset, tick - note.onset, note.what]);
  }
  for (const waiting of open.values()) for (const { onset, what } of waiting) notes.push([onset, tick - onset, what]);
  return notes;
}
