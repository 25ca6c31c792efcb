/** SoundEvent: where one event begins and ends when it is taken as it stands, and whether that is how events look. */

/** Bytes of the longest legal variable-length quantity (SMF 1.0). */
const longestQuantity = 4;
/** Bytes of the longest delta that is looked at; some writers pad them. */
const longestDelta = 8;

/** Shorter long events are believed; what is lost with them is little. */
const shortContent = 8;
const lastText = 15;
const sequencerSpecific = 0x7f;
const endOfTrack = 0x2f;

/** One event as it stands in the bytes; reused, so that looking at events allocates nothing. */
export class SoundEvent {
  /** Byte offset behind the event. */
  next = 0;
  /** Bytes of its delta. */
  deltaBytes = 0;
  /** Status byte, or the running one. */
  status = 0;
  /** Status byte as it is written, 0 when it runs on. */
  written = 0;
  /** Byte offset of its data: behind the status, or the length of a long event. */
  data = 0;
  /** Type of a meta event, else -1. */
  type = -1;

  /**
   * Looks at the event at a byte offset. False when no sound event stands there: a delta far too long, data
   * without status or above 127, a system message, a length that reaches past `end`.
   */
  at(bytes: Uint8Array, offset: number, running: number, end: number): boolean {
    let position = offset;
    while (position < end && bytes[position]! >= 0x80) position++;
    this.deltaBytes = ++position - offset;
    if (this.deltaBytes > longestDelta || position >= end) return false;
    return this.behindDelta(bytes, position, running, end);
  }

  /** The same, from behind the delta. */
  behindDelta(bytes: Uint8Array, offset: number, running: number, end: number): boolean {
    const first = bytes[offset]!;
    this.written = first >= 0x80 ? first : 0;
    this.status = first >= 0x80 ? first : running;
    this.type = -1;
    this.data = offset + (first >= 0x80 ? 1 : 0);
    if (this.status < 0xf0) {
      const size = dataBytes(this.status);
      this.next = this.data + size;
      if (this.status === 0 || this.next > end) return false;
      return bytes[this.data]! < 0x80 && (size === 1 || bytes[this.data + 1]! < 0x80);
    }
    if (this.status === 0xff) this.type = bytes[this.data++]!;
    else if (this.status !== 0xf0 && this.status !== 0xf7) return false;
    return this.readLength(bytes, end);
  }

  /**
   * Whether a long event holds what such an event should: a text few control characters, a system-exclusive message
   * data bytes, ended by F7. A damaged length makes one of the events behind it.
   */
  isCredible(bytes: Uint8Array): boolean {
    if (this.status < 0xf0 || this.next - this.data < shortContent) return true;
    if (this.type > lastText) return this.type === sequencerSpecific;
    const last = this.next - 1;
    let odd = 0;
    for (let offset = this.data; offset < last; offset++) {
      const byte = bytes[offset]!;
      if (this.type < 0 ? byte >= 0x80 : byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) odd++;
    }
    return this.type < 0 ? odd === 0 && (this.status === 0xf7 || bytes[last] === 0xf7) : odd * 16 <= last - this.data;
  }

  get isDeltaSound(): boolean {
    return this.deltaBytes <= longestQuantity;
  }

  /** Whether the event ends its track. */
  get isEnd(): boolean {
    return this.type === endOfTrack;
  }

  get isNote(): boolean {
    return this.status >= 0x80 && this.status < 0xa0;
  }

  /** Channel and pitch of a note as one number: pitch | channel << 7. */
  key(bytes: Uint8Array): number {
    return ((this.status & 15) << 7) | bytes[this.data]!;
  }

  isNoteOn(bytes: Uint8Array): boolean {
    return this.status >= 0x90 && bytes[this.data + 1]! > 0;
  }

  private readLength(bytes: Uint8Array, end: number): boolean {
    let length = 0;
    for (let position = this.data; position < end && position < this.data + longestQuantity; position++) {
      const byte = bytes[position]!;
      length = (length << 7) | (byte & 127);
      if (byte >= 0x80) continue;
      this.data = position + 1;
      this.next = this.data + length;
      return this.next <= end;
    }
    return false;
  }
}

/** Whether a status is one of a system message that has no place in a file. */
export const isSystem = (status: number): boolean => status > 0xf0 && status < 0xff && status !== 0xf7;

/** Data bytes of the system messages F1, F2 and F3; the others have none. */
export const systemDataBytes = (status: number): number =>
  status === 0xf2 ? 2 : status === 0xf1 || status === 0xf3 ? 1 : 0;

/** Data bytes of a channel message. */
export const dataBytes = (status: number): 1 | 2 => (status >= 0xc0 && status < 0xe0 ? 1 : 2);
