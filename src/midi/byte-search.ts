/** ByteSearch: where a pattern stands in a file, found once and then looked up, so that salvage stays linear. */
import { EventColumn } from "./event-column.ts";

/** Finds the next place of a pattern of 3 or 4 bytes; the file is scanned at the first question only. */
export class ByteSearch {
  private places: Int32Array | undefined;
  private readonly pattern: readonly number[];

  constructor(...pattern: number[]) {
    this.pattern = pattern;
  }

  /** Forgets the last file. */
  clear(): void {
    this.places = undefined;
  }

  /** Offset of the first place of the pattern, whole, in `from` to `end`; -1 when there is none. */
  next(file: { readonly bytes: Uint8Array; readonly length: number }, from: number, end: number): number {
    this.places ??= this.scan(file.bytes.subarray(0, file.length));
    const places = this.places;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (places[middle]! < from) low = middle + 1;
      else high = middle;
    }
    const place = places[low];
    return place !== undefined && place + this.pattern.length <= end ? place : -1;
  }

  private scan(bytes: Uint8Array): Int32Array {
    const { pattern } = this;
    const places = new EventColumn();
    for (let place = bytes.indexOf(pattern[0]!); place >= 0; place = bytes.indexOf(pattern[0]!, place + 1)) {
      if (pattern.every((byte, index) => bytes[place + index] === byte)) places.push(place, 0);
    }
    return places.tick.slice(0, places.length);
  }
}
