/** Plan: the events of a damaged track in their likeliest reading, and where each stands in the mended bytes. */
import type { Reading } from "./reading.ts";

/** One event as it is to be read. */
export interface PlannedEvent {
  /** Byte offset in the file. */
  readonly offset: number;
  readonly reading: Reading;
  /** Running status before it. */
  readonly running: number;
  /** The status that is right (0 for the running one), the length of the delta, or the count of skipped bytes. */
  readonly beside: number;
}

/** Columns of planned events in order of offset; reused from track to track. */
export class Plan {
  length = 0;
  offset = new Int32Array(1024);
  running = new Uint8Array(1024);
  reading = new Uint8Array(1024);
  beside = new Uint8Array(1024);
  /** Byte offset in the mended bytes; the writer sets it. */
  place = new Int32Array(1024);

  push({ offset, running, reading, beside }: PlannedEvent): void {
    if (this.length === this.offset.length) this.grow();
    this.offset[this.length] = offset;
    this.running[this.length] = running;
    this.reading[this.length] = reading;
    this.beside[this.length] = beside;
    this.length++;
  }

  at(index: number): PlannedEvent {
    return {
      offset: this.offset[index]!,
      running: this.running[index]!,
      reading: this.reading[index] as Reading,
      beside: this.beside[index]!,
    };
  }

  /** Byte offset in the file of one in the mended bytes; where an event was made longer, its last one at most. */
  origin(place: number, end: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.place[middle]! <= place) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return this.length > 0 ? this.offset[0]! : end;
    const next = low < this.length ? this.offset[low]! : end;
    return Math.min(this.offset[low - 1]! + place - this.place[low - 1]!, next);
  }

  private grow(): void {
    const size = this.offset.length * 2;
    this.offset = into(new Int32Array(size), this.offset);
    this.place = into(new Int32Array(size), this.place);
    this.running = into(new Uint8Array(size), this.running);
    this.reading = into(new Uint8Array(size), this.reading);
    this.beside = into(new Uint8Array(size), this.beside);
  }
}

function into<T extends Int32Array | Uint8Array>(larger: T, column: T): T {
  larger.set(column);
  return larger;
}
