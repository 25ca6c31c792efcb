/**
 * Scratch: the buffers and the reading position of the parser. One lives in each thread and is reused from file to
 * file, because allocating columns for every file cost more than filling them.
 */
import { ByteSearch } from "./byte-search.ts";
import { DiagnosisLog } from "./diagnosis-log.ts";
import { EventColumn, TextColumn } from "./event-column.ts";
import type { Limits } from "./limits.ts";
import { Mender } from "./mend/mender.ts";

/** Channel and pitch as one number: pitch | channel << 7. */
const keys = 16 * 128;
/** Zero bytes behind the file, so that an id may be looked at near its end. */
const padding = 16;
/** A note takes at least a delta, a pitch and a velocity. */
const bytesPerNote = 3;

/** Set in `programs`, and so in a note's info, while the track has set no program on that channel. */
export const programUnset = 1 << 27;

/** Set in a note's info while its track left it on to its end. */
export const leftHanging = 1 << 28;

/** Set in the value of a pitch bend: bit 6 of its status E0, which a control's B0 has not, moved up by 12. */
export const bendFlag = 0x40 << 12;

/** Buffers and state of the parser. */
export class Scratch {
  /** The file, copied, with zeros behind it: one type of array whatever the caller holds keeps the loop fast. */
  bytes = new Uint8Array(0);
  /** The same bytes, for ids and lengths of chunks. */
  words = new DataView(this.bytes.buffer);
  /** Length of the file in bytes. */
  length = 0;

  onset = new Int32Array(0);
  /** Ticks; while a note is open, -2 - the next open note of its key, or -1 when it is the last. */
  duration = new Int32Array(0);
  info = new Int32Array(0);
  noteCount = 0;
  maxNotes = 0;

  readonly tempos = new EventColumn();
  readonly timeSignatures = new EventColumn();
  readonly keySignatures = new EventColumn();
  /** Controls and pitch bends in one column: value = a song's packed info, with `bendFlag` set for a pitch bend. */
  readonly changes = new EventColumn();
  /** value = channel | program << 4 */
  readonly programChanges = new EventColumn();
  readonly texts = new TextColumn();
  /** Aftertouch, system-exclusive and other meta events; the type is the status byte. */
  readonly others = new TextColumn();
  private readonly columns: readonly EventColumn[] = [
    this.tempos,
    this.timeSignatures,
    this.keySignatures,
    this.changes,
    this.programChanges,
    this.texts.events,
    this.others.events,
  ];
  readonly log = new DiagnosisLog();
  /** Places of `MTrk`, and of the end-of-track event's `FF 2F 00`. */
  readonly trackStarts = new ByteSearch(0x4d, 0x54, 0x72, 0x6b);
  readonly trackEnds = new ByteSearch(0xff, 0x2f, 0x00);

  /** Oldest and newest open note per key. An entry below the track's first note is stale and means none. */
  readonly oldestOpen = new Int32Array(keys);
  readonly newestOpen = new Int32Array(keys);
  /** Per channel: program << 20, or `programUnset`. */
  readonly programs = new Int32Array(16);
  /** All values of `programs` that notes of this file took, or-ed. */
  programsSeen = 0;

  /** Notes of the file that were left on. */
  hanging = 0;

  track = 0;
  firstNote = 0;
  /** Notes of this track that were closed. */
  closedCount = 0;
  position = 0;
  tick = 0;
  /** Running status, 0 for none. */
  status = 0;
  /** Running status that a meta or system-exclusive event has cancelled, 0 for none. */
  cancelledStatus = 0;
  /** True once the track's end-of-track was read. */
  ended = false;
  /** True once an event of the track was cut off by the track's end. */
  cut = false;
  /** True once bytes of the track were met that belong to no event, so that those around them may be misread. */
  unsound = false;
  /** True once a track of the file ran into the next one: lengths and ends of tracks are not to be trusted. */
  wary = false;

  readonly mender = new Mender();
  /** Lengths of the columns before the track. */
  private readonly mark = {
    notes: 0,
    programsSeen: 0,
    columns: new Int32Array(this.columns.length),
    textBytes: 0,
    otherBytes: 0,
  };

  /** Takes a file: copies its bytes and clears every column. */
  load(file: Uint8Array, { maxNotes, maxEvents }: Limits): void {
    if (this.bytes.length < file.length + padding) {
      this.bytes = new Uint8Array(Math.ceil(file.length * 1.5) + padding);
      this.words = new DataView(this.bytes.buffer);
    }
    this.bytes.set(file);
    this.bytes.fill(0, file.length, file.length + padding);
    this.length = file.length;
    this.maxNotes = maxNotes;
    const capacity = Math.min(Math.ceil(file.length / bytesPerNote), maxNotes) + 1;
    if (this.onset.length < capacity) {
      this.onset = new Int32Array(capacity);
      this.duration = new Int32Array(capacity);
      this.info = new Int32Array(capacity);
    }
    this.noteCount = 0;
    this.programsSeen = 0;
    this.hanging = 0;
    this.oldestOpen.fill(-1);
    this.newestOpen.fill(-1);
    for (const column of this.columns) column.clear(maxEvents);
    this.texts.clear(maxEvents);
    this.others.clear(maxEvents);
    this.log.clear();
    this.trackStarts.clear();
    this.trackEnds.clear();
    this.mender.clear();
    this.wary = false;
  }

  /** Begins a track at a byte offset. */
  beginTrack(track: number, position: number): void {
    this.track = track;
    this.firstNote = this.noteCount;
    this.closedCount = 0;
    this.position = position;
    this.tick = 0;
    this.status = 0;
    this.cancelledStatus = 0;
    this.ended = false;
    this.cut = false;
    this.unsound = false;
    this.programs.fill(programUnset);
    for (const column of this.columns) column.beginTrack(track);
  }

  /** Remembers how full the columns are, before a track. */
  markTrack(): void {
    const { mark, columns } = this;
    this.log.keep();
    mark.notes = this.noteCount;
    mark.programsSeen = this.programsSeen;
    for (let column = 0; column < columns.length; column++) mark.columns[column] = columns[column]!.length;
    mark.textBytes = this.texts.byteLength;
    mark.otherBytes = this.others.byteLength;
  }

  /** Forgets what was read of the track, so that it can be read again. */
  dropTrack(): void {
    const { mark, columns } = this;
    this.log.drop();
    this.noteCount = mark.notes;
    this.programsSeen = mark.programsSeen;
    for (let column = 0; column < columns.length; column++) columns[column]!.length = mark.columns[column]!;
    this.texts.byteLength = mark.textBytes;
    this.others.byteLength = mark.otherBytes;
    this.oldestOpen.fill(-1);
    this.newestOpen.fill(-1);
  }

  /** Notes that still fit. */
  room(): number {
    return this.maxNotes - this.noteCount;
  }
}
