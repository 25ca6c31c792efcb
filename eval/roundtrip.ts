/**
 * What writing keeps: `bun run eval roundtrip [CORPUS]`. Every song of POP909 and freedoom is split by track and by
 * channel, and each note of the parts compared with the whole in seconds. Every file of the corpus is repaired, and the
 * notes, tempos, signatures, texts, programs, controls and bends of the repaired file compared with what was salvaged.
 * All files written are read by midi-file as well, with a pairing of notes of its own, and its notes compared with ours in
 * seconds; and by the check that midiq repair and midiq split make of each file before they keep it, whose CPU time is shown.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { parseMidi } from "midi-file";
import {
  channelOf,
  noteSeconds,
  parseSong,
  pitchOf,
  type Song,
  splitSong,
  velocityOf,
  writeSong,
} from "../src/midi/mod.ts";
import { misreadOf } from "../src/midi/read-back.ts";
import { corpusFolder } from "./corpus.ts";

const { positionals } = parseArgs({ allowPositionals: true });
const corpus = join(positionals[0] ?? corpusFolder, "dev");

/** Shifts above this count, in seconds: what nobody hears. */
const tolerance = 0.001;

/** A note as anybody hears it. */
interface Heard {
  /** Channel, pitch and velocity. */
  readonly key: number;
  readonly onset: number;
  readonly end: number;
}

/** How notes differ from those that they should be. */
interface Difference {
  lost: number;
  added: number;
  shifted: number;
  /** Largest shift in seconds. */
  worst: number;
}

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(corpus, path)));

function heard(song: Song): Heard[] {
  const { onset, duration } = noteSeconds(song);
  return Array.from(song.notes.info, (info, note) => ({
    key: (channelOf(info) << 14) | (pitchOf(info) << 7) | velocityOf(info),
    onset: onset[note]!,
    end: onset[note]! + duration[note]!,
  }));
}

/** Notes as midi-file reads them, paired first in first out within a track; undefined where it refuses the file. */
function heardByMidiFile(bytes: Uint8Array): Heard[] | undefined {
  try {
    const { header, tracks } = parseMidi(bytes);
    const tempos: { tick: number; length: number }[] = [];
    const notes: { key: number; onset: number; end: number }[] = [];
    for (const track of tracks) {
      let tick = 0;
      const open = new Map<number, { end: number }[]>();
      for (const event of track) {
        tick += event.deltaTime;
        if (event.type === "setTempo") tempos.push({ tick, length: event.microsecondsPerBeat });
        if (event.type !== "noteOn" && event.type !== "noteOff") continue;
        const place = (event.channel << 7) | event.noteNumber;
        if (event.type === "noteOff") {
          const note = open.get(place)?.shift();
          if (note) note.end = tick;
          continue;
        }
        const note = { key: (place << 7) | event.velocity, onset: tick, end: -1 };
        notes.push(note);
        open.set(place, [...(open.get(place) ?? []), note]);
      }
      for (const note of notes) if (note.end < 0) note.end = tick;
    }
    const seconds = clockOf(header, tempos);
    return notes.map(({ key, onset, end }) => ({ key, onset: seconds(onset), end: seconds(end) }));
  } catch {
    return undefined;
  }
}

/** Seconds at a tick, summed over the tempos before it. */
function clockOf(
  { ticksPerBeat, framesPerSecond, ticksPerFrame }: ReturnType<typeof parseMidi>["header"],
  tempos: readonly { readonly tick: number; readonly length: number }[],
): (tick: number) => number {
  if (!ticksPerBeat) {
    const rate = framesPerSecond === 29 ? 30_000 / 1001 : framesPerSecond!;
    return (tick) => tick / (rate * ticksPerFrame!);
  }
  const map = [{ tick: 0, length: 500_000, seconds: 0 }];
  for (const { tick, length } of tempos.toSorted((a, b) => a.tick - b.tick)) {
    const last = map.at(-1)!;
    map.push({ tick, length, seconds: last.seconds + ((tick - last.tick) * last.length) / 1e6 / ticksPerBeat });
  }
  return (tick) => {
    let low = 0;
    for (let high = map.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (map[middle]!.tick <= tick) low = middle;
      else high = middle;
    }
    const { tick: from, length, seconds } = map[low]!;
    return seconds + ((tick - from) * length) / 1e6 / ticksPerBeat;
  };
}

const inOrder = (notes: readonly Heard[]): Heard[] =>
  notes.toSorted((a, b) => a.key - b.key || a.onset - b.onset || a.end - b.end);

/** Compares notes by channel, pitch and velocity in order of onset. */
function difference(wanted: readonly Heard[], got: readonly Heard[]): Difference {
  const found: Difference = { lost: 0, added: 0, shifted: 0, worst: 0 };
  const [left, right] = [inOrder(wanted), inOrder(got)];
  let other = 0;
  for (const note of left) {
    while (other < right.length && right[other]!.key < note.key) {
      other++;
      found.added++;
    }
    const match = right[other];
    if (match?.key !== note.key) {
      found.lost++;
      continue;
    }
    other++;
    const shift = Math.max(Math.abs(match.onset - note.onset), Math.abs(match.end - note.end));
    found.worst = Math.max(found.worst, shift);
    if (shift > tolerance) found.shifted++;
  }
  found.added += right.length - other;
  return found;
}

/** Counts of one line of the table. */
class Line {
  files = 0;
  refused = 0;
  written = 0;
  notes = 0;
  lost = 0;
  shifted = 0;
  worst = 0;
  changed = 0;
  diagnosed = 0;
  read = 0;
  misread = 0;
  unkept = 0;
  /** CPU of writing a file, and of checking it, in microseconds. */
  writing = 0;
  checking = 0;

  add({ lost, added, shifted, worst }: Difference): void {
    this.lost += lost + added;
    this.shifted += shifted;
    this.worst = Math.max(this.worst, worst);
  }

  /** Writes a song and reads what was written, with both readers. */
  readBack(whole: Song): Song {
    const begun = process.cpuUsage();
    const bytes = writeSong(whole);
    const { user, system } = process.cpuUsage(begun);
    this.writing += user + system;
    const checked = process.cpuUsage();
    const why = misreadOf(whole, bytes);
    const check = process.cpuUsage(checked);
    this.checking += check.user + check.system;
    if (why !== undefined) {
      this.unkept++;
      console.log(`not kept: ${why}`);
    }
    const song = parseSong(bytes);
    this.written++;
    if (song.diagnoses.length > 0) this.diagnosed++;
    const theirs = heardByMidiFile(bytes);
    if (theirs) this.read++;
    const { lost, added, shifted } = difference(heard(song), theirs ?? []);
    if (lost + added + shifted > 0) this.misread++;
    return song;
  }
}

function splitAll(folder: string, by: "track" | "channel"): Line {
  const line = new Line();
  for (const name of readdirSync(join(corpus, folder)).filter((name) => /\.midi?$/i.test(name))) {
    const song = parseSong(bytesOf(join(folder, name)));
    const parts = Array.from(splitSong(song, by), (part) => line.readBack(part.song));
    line.files++;
    line.notes += song.notes.length;
    line.add(difference(heard(song), parts.flatMap(heard)));
    const programs = (one: Song): number[] => Array.from(one.notes.info);
    const same = String(programs(song).sort()) === String(parts.flatMap(programs).sort());
    if (!same) line.changed++;
  }
  return line;
}

/** Other events by track and tick; within a tick the file's order is not kept between kinds. */
function othersOf({ others: { tick, track, status, end, bytes } }: Pick<Song, "others">): string[][] {
  const all = Array.from(tick, (at, event) => {
    const data = bytes.subarray(event > 0 ? end[event - 1] : 0, end[event]);
    return `${track[event]} ${at} ${status[event]} ${data.toHex()}`;
  });
  return [all.sort()];
}

/** What repair keeps, by name; the tempo map without its track, which changes, and programs by channel within a tick. */
function factsOf({ tempos, timeSignatures, programChanges, ...song }: Song): Record<string, ArrayLike<unknown>[]> {
  const channel = (event: number): number => programChanges.info[event]! & 15;
  const ofTick = (event: number): number => programChanges.track[event]! * 2 ** 32 + programChanges.tick[event]!;
  const programs = Array.from(programChanges.tick.keys());
  programs.sort((a, b) => ofTick(a) - ofTick(b) || channel(a) - channel(b));
  return {
    notes: [song.notes.onset, song.notes.duration, song.notes.info],
    tempos: [tempos.tick, tempos.microsecondsPerQuarter],
    "time signatures": [timeSignatures.tick, timeSignatures.numerator, timeSignatures.denominator],
    "key signatures": Object.values(song.keySignatures),
    texts: Object.values(song.texts),
    "other events": othersOf(song),
    controls: Object.values(song.controls),
    "pitch bends": Object.values(song.pitchBends),
    programs: [programs.map(ofTick), programs.map((event) => programChanges.info[event]!)],
  };
}

/** Names of what is not the same. */
function changesBetween(song: Song, again: Song): string[] {
  const facts = factsOf(again);
  return Object.entries(factsOf(song)).flatMap(([name, columns]) =>
    isDeepStrictEqual(columns, facts[name]) ? [] : [name],
  );
}

function repairAll(expect: string): Line {
  const line = new Line();
  const rows = readFileSync(join(corpus, "manifest.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .map((row) => row.split("\t"));
  const columns = rows[0]!;
  const [path, expected] = [columns.indexOf("path"), columns.indexOf("expect")];
  for (const row of rows.slice(1)) {
    const file = row[path]!.replace("\\t", "\t");
    if (row[expected] !== expect || /\.(zip|tar|gz|tgz|bz2|zst|7z|xz)$/i.test(file)) continue;
    line.files++;
    let song: Song;
    try {
      song = parseSong(bytesOf(file));
    } catch {
      line.refused++;
      continue;
    }
    const again = line.readBack(song);
    line.notes += song.notes.length;
    line.add(difference(heard(song), heard(again)));
    const changes = changesBetween(song, again);
    if (changes.length > 0) {
      line.changed++;
      console.log(`changed ${changes.join(", ")}: ${file}`);
    }
  }
  return line;
}

const lines: readonly (readonly [string, Line])[] = [
  ...["claimed/pop909", "clear/freedoom"].flatMap((folder) =>
    (["track", "channel"] as const).map((by) => [`split by ${by}, ${folder}`, splitAll(folder, by)] as const),
  ),
  ["repair, expect ok", repairAll("ok")],
  ["repair, expect recover", repairAll("recover")],
];
console.table(
  Object.fromEntries(
    lines.map(([name, { worst, writing, checking, ...counts }]) => {
      const each = (microseconds: number): number => Math.round(microseconds / counts.written);
      const times = { "write us": each(writing), "check us": each(checking) };
      return [name, { ...counts, "worst ms": Number((worst * 1000).toFixed(6)), ...times }];
    }),
  ),
);
