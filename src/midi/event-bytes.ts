/** EventBytes: events of a file to be written, as columns, put in order of track and tick, and encoded as chunks. */
import { sortedOrder, sortOrder } from "./radix.ts";

/** Longest delta that a variable-length quantity holds, in ticks (SMF 1.0). */
const longestDelta = 0x0fffffff;
/** Most bytes of a variable-length quantity. */
const longestQuantity = 4;
/** A sequencer-specific meta event without data, which says nothing; then the end of a track (both without delta). */
const nothing = Uint8Array.of(0xff, 0x7f, 0);
const endOfTrack = Uint8Array.of(0xff, 0x2f, 0);

/** Order of the events of one tick and track; those of one rank keep the order in which they came. */
export const rank = { meta: 0, noteOff: 1, control: 2, voice: 3 } as const;

/** Events without their deltas: some numbers each, and the bytes of all of them one after the other. */
export class EventBytes {
  private readonly bytes = new ByteWriter();
  private capacity = 1024;
  private length = 0;
  private track = new Int32Array(this.capacity);
  private tick = new Int32Array(this.capacity);
  private rank = new Int32Array(this.capacity);
  private start = new Int32Array(this.capacity + 1);

  /** Adds a channel message; `second` is left out for those that have one data byte. */
  message(track: number, tick: number, order: number, status: number, first: number, second?: number): void {
    this.bytes.byte(status);
    this.bytes.byte(first);
    if (second !== undefined) this.bytes.byte(second);
    this.add(track, tick, order);
  }

  /** Adds a meta event. */
  meta(track: number, tick: number, type: number, data: ArrayLike<number>): void {
    this.bytes.byte(0xff);
    this.bytes.byte(type);
    this.bytes.quantity(data.length);
    this.bytes.append(data);
    this.add(track, tick, rank.meta);
  }

  /** Adds a system-exclusive event. */
  exclusive(track: number, tick: number, status: number, data: ArrayLike<number>): void {
    this.bytes.byte(status);
    this.bytes.quantity(data.length);
    this.bytes.append(data);
    this.add(track, tick, rank.meta);
  }

  /**
   * The file: a header, and one chunk for each track.
   *
   * @param ends tick where each track ends, unless an event of it is later.
   */
  file(format: number, division: number, ends: readonly number[]): Uint8Array {
    const order = this.inOrder();
    const file = new ByteWriter();
    file.append([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6]);
    for (const field of [format, ends.length, division]) {
      file.byte(field >> 8);
      file.byte(field & 255);
    }
    let event = 0;
    for (let track = 0; track < ends.length; track++) {
      file.append([0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 0]);
      const events = file.length;
      let tick = 0;
      for (; event < order.length && this.track[order[event]!] === track; event++) {
        const index = order[event]!;
        tick = pass(file, tick, this.tick[index]!);
        file.copy(this.bytes, this.start[index]!, this.start[index + 1]!);
      }
      pass(file, tick, Math.max(tick, ends[track]!));
      file.append(endOfTrack);
      file.setUint32(events - 4, file.length - events);
    }
    return file.whole();
  }

  private add(track: number, tick: number, order: number): void {
    if (this.length === this.capacity) this.grow();
    this.track[this.length] = track;
    this.tick[this.length] = tick;
    this.rank[this.length] = order;
    this.start[++this.length] = this.bytes.length;
  }

  private grow(): void {
    this.capacity *= 2;
    this.track = grown(this.track, this.capacity);
    this.tick = grown(this.tick, this.capacity);
    this.rank = grown(this.rank, this.capacity);
    this.start = grown(this.start, this.capacity + 1);
  }

  private inOrder(): Int32Array {
    const byRank = sortedOrder(this.rank.subarray(0, this.length));
    return sortOrder(sortOrder(byRank, this.tick.subarray(0, this.length)), this.track.subarray(0, this.length));
  }
}

/** Writes the delta between two ticks; one that is too long for an event is bridged by events that say nothing. */
function pass(file: ByteWriter, from: number, to: number): number {
  let tick = from;
  for (; to - tick > longestDelta; tick += longestDelta) {
    file.quantity(longestDelta);
    file.append(nothing);
  }
  file.quantity(to - tick);
  return to;
}

/** Bytes that grow at their end. */
class ByteWriter {
  length = 0;
  private bytes = new Uint8Array(4096);

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.reserve(values.length);
    this.bytes.set(values, this.length);
    this.length += values.length;
  }

  /** Writes a variable-length quantity, at most 0x0fffffff. */
  quantity(value: number): void {
    this.reserve(longestQuantity);
    for (let shift = 7 * (longestQuantity - 1); shift > 0; shift -= 7) {
      if (value >>> shift !== 0) this.bytes[this.length++] = ((value >>> shift) & 127) | 128;
    }
    this.bytes[this.length++] = value & 127;
  }

  setUint32(offset: number, value: number): void {
    new DataView(this.bytes.buffer).setUint32(offset, value);
  }

  /** Appends a part of other bytes; most parts are messages of 3 bytes, for which a view of them costs more than the copy. */
  copy({ bytes }: ByteWriter, start: number, end: number): void {
    if (end - start > 16) {
      this.append(bytes.subarray(start, end));
      return;
    }
    this.reserve(end - start);
    for (let index = start; index < end; index++) this.bytes[this.length++] = bytes[index]!;
  }

  whole(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

function grown(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(column);
  return larger;
}
