/** Writer: the bytes of planned events, each made sound. */
import type { Plan, PlannedEvent } from "./plan.ts";
import { fixedLengths, reading } from "./reading.ts";

/** Zero bytes behind the events, as the reader wants them. */
const padding = 16;
/** An event of two bytes may get a status, one of a few a longer length: none gets twice as long. */
const growth = 2;

/** Writes the events of one track at a time into bytes that are reused. */
export class Writer {
  bytes = new Uint8Array(0);
  length = 0;

  /** Writes all events of a plan, whose last one ends before the byte offset `end` of the file. */
  write(file: Uint8Array, plan: Plan, end: number): void {
    const first = plan.length > 0 ? plan.offset[0]! : end;
    const most = (end - first) * growth + padding;
    if (this.bytes.length < most) this.bytes = new Uint8Array(most * 2);
    this.length = 0;
    for (let index = 0; index < plan.length; index++) {
      plan.place[index] = this.length;
      const next = index + 1 < plan.length ? plan.offset[index + 1]! : end;
      if (plan.reading[index] === reading.sound) this.copy(file, plan.offset[index]!, next);
      else this.writeMended(file, plan.at(index), next);
    }
    this.bytes.fill(0, this.length, this.length + padding);
  }

  private writeMended(file: Uint8Array, event: PlannedEvent, next: number): void {
    const { offset, beside } = event;
    switch (event.reading) {
      case reading.skipped:
        return;
      case reading.shortDelta:
        this.copy(file, offset, offset + beside - 1);
        this.put(file[offset + beside - 1]! & 0x7f);
        this.copy(file, offset + beside, next);
        return;
      case reading.longDelta:
        this.put(file[offset]! | 0x80);
        this.copy(file, offset + 1, next);
        return;
      case reading.maskedData: {
        const data = this.copyDelta(file, offset);
        const place = file[data]! >= 0x80 ? data + 1 : data;
        this.copy(file, data, place);
        this.put(file[place]! & 0x7f);
        // As in a sound track: of a pitch a bit is wrong, a value is too large.
        if (place + 1 < next) this.put(Math.min(file[place + 1]!, 0x7f));
        return;
      }
      case reading.otherStatus: {
        const place = this.copyDelta(file, offset);
        this.put(beside === 0 ? event.running : beside);
        for (let data = beside === 0 ? place : place + 1; data < next; data++) this.put(file[data]! & 0x7f);
        return;
      }
      case reading.fixedLength:
      case reading.cutOff:
        this.writeLong(file, event, next);
        return;
      default:
        this.copy(file, offset, next);
    }
  }

  /** A meta or system-exclusive event whose length is wrong. */
  private writeLong(file: Uint8Array, event: PlannedEvent, next: number): void {
    let place = this.copyDelta(file, event.offset);
    const isMeta = file[place] === 0xff;
    this.copy(file, place, place + (isMeta ? 2 : 1));
    place += isMeta ? 2 : 1;
    const length = isMeta ? fixedLengths[file[place - 1]!] : undefined;
    if (event.reading === reading.fixedLength && length !== undefined) place = next - length;
    else while (place < next && file[place++]! >= 0x80);
    this.putLength(next - place);
    this.copy(file, place, next);
  }

  /** Copies the delta at a byte offset; says where it ends. */
  private copyDelta(file: Uint8Array, offset: number): number {
    let place = offset;
    while (file[place]! >= 0x80) place++;
    this.copy(file, offset, place + 1);
    return place + 1;
  }

  private copy(file: Uint8Array, from: number, to: number): void {
    for (let offset = from; offset < to; offset++) this.bytes[this.length++] = file[offset]!;
  }

  private put(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  private putLength(length: number): void {
    for (let shift = 21; shift > 0; shift -= 7) if (length >= 1 << shift) this.put(((length >> shift) & 127) | 128);
    this.put(length & 127);
  }
}
