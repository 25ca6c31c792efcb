/** parseSong: the bytes of a Standard MIDI File to a song, in one pass, salvaging what is damaged. */
import { findTrack, type Header, isChunk, isNearlyTrack, isTrack, readHeader } from "./chunks.ts";
import { MidiError } from "./diagnosis.ts";
import { checkLength, defaultLimits, type ParseOptions } from "./limits.ts";
import { isNoise } from "./noise.ts";
import { settleHanging, settlePrograms } from "./notes.ts";
import { Scratch } from "./scratch.ts";
import type { Song, Track } from "./song.ts";
import { makeSong } from "./song-columns.ts";
import { readTrack } from "./track.ts";

/** Id and length of a chunk. */
const chunkHead = 8;
/** Files above this size leave no buffers behind. */
const keptBytes = 4 * 1024 * 1024;
/** `FF 2F 00`. */
const endOfTrackSize = 3;

let scratch = new Scratch();

/**
 * Parses the bytes of a MIDI file (SMF format 0, 1 or 2, bare or in RIFF/RMID). Overlapping notes of one channel and
 * pitch are paired first in first out within their track. Damage is salvaged and told in `song.diagnoses`.
 *
 * A note's program is the last one that its own track had set on its channel; where it had set none, the last one that
 * any track of the same port had set there up to that tick, else 0.
 *
 * @throws MidiError when nothing can be rescued (`empty`, `not-midi`, `no-tracks`) or a limit is passed (`too-large`,
 * `too-many-notes`, `too-many-events`, `too-many-tracks`, `too-long`).
 */
export function parseSong(bytes: Uint8Array, options: ParseOptions = {}): Song {
  const limits = { ...defaultLimits, ...options };
  const { maxBytes } = limits;
  if (bytes.length === 0) throw new MidiError("empty", "Cannot read as MIDI: the file is empty", 0);
  if (bytes.length > maxBytes) {
    throw new MidiError("too-large", `Cannot read ${bytes.length} bytes: the limit is ${maxBytes}; raise maxBytes`);
  }
  try {
    scratch.load(bytes, limits);
    const header = readHeader(scratch);
    const tracks = readTracks(scratch, header, limits.maxTracks);
    if (tracks.length === 0)
      throw new MidiError("no-tracks", "Cannot read as MIDI: no MTrk chunk found", header.position);
    const { format, trackCount } = header;
    if (trackCount >= 0 && tracks.length !== trackCount) {
      scratch.log.add("wrong-track-count", header.offset + chunkHead + 2, -1);
    }
    // Several tracks that sound together are format 1, whatever the header says.
    const isOneOfSeveral = format === 0 && tracks.length > 1;
    if (isOneOfSeveral) scratch.log.add("bad-format", header.offset + chunkHead, -1);
    const song = makeSong(scratch, isOneOfSeveral ? { ...header, format: 1 } : header, tracks);
    if (scratch.hanging > 0) {
      if (isNoise(song)) throw new MidiError("not-midi", "Cannot read as MIDI: the tracks hold no MIDI events", 0);
      settleHanging(song);
    }
    settlePrograms(song, scratch.programsSeen);
    checkLength(song, limits);
    return song;
  } finally {
    if (bytes.length > keptBytes) scratch = new Scratch();
  }
}

/** Walks over the chunks and reads every track; each step moves on, so it ends on any input. */
function readTracks(scratch: Scratch, { position: first, end }: Header, maxTracks: number): Track[] {
  const tracks: Track[] = [];
  let position = first;
  while (position + chunkHead <= end) {
    if (!isTrack(scratch, position, end) && !isDamagedTrack(scratch, position, end)) {
      position = skipForeign(scratch, position, end);
      continue;
    }
    if (tracks.length === maxTracks) {
      throw new MidiError("too-many-tracks", `Cannot read more than ${maxTracks} tracks: raise maxTracks`, position);
    }
    const firstNote = scratch.noteCount;
    position = readTrackChunk(scratch, tracks.length, position, end);
    tracks.push({ firstNote, noteCount: scratch.noteCount - firstNote, endTick: scratch.tick });
  }
  if (position < end) scratch.log.add("trailing-garbage", position, -1);
  return tracks;
}

/** Whether a track chunk begins at a byte offset whose id has one wrong byte; tells so. */
function isDamagedTrack(scratch: Scratch, position: number, end: number): boolean {
  if (!isNearlyTrack(scratch, position) || !isChunk(scratch, position, end)) return false;
  scratch.log.add("bad-chunk-id", position, -1);
  return true;
}

/** Skips a chunk that is no track, or junk up to the next track; says where to go on. */
function skipForeign(scratch: Scratch, position: number, end: number): number {
  if (isChunk(scratch, position, end)) {
    const behind = position + chunkHead + scratch.words.getUint32(position + 4);
    const believable = behind === end || isChunk(scratch, behind, end);
    if (believable || findTrack(scratch, position + 1, end) < 0) {
      scratch.log.add("alien-chunk", position, -1);
      return behind;
    }
  }
  const next = findTrack(scratch, position + 1, end);
  scratch.log.add(next < 0 ? "trailing-garbage" : "junk-between-chunks", position, -1);
  return next < 0 ? end : next;
}

/** Reads the track chunk at a byte offset; says where the next chunk begins, whatever the chunk's length claims. */
function readTrackChunk(scratch: Scratch, track: number, offset: number, end: number): number {
  const { log } = scratch;
  const events = offset + chunkHead;
  const declared = events + scratch.words.getUint32(offset + 4);
  readTrackEvents(scratch, track, events, declared, end);
  const position = scratch.position;
  if (!scratch.ended) {
    if (declared > end && !scratch.cut) log.add("truncated", end, track);
    log.add("missing-eot", position, track);
    return position;
  }
  if (position === declared) return declared;
  if (position > declared || declared > end || isTrack(scratch, position, end)) {
    log.add("wrong-chunk-length", offset + 4, track);
    return position;
  }
  if (declared === end || isChunk(scratch, declared, end)) {
    log.add("data-after-eot", position, track);
    return declared;
  }
  const next = findTrack(scratch, position, end);
  if (next >= 0 && next < declared) log.add("wrong-chunk-length", offset + 4, track);
  else log.add("data-after-eot", position, track);
  return next >= 0 && next < declared ? next : declared;
}

/**
 * Reads the events of a track. Where they turn out damaged they are read again: up to the next track chunk, should
 * they have run into it, and mended.
 */
function readTrackEvents(scratch: Scratch, track: number, events: number, declared: number, end: number): void {
  let limit = trackLimit(scratch, events, declared, end);
  if (scratch.wary) limit = nextTrack(scratch, events, limit, end);
  scratch.markTrack();
  scratch.beginTrack(track, events);
  readTrack(scratch, limit);
  const isWhole = !scratch.unsound && scratch.ended && scratch.position === declared;
  if (isWhole) return;
  const next = nextTrack(scratch, events, limit, end);
  if (next < scratch.position) {
    // Once is enough: from here on no track is read into the next one, so the work stays linear.
    scratch.wary = true;
    limit = next;
    scratch.dropTrack();
    scratch.beginTrack(track, events);
    readTrack(scratch, limit);
  }
  if (scratch.unsound) mendTrack(scratch, track, events, limit);
}

/** Reads a track whose bytes are damaged in their likeliest form. */
function mendTrack(scratch: Scratch, track: number, events: number, limit: number): void {
  const { bytes, log, mender } = scratch;
  scratch.dropTrack();
  mender.mend(bytes, events, limit, track, log);
  scratch.beginTrack(track, 0);
  scratch.bytes = mender.bytes;
  log.origin = (offset) => mender.origin(offset);
  try {
    readTrack(scratch, mender.length);
  } finally {
    scratch.bytes = bytes;
    log.origin = undefined;
  }
  scratch.position = mender.origin(scratch.position);
}

/** Byte offset of the next track chunk, at most `limit`; its head may reach past that. */
function nextTrack(scratch: Scratch, from: number, limit: number, end: number): number {
  const next = findTrack(scratch, from, end);
  return next < 0 ? limit : Math.min(next, limit);
}

/**
 * How far to read a track: as far as its length says; but where no chunk follows there and an end-of-track still comes
 * before the next track, the length is too short.
 */
function trackLimit(scratch: Scratch, events: number, declared: number, end: number): number {
  if (declared >= end) return end;
  if (isChunk(scratch, declared, end)) return declared;
  const ending = scratch.trackEnds.next(scratch, Math.max(declared - endOfTrackSize, events), end);
  if (ending < 0 || ending + endOfTrackSize === declared) return declared;
  const next = findTrack(scratch, declared, end);
  const limit = next < 0 ? end : next;
  return ending + endOfTrackSize <= limit ? limit : declared;
}
