/** Growing columns for the events of one file that are not notes; they are reused from file to file. */

const initialCapacity = 256;

/** Ticks and one packed value per event. */
export class EventColumn {
  tick = new Int32Array(initialCapacity);
  value = new Int32Array(initialCapacity);
  length = 0;

  push(tick: number, value: number): void {
    if (this.length === this.tick.length) this.grow();
    this.tick[this.length] = tick;
    this.value[this.length] = value;
    this.length++;
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

  clear(): void {
    this.events.length = 0;
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
