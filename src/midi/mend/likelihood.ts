/**
 * How likely an event of a track is, in bits, by how often the track so far used each status, data byte and delta.
 * Damage is mended by that reading of the bytes which costs the fewest bits (minimum description length: Rissanen,
 * "Modeling by shortest data description", 1978).
 */

/** Kinds of channel messages: the high half of a status byte, 8 to 14. */
const kinds = 8;
const noteOff = 0;
const noteOn = 1;
const control = 3;
const bend = 6;
const values = 128;
const bytes = 256;
/** Bits of a further byte of a delta. */
const furtherDelta = 5;
/** When a field was seen so often its counts are halved, so that it follows the music. */
const mostCounted = 16_383;

/** Bits above those of an even choice that something new costs. */
const novelty = 1;
/** Bits of a status of a channel that the track had not used, and of a new message on one that it had. */
const newChannel = 15;
const newMessage = 7;

/** What one event counts, against the beliefs. */
const seen = 4;

/** log2 of each count. */
const logarithms = Float32Array.from({ length: mostCounted + 1 }, (_, count) => Math.log2(count));

/** Beliefs before any event is seen: counts of at least 1, rough shapes of what music files hold. */
const pitch = (value: number): number => Math.round(1 + 24 * Math.exp(-(((value - 60) / 16) ** 2) / 2));
const velocity = (value: number): number => (value === 0 ? 120 : value >= 40 ? 4 : 2);
const controller = (value: number): number => ([1, 7, 10, 11, 64, 91, 93].includes(value) ? 40 : 2);
const deltaByte = (value: number): number => (value === 0 ? 240 : value < 128 ? 3 : value < 0xa0 ? 5 : 1);
const statusByte = (value: number, after: number): number => {
  if (value === 0) return after <= noteOn || after === control || after === bend ? 80 : 4;
  return value < 0x80 || value >= 0xf0 ? 1 : value < 0xa0 ? 4 : 2;
};

/** Bits of each of the fields of an event, learnt while a track is read. */
export class Likelihood {
  /** By kind << 7 | data byte. */
  private readonly first = new Field(kinds, values, (value, kind) => {
    if (kind === noteOff || kind === noteOn) return pitch(value);
    return kind === control ? controller(value) : 2;
  });
  private readonly second = new Field(kinds, values, (value, kind) => (kind === noteOn ? velocity(value) : 2));
  /** By kind of the message before, and status byte; 0 stands for a running status. */
  private readonly statuses = new Field(kinds, bytes, statusByte);
  /** By the first byte of the delta. */
  private readonly deltas = new Field(1, bytes, deltaByte);

  /** Times that the track wrote each status. */
  private readonly written = new Int32Array(bytes);
  /** Channels that the track has used, as bits. */
  private channels = 0;

  clear(): void {
    for (const field of [this.first, this.second, this.statuses, this.deltas]) field.clear();
  }

  /** Begins a track: its statuses are its own, the rest is much alike in the tracks of a file. */
  beginTrack(): void {
    this.statuses.clear();
    this.written.fill(0);
    this.channels = 0;
  }

  /** Learns an event: the first byte of its delta, and its status as it is written, 0 when it runs on. */
  learnHead(delta: number, written: number, running: number): void {
    this.deltas.learn(0, delta);
    this.statuses.learn((running >> 4) & 7, written);
    this.written[written]!++;
    if (written >= 0x80 && written < 0xf0) this.channels |= 1 << (written & 15);
  }

  /** Learns the data bytes of a channel message; a message of one data byte has the value 0. */
  learnData(status: number, data: number, value: number): void {
    const kind = (status >> 4) & 7;
    this.first.learn(kind, data);
    this.second.learn(kind, value);
  }

  /** Bits of a delta of so many bytes. */
  delta(firstByte: number, length: number): number {
    return this.deltas.bits(0, firstByte) + furtherDelta * (length - 1);
  }

  /** Bits of a status as it is written, 0 when it runs on, behind a running one. */
  status(written: number, running: number): number {
    const kind = (running >> 4) & 7;
    const bits = this.statuses.bits(kind, written);
    if (written < 0x80 || written >= 0xf0 || this.channels === 0) return bits;
    if ((this.channels & (1 << (written & 15))) === 0) return newChannel;
    return this.written[written] === 0 ? newMessage : bits;
  }

  /** Bits of the data bytes of a channel message. */
  data(status: number, data: number, value: number): number {
    const kind = (status >> 4) & 7;
    return this.first.bits(kind, data) + this.second.bits(kind, value);
  }

  /** The channel statuses that the track writes most often, at most `most`. */
  commonStatuses(most: number): number[] {
    const found: number[] = [];
    for (let status = 0x80; status < 0xf0; status++) if (this.written[status]! > 0) found.push(status);
    return found.sort((a, b) => this.written[b]! - this.written[a]!).slice(0, most);
  }
}

/** One field of events: for each of some groups, how often each value occurred. */
class Field {
  readonly count: Int32Array;
  private readonly total: Int32Array;
  private readonly choices: number;
  /** Bits of what was never seen: music may always bring something new. */
  private readonly most: number;
  private readonly believed: Int32Array;
  private readonly believedTotal: Int32Array;

  constructor(groups: number, choices: number, believe: (value: number, group: number) => number) {
    this.choices = choices;
    this.most = Math.log2(choices) + novelty;
    this.believed = Int32Array.from({ length: groups * choices }, (_, index) =>
      believe(index % choices, Math.floor(index / choices)),
    );
    this.believedTotal = Int32Array.from({ length: groups }, (_, group) => this.sum(this.believed, group));
    this.count = this.believed.slice();
    this.total = this.believedTotal.slice();
  }

  clear(): void {
    this.count.set(this.believed);
    this.total.set(this.believedTotal);
  }

  learn(group: number, value: number): void {
    this.count[group * this.choices + value]! += seen;
    this.total[group]! += seen;
    if (this.total[group]! > mostCounted) this.halve(group);
  }

  bits(group: number, value: number): number {
    const bits = logarithms[this.total[group]!]! - logarithms[this.count[group * this.choices + value]!]!;
    return Math.min(bits, this.most);
  }

  private halve(group: number): void {
    const first = group * this.choices;
    for (let index = first; index < first + this.choices; index++) this.count[index] = (this.count[index]! + 1) >> 1;
    this.total[group] = this.sum(this.count, group);
  }

  private sum(counts: Int32Array, group: number): number {
    let sum = 0;
    for (let index = group * this.choices; index < (group + 1) * this.choices; index++) sum += counts[index]!;
    return sum;
  }
}
