/** Our reader against midi-file over the corpus: wherever midi-file reads a file whole, both find the same music. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MidiData, type MidiEvent, parseMidi } from "midi-file";
import { MidiError } from "../../src/midi/diagnosis.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { channelOf, pitchOf, type Song, velocityOf } from "../../src/midi/song.ts";

const corpus = join(import.meta.dir, "../../../shared/corpus");
const folders = ["dev", "dev-copyleft"].map((folder) => join(corpus, folder)).filter((folder) => existsSync(folder));

/** Files that midi-file reads otherwise, and why ours is right. */
const misread: Readonly<Record<string, readonly string[]>> = {
  "it reads data bytes over 127 as pitches and velocities": [
    "malformed/velocity-255.mid",
    "malformed/data-byte-ge-128.mid",
    "malformed/byteflip-01.mid",
    "malformed/byteflip-02.mid",
    "malformed/byteflip-03.mid",
    "malformed/byteflip-04.mid",
    "malformed/byteflip-09.mid",
    "claimed/drywetmidi/Invalid/Invalid Channel Event Parameter Value/shoop3.mid",
    "claimed/drywetmidi/Invalid/Invalid Channel Event Parameter Value/losing.mid",
    "claimed/drywetmidi/Invalid/Invalid Channel Event Parameter Value/liberty3.mid",
    "libADLMIDI/projects/watcom/nin-hlah.mid",
  ],
  "it takes damaged bytes as they stand, where ours finds what they were": [
    "malformed/byteflip-00.mid",
    "malformed/hole-1.mid",
    "malformed/sysex-unterminated.mid",
    "clear/jzz-midi-smf/8.mid",
    "claimed/symusic-tests/MIDIs_corrupted/ValueError_Control168.mid",
  ],
  "it makes a last event out of the bytes behind the end of a truncated file": [
    "malformed/truncated-1717-of-2454.mid",
    "malformed/truncated-2386-of-7956.mid",
    "malformed/truncated-9865-of-10962.mid",
  ],
  "it trusts a chunk length that is wrong": [
    "malformed/header-length-huge.mid",
    "malformed/track-length-0-then-data.mid",
    "malformed/track-length-ffffffff.mid",
  ],
  "it reads only as many tracks as the header counts, or fails to find one behind junk": [
    "malformed/ntrks-0.mid",
    "malformed/ntrks-1-has-4.mid",
    "claimed/drywetmidi/Invalid/Extra Track Chunk/arkanoid_modified.mid",
    "claimed/drywetmidi/Invalid/Not Enough Bytes/pbride.mid",
  ],
  "it takes deltas past the legal maximum, where its own sum overflows": [
    "malformed/vlq-5-bytes.mid",
    "clear/jzz-midi-smf/1.mid",
    "clear/jzz-midi-smf/3.mid",
  ],
  "it lets a note that is never released sound to an end of track long after the music": [
    "clear/gmd/drummer1/session1/78_jazz-fast_290_beat_4-4.mid",
  ],
  "it reads a header without any track, which we refuse": [
    "malformed/truncated-13-of-3521.mid",
    "malformed/truncated-14-of-1644.mid",
    "malformed/division-0.mid",
    "malformed/header-only.mid",
    "malformed/header-length-0.mid",
    "clear/muspy-tests/negative-ticks-per-beat.mid",
    "clear/muspy-tests/ticks-per-beat-480.mid",
    "clear/muspy-tests/zero-ticks-per-beat.mid",
    "clear/muspy-tests/type2.mid",
    "claimed/drywetmidi/Valid/MultiTrack/Small/xavier_rudd-no_woman_no_cry.mid",
  ],
};
const excused = new Set(Object.values(misread).flat());

/** Notes as (onset, duration, pitch, channel, velocity) rows, track by track in order of note-on. */
function notesOf(data: MidiData): number[] {
  const rows: number[] = [];
  for (const events of data.tracks) pairNotes(events, rows);
  return rows;
}

function pairNotes(events: readonly MidiEvent[], rows: number[]): void {
  const open = new Map<number, number[]>();
  let tick = 0;
  const close = (row: number): void => {
    rows[row + 1] = tick - rows[row]!;
  };
  for (const event of events) {
    tick += event.deltaTime;
    if (event.type === "endOfTrack") break;
    if (event.type === "controller" && (event.controllerType === 120 || event.controllerType === 123)) {
      for (const [key, queue] of open) {
        if (key >> 8 !== event.channel) continue;
        while (queue.length > 0 && rows[queue[0]!]! < tick) close(queue.shift()!);
      }
    }
    if (event.type !== "noteOn" && event.type !== "noteOff") continue;
    const key = event.channel * 256 + event.noteNumber;
    const queue = open.get(key) ?? [];
    open.set(key, queue);
    if (event.type === "noteOn") {
      queue.push(rows.length);
      rows.push(tick, 0, event.noteNumber, event.channel, event.velocity);
    } else if (queue.length > 0) close(queue.shift()!);
  }
  for (const queue of open.values()) for (const row of queue) close(row);
}

function ourNotes({ notes }: Song): number[] {
  const rows: number[] = [];
  for (let note = 0; note < notes.length; note++) {
    const info = notes.info[note]!;
    rows.push(notes.onset[note]!, notes.duration[note]!, pitchOf(info), channelOf(info), velocityOf(info));
  }
  return rows;
}

function temposOf(data: MidiData): number[][] {
  const tempos: number[][] = [];
  for (const events of data.tracks) {
    let tick = 0;
    for (const event of events) {
      tick += event.deltaTime;
      if (event.type === "endOfTrack") break;
      if (event.type === "setTempo" && event.microsecondsPerBeat > 0) tempos.push([tick, event.microsecondsPerBeat]);
    }
  }
  return tempos.sort((a, b) => a[0]! - b[0]!);
}

const ourTempos = ({ tempos }: Song): number[][] =>
  Array.from(tempos.tick, (tick, event) => [tick, tempos.microsecondsPerQuarter[event]!]);

/** What differs, or undefined; a file that midi-file refuses or reads past its end has no say. */
function difference(bytes: Uint8Array): string | undefined {
  let data: MidiData;
  try {
    data = parseMidi(bytes);
  } catch {
    return undefined;
  }
  const song = songOf(bytes);
  if (song instanceof MidiError) return song.code;
  if (!Bun.deepEquals(ourNotes(song), notesOf(data))) return "notes";
  if (!Bun.deepEquals(ourTempos(song), temposOf(data))) return "tempos";
  return undefined;
}

function songOf(bytes: Uint8Array): Song | MidiError {
  try {
    return parseSong(bytes);
  } catch (error) {
    if (error instanceof MidiError) return error;
    throw error;
  }
}

if (folders.length === 0) {
  test.skip("finds the same notes and tempos as midi-file (no ../shared/corpus here)", () => {});
} else {
  test("finds the same notes and tempos as midi-file in every file of the corpus that it can read", () => {
    const differing: string[] = [];
    let compared = 0;
    for (const folder of folders) {
      for (const name of readdirSync(folder, { recursive: true }) as string[]) {
        if (!/\.(mid|midi|kar|rmi)$/i.test(name)) continue;
        const bytes = new Uint8Array(readFileSync(join(folder, name)));
        const found = difference(bytes);
        compared++;
        if (found && !excused.has(name)) differing.push(`${name}: ${found}`);
      }
    }
    expect(compared).toBeGreaterThan(1000);
    expect(differing).toEqual([]);
  }, 180_000);
}
