/** Chunks: finds the header and the tracks of a file, also where wrappers, junk or wrong lengths hide them. */

import type { ByteSearch } from "./byte-search.ts";
import { MidiError } from "./diagnosis.ts";
import type { DiagnosisLog } from "./diagnosis-log.ts";
import type { Division } from "./song.ts";

const idOf = (text: string): number =>
  (text.charCodeAt(0) << 24) | (text.charCodeAt(1) << 16) | (text.charCodeAt(2) << 8) | text.charCodeAt(3);
const header = idOf("MThd");
const track = idOf("MTrk");

/** Id and length of a chunk. */
const chunkHead = 8;
/** Format, track count and division. */
const headerFields = 6;
/** How far to look for a header behind junk, in bytes. A MacBinary header has 128, mail headers a few thousand. */
const headerSearch = 65_536;

/** The file's bytes up to `end`; behind it may stand padding. */
export interface FileBytes {
  readonly words: DataView;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly log: DiagnosisLog;
  /** Places of `MTrk`. */
  readonly trackStarts: ByteSearch;
}

/** What a header says, and where the chunks behind it begin and end. */
export interface Header {
  readonly format: 0 | 1 | 2;
  readonly division: Division;
  /** As the header says, -1 where there is none. */
  readonly trackCount: number;
  /** Byte offset of the header itself. */
  readonly offset: number;
  /** Byte offset of the first chunk behind it. */
  readonly position: number;
  /** Byte offset where the MIDI data ends. */
  readonly end: number;
}

/** Finds and reads the header; throws a MidiError when the file is no MIDI file or says nothing about time. */
export function readHeader(file: FileBytes): Header {
  const { words, log } = file;
  const { offset, end } = findHeader(file);
  const fields = offset + chunkHead;
  const length = words.getUint32(offset + 4);
  if (isTrack(file, offset, end)) return assumedHeader(file, offset, end);
  if (fields + headerFields > end || (length < headerFields && isTrack(file, fields, end))) {
    return assumedHeader(file, Math.min(fields, end), end);
  }
  // A longer header is legal (SMF 1.0: "more parameters may be added"), where a chunk follows it.
  const declared = fields + length;
  const sound = length === headerFields || (length > headerFields && isChunk(file, declared, end));
  if (!sound) log.add("bad-header-length", offset + 4, -1);
  const format = words.getUint16(fields);
  if (format > 2) log.add("bad-format", fields, -1);
  return {
    format: format === 0 || format === 2 ? format : 1,
    trackCount: words.getUint16(fields + 2),
    division: readDivision(words.getUint16(fields + 4), fields + 4, log),
    offset,
    position: sound ? declared : fields + headerFields,
    end,
  };
}

/** What holds where no header says it: tracks that sound together, in ticks of an assumed length. */
function assumedHeader({ log }: FileBytes, position: number, end: number): Header {
  log.add("missing-header", position, -1);
  const division = { kind: "metrical", ticksPerQuarter: assumedDivision } as const;
  return { format: 1, trackCount: -1, division, offset: position, position, end };
}

/** Whether the id of a track chunk stands at a byte offset, but for one byte. */
export function isNearlyTrack({ bytes }: FileBytes, offset: number): boolean {
  let right = 0;
  for (let index = 0; index < 4; index++) if (bytes[offset + index] === ((track >> (24 - 8 * index)) & 255)) right++;
  return right === 3;
}

/** Whether a track chunk begins at a byte offset. */
export function isTrack({ words }: FileBytes, offset: number, end: number): boolean {
  return offset + chunkHead <= end && words.getInt32(offset) === track;
}

/** Whether a chunk of any kind seems to begin at a byte offset: four printable characters and a length that fits. */
export function isChunk(file: FileBytes, offset: number, end: number): boolean {
  if (offset + chunkHead > end) return false;
  if (isTrack(file, offset, end)) return true;
  for (let index = offset; index < offset + 4; index++) {
    const byte = file.bytes[index]!;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return offset + chunkHead + file.words.getUint32(offset + 4) <= end;
}

/** Byte offset of the next track chunk at or behind an offset, -1 when there is none. */
export function findTrack(file: FileBytes, from: number, end: number): number {
  const place = file.trackStarts.next(file, from, end);
  return place + chunkHead <= end ? place : -1;
}

function findHeader(file: FileBytes): { offset: number; end: number } {
  const { words, length, log } = file;
  if (length >= 4 && words.getInt32(0) === header) return { offset: 0, end: length };
  const refusal = nameForeign(file);
  if (refusal) throw new MidiError("not-midi", `Cannot read as MIDI: the file is ${refusal}`, 0);
  if (length >= 12 && words.getInt32(0) === idOf("RIFF") && words.getInt32(8) === idOf("RMID")) {
    return findRiffData(file);
  }
  const offset = searchHeader(file, 0);
  if (offset < 0) return findDamagedHeader(file);
  log.add("junk-before-header", 0, -1);
  return { offset, end: length };
}

/** Where the id of the header is damaged, or all of it is lost, its first track tells where it stood. */
function findDamagedHeader(file: FileBytes): { offset: number; end: number } {
  const { words, length, log } = file;
  const first = findTrack(file, 0, Math.min(length, headerSearch));
  if (first < 0 || !endsAsItSays(file, first)) {
    throw new MidiError("not-midi", "Cannot read as MIDI: no MThd header found", 0);
  }
  const offset = first - chunkHead - headerFields;
  if (offset >= 0 && words.getUint32(offset + 4) === headerFields) {
    log.add("bad-chunk-id", offset, -1);
    return { offset, end: length };
  }
  return { offset: first, end: length };
}

/** Whether the end-of-track event stands where a track's length says that it ends. */
function endsAsItSays({ words, length }: FileBytes, offset: number): boolean {
  const end = offset + chunkHead + words.getUint32(offset + 4);
  return end <= length && end - 4 >= offset + chunkHead && (words.getUint32(end - 4) & 0xffffff) === 0xff2f00;
}

/** Unwraps RIFF/RMID: the MIDI file stands in its `data` chunk (little-endian lengths, chunks on even offsets). */
function findRiffData(file: FileBytes): { offset: number; end: number } {
  const { words, length, log } = file;
  log.add("riff-wrapper", 0, -1);
  for (let chunk = 12; chunk + chunkHead <= length; ) {
    const size = words.getUint32(chunk + 4, true);
    const data = chunk + chunkHead;
    if (words.getInt32(chunk) === idOf("data") && data + 4 <= length && words.getInt32(data) === header) {
      return { offset: data, end: size > 0 ? Math.min(data + size, length) : length };
    }
    chunk = data + size + (size & 1);
  }
  const offset = searchHeader(file, 12);
  if (offset < 0) throw new MidiError("not-midi", "Cannot read as MIDI: no MThd header found in the RIFF file", 12);
  log.add("junk-before-header", 12, -1);
  return { offset, end: length };
}

function searchHeader({ words, length }: FileBytes, from: number): number {
  const last = Math.min(length, headerSearch) - 4;
  for (let offset = from; offset <= last; offset++) if (words.getInt32(offset) === header) return offset;
  return -1;
}

/** First bytes of what is often saved under a MIDI name; a MIDI file inside of it must not be taken for the file. */
const foreign: readonly (readonly [magic: string, name: string])[] = [
  ["PK\x03\x04", "a zip archive"],
  ["\x1f\x8b", "gzip data"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf", "a 7-Zip archive"],
  ["GIF8", "a GIF image"],
  ["OggS", "an Ogg stream"],
  ["ID3", "an MP3 file"],
  ["<!DOCTYPE", "an HTML page"],
  ["<!doctype", "an HTML page"],
  ["<html", "an HTML page"],
  ["<HTML", "an HTML page"],
];

function nameForeign({ bytes, length }: FileBytes): string | undefined {
  return foreign.find(([magic]) => {
    for (let index = 0; index < magic.length; index++) {
      if (index >= length || bytes[index] !== magic.charCodeAt(index)) return false;
    }
    return true;
  })?.[1];
}

const smpteRates = [24, 25, 29, 30];
/** Ticks of a quarter where the header says 0: 96, common among the sequencers that wrote such files. */
const assumedDivision = 96;

function readDivision(division: number, offset: number, log: DiagnosisLog): Division {
  if ((division & 0x8000) === 0) {
    if (division > 0) return { kind: "metrical", ticksPerQuarter: division };
    log.add("bad-division", offset, -1);
    return { kind: "metrical", ticksPerQuarter: assumedDivision };
  }
  const rate = 256 - (division >> 8);
  const ticksPerFrame = Math.max(1, division & 255);
  if (!smpteRates.includes(rate) || (division & 255) === 0) log.add("bad-division", offset, -1);
  // 29 stands for 30 drop frame, which runs at 30000/1001 frames a second.
  return { kind: "smpte", framesPerSecond: rate === 29 ? 30_000 / 1001 : rate, ticksPerFrame };
}
