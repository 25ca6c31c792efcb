/** Growing columns for the events of one file that are not notes; they are reused from file to file. */
import { MidiError } from "./diagnosis.ts";

const initialCapacity = 256;
const initialTracks = 64;
/** Songs of a few notes are many, and most of their columns empty: they share these. */
export const noTracks = new Uint16Array(0);
export const noNumbers = new Int32Array(0);

/** Ticks and one packed value per event. */
export class EventColumn {
  tick = new Int32Array(initialCapacity);
  value = new Int32Array(initialCapacity);
  length = 0;
  most = Number.POSITIVE_INFINITY;
  /** Index of the first event of each track that was begun; a track is looked up when the file ends, not at each event. */
  private starts = new Int32Array(initialTracks);
  private trackCount = 0;

  /** Begins a file of at most this number of events. */
  clear(most: number): void {
    this.most = most;
    this.length = 0;
    this.trackCount = 0;
  }

  /** From now on events belong to this track; tracks are begun in order from 0. */
  beginTrack(track: number): void {
    if (track === this.starts.length) this.starts = grown(this.starts);
    this.starts[track] = this.length;
    this.trackCount = track + 1;
  }

  /** Index of the first event of the track that was begun last. */
  firstOfTrack(): number {
    return this.starts[this.trackCount - 1] ?? 0;
  }

  /** Index of the track of each event. */
  tracks(): Uint16Array {
    if (this.length === 0) return noTracks;
    const tracks = new Uint16Array(this.length);
    let behind = this.length;
    for (let track = this.trackCount - 1; track > 0; track--) {
      const start = this.starts[track]!;
      if (behind > start) tracks.fill(track, start, behind);
      behind = start;
    }
    return tracks;
  }

  /** Throws a MidiError `too-many-events` past the most that a file may hold. */
  push(tick: number, value: number): void {
    if (this.length >= this.most) this.refuse();
    if (this.length === this.tick.length) this.grow();
    this.tick[this.length] = tick;
    this.value[this.length] = value;
    this.length++;
  }

  private refuse(): never {
    const message = `Cannot read more than ${this.most} events of one kind: raise maxEvents`;
    throw new MidiError("too-many-events", message);
  }

  private grow(): void {
    this.tick = grown(this.tick);
    this.value = grown(this.value);
  }
}

/** Text events: tick, packed track and meta type, and where each text ends in the bytes of all texts. */
export class TextColumn {
  /** value = track | meta type << 16 */
  readonly events = new EventColumn();
  end = new Int32Array(initialCapacity);
  bytes = new Uint8Array(16 * initialCapacity);
  byteLength = 0;

  clear(most: number): void {
    this.events.clear(most);
    this.byteLength = 0;
  }

  push(tick: number, track: number, type: number, text: Uint8Array): void {
    const index = this.events.length;
    this.events.push(tick, track | (type << 16));
    while (this.byteLength + text.length > this.bytes.length) this.bytes = grownBytes(this.bytes);
    this.bytes.set(text, this.byteLength);
    this.byteLength += text.length;
    if (index === this.end.length) this.end = grown(this.end);
    this.end[index] = this.byteLength;
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}

function grownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
