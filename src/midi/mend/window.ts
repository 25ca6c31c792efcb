/** Window: the likeliest reading of the bytes around a damage, found by dynamic programming over byte offsets. */
import type { Likelihood } from "./likelihood.ts";
import type { PlannedEvent } from "./plan.ts";
import { fixedLengths, type Reading, reading } from "./reading.ts";
import { dataBytes, isSystem, SoundEvent, systemDataBytes } from "./sound-event.ts";

/** Bits of a damage where one is known, and where there is only the suspicion. */
export const damageBits = { known: 14, suspected: 22 } as const;
/** Bits of a byte about which nothing is known. */
const unknown = 8;
/** Bits of a byte that belongs to no event: more than any event costs a byte. */
const skippedByte = 10;
/** Bits of a long event whose end lies outside of the window, so that nothing behind it can be judged. */
const unseen = 20;
/** Bits of type and length of a meta or system-exclusive event. */
const longHead = 8;
/** Most bytes that are skipped at once, and most statuses that are tried in the place of a wrong one. */
const mostSkipped = 8;
const mostStatuses = 6;
/** Running statuses that are kept at one offset. */
const beam = 3;
/** A state is left alone when one a few bytes on costs so many bits less. */
const lookAhead = 6;
const hopeless = 30;
/** Bytes of the longest window. */
export const longestWindow = 2048;

/** Finds readings of windows of one track. */
export class Window {
  private readonly event = new SoundEvent();
  private readonly cost = new Float32Array(longestWindow * beam);
  private readonly status = new Uint8Array(longestWindow * beam);
  private readonly from = new Int32Array(longestWindow * beam);
  private readonly how = new Uint8Array(longestWindow * beam);
  private readonly beside = new Uint8Array(longestWindow * beam);
  /** Least cost at each offset. */
  private readonly best = new Float32Array(longestWindow + 16);
  private readonly states = new Uint8Array(longestWindow);
  /** The best way out of the window. */
  private outCost = 0;
  private outFrom = -1;
  private outHow: Reading = reading.rest;
  private outBeside = 0;
  /** Byte offset and running status behind the window's last event. */
  end = 0;
  endStatus = 0;

  private bytes: Uint8Array = new Uint8Array(0);
  private damage = 0;
  private start = 0;
  private stop = 0;
  private limit = 0;
  private statuses: readonly number[] = [];
  private readonly likelihood: Likelihood;

  constructor(likelihood: Likelihood) {
    this.likelihood = likelihood;
  }

  /**
   * Reads from `start`, with a running status, to the first event end at or behind `stop`, at most to `limit`, where
   * the track ends.
   */
  read(
    bytes: Uint8Array,
    start: number,
    running: number,
    stop: number,
    limit: number,
    damage: number,
  ): readonly PlannedEvent[] {
    this.damage = damage;
    this.bytes = bytes;
    this.start = start;
    this.stop = stop;
    this.limit = limit;
    this.statuses = this.likelihood.commonStatuses(mostStatuses);
    this.states.fill(0, 0, stop - start);
    this.outFrom = -1;
    this.outCost = Number.POSITIVE_INFINITY;
    this.reach(start, running, 0, -1, reading.sound, 0);
    this.best.fill(Number.POSITIVE_INFINITY, 0, stop - start + lookAhead + 1);
    this.best[0] = 0;
    for (let offset = start; offset < stop; offset++) {
      const place = offset - start;
      let worth = this.best[place]!;
      for (let later = place + 1; later <= place + lookAhead; later++) worth = Math.min(worth, this.best[later]!);
      worth += hopeless;
      const first = place * beam;
      for (let slot = first; slot < first + this.states[place]!; slot++) {
        if (this.cost[slot]! < worth) this.expand(offset, slot);
      }
    }
    return this.path();
  }

  /** Tries every way to read an event at an offset. */
  private expand(offset: number, slot: number): void {
    const { bytes, event, limit, likelihood } = this;
    const running = this.status[slot]!;
    const known = this.cost[slot]!;
    if (known >= this.outCost) return;
    const first = bytes[offset]!;
    if (event.at(bytes, offset, running, limit)) {
      const doubt = event.isDeltaSound ? 0 : this.damage;
      this.reachEvent(known + doubt + likelihood.delta(first, event.deltaBytes), slot, reading.sound, 0);
    } else if (event.isDeltaSound) this.expandUnsound(offset, slot, known);
    if (first >= 0x80) {
      // The delta ends with its first, or with its second byte, though that has its high bit set.
      for (let length = 1; length <= 2 && offset + length < limit; length++) {
        if (bytes[offset + length - 1]! < 0x80) break;
        if (event.behindDelta(bytes, offset + length, running, limit)) {
          const delta = length === 1 ? unknown : likelihood.delta(first, 2) + unknown;
          this.reachEvent(known + this.damage + delta, slot, reading.shortDelta, length);
        }
      }
    } else if (offset + 2 < limit && event.behindDelta(bytes, offset + 2, running, limit)) {
      this.reachEvent(known + this.damage + likelihood.delta(first | 0x80, 2), slot, reading.longDelta, 0);
    }
    this.expandStatus(offset, slot, known);
    for (let skipped = 1; skipped <= mostSkipped && offset + skipped <= limit; skipped++) {
      this.reach(
        offset + skipped,
        running,
        known + this.damage + skippedByte * skipped,
        slot,
        reading.skipped,
        skipped,
      );
    }
  }

  /** What stands at an offset is no sound event, but its delta is: wrong data, a system message, a wrong length. */
  private expandUnsound(offset: number, slot: number, known: number): void {
    const { bytes, event, limit, likelihood } = this;
    const cost =
      known + likelihood.delta(bytes[offset]!, event.deltaBytes) + likelihood.status(event.written, this.status[slot]!);
    if (event.status >= 0x80 && event.status < 0xf0) {
      if (event.next <= limit) {
        this.reach(event.next, event.status, cost + this.damage + 2 * unknown, slot, reading.maskedData, 0);
      }
    } else if (isSystem(event.status)) {
      const next = event.data + systemDataBytes(event.status);
      if (next <= limit) this.reach(next, this.status[slot]!, cost + unknown, slot, reading.system, 0);
    } else if (event.status >= 0xf0) {
      const length = fixedLengths[event.type];
      const data = event.data;
      if (length !== undefined && data + 1 + length <= limit) {
        const next = data + 1 + length;
        this.reach(next, this.status[slot]!, cost + this.damage + unknown * (length + 1), slot, reading.fixedLength, 0);
      }
      if (data < limit) {
        const content = this.content(event.type, data, limit);
        this.reach(limit, this.status[slot]!, cost + this.damage + longHead + content, slot, reading.cutOff, 0);
      }
    }
  }

  /** The byte at the place of the status is wrong: one that the track often writes is taken instead, or none. */
  private expandStatus(offset: number, slot: number, known: number): void {
    const { bytes, limit, likelihood } = this;
    let place = offset;
    while (place < limit && bytes[place]! >= 0x80) place++;
    const deltaBytes = ++place - offset;
    if (deltaBytes > 4 || place >= limit) return;
    const cost = known + likelihood.delta(bytes[offset]!, deltaBytes) + this.damage + unknown;
    const running = this.status[slot]!;
    if (running !== 0 && bytes[place]! >= 0x80) {
      const next = place + dataBytes(running);
      // A running status, and its first data byte has the high bit.
      if (next <= limit && (dataBytes(running) === 1 || bytes[place + 1]! < 0x80)) {
        this.reach(next, running, cost + likelihood.status(0, running) + unknown, slot, reading.otherStatus, 0);
      }
    }
    for (const status of this.statuses) {
      if (status === bytes[place]) continue;
      const data = place + 1;
      const size = dataBytes(status);
      if (data + size > limit || bytes[data]! >= 0x80 || (size === 2 && bytes[data + 1]! >= 0x80)) continue;
      const bits =
        likelihood.status(status, running) + likelihood.data(status, bytes[data]!, size === 2 ? bytes[data + 1]! : 0);
      this.reach(data + size, status, cost + bits, slot, reading.otherStatus, status);
    }
  }

  /** Goes on behind the event that was just looked at. */
  private reachEvent(known: number, slot: number, how: Reading, beside: number): void {
    const { event, likelihood, bytes } = this;
    let cost = known + likelihood.status(event.written, this.status[slot]!);
    if (event.status < 0xf0) {
      const value = dataBytes(event.status) === 2 ? bytes[event.data + 1]! : 0;
      cost += likelihood.data(event.status, bytes[event.data]!, value);
      this.reach(event.next, event.status, cost, slot, how, beside);
      return;
    }
    cost += longHead + this.content(event.type, event.data, event.next);
    if (event.isEnd) {
      // Where a track ends, nothing follows: what still does up to the window's end stays unread.
      const unread = Math.max(0, Math.min(this.stop, this.limit) - event.next);
      if (event.next < this.limit) cost += this.damage + unknown * unread;
      this.leave(event.next, this.status[slot]!, cost, slot, how, beside);
      return;
    }
    this.reach(event.next, this.status[slot]!, cost, slot, how, beside);
  }

  /** Bits of the content of a long event, as far as it lies in the window. */
  private content(type: number, data: number, next: number): number {
    const { bytes } = this;
    const end = Math.min(next, this.stop);
    const length = next - data;
    const fixed = fixedLengths[type];
    if (fixed !== undefined) return fixed === length ? 5 * length : this.damage + unknown * Math.max(0, end - data);
    let cost = next > this.stop ? unseen : 0;
    cost += type < 0 || (type >= 1 && type <= 15) || type === 0x7f ? 0 : this.damage;
    const isText = type >= 1 && type <= 15;
    for (let offset = data; offset < end; offset++) {
      const byte = bytes[offset]!;
      if (isText) cost += byte >= 0x80 ? 7 : byte >= 0x20 || byte === 10 || byte === 13 ? 5 : 11;
      else cost += byte < 0x80 || offset === next - 1 ? 7 : 12;
    }
    return cost;
  }

  /** Remembers a state, where it is among the best of its offset; one at or behind the window's end leaves it. */
  private reach(offset: number, status: number, cost: number, from: number, how: Reading, beside: number): void {
    if (offset >= this.stop) {
      this.leave(offset, status, cost, from, how, beside);
      return;
    }
    const place = offset - this.start;
    const first = place * beam;
    const count = this.states[place]!;
    let slot = first;
    while (slot < first + count && this.status[slot] !== status) slot++;
    if (slot === first + count) {
      if (count < beam) this.states[place]!++;
      else {
        slot = first;
        for (let other = first + 1; other < first + beam; other++)
          if (this.cost[other]! > this.cost[slot]!) slot = other;
        if (this.cost[slot]! <= cost) return;
      }
    } else if (this.cost[slot]! <= cost) return;
    if (cost < this.best[place]!) this.best[place] = cost;
    this.cost[slot] = cost;
    this.status[slot] = status;
    this.from[slot] = from;
    this.how[slot] = how;
    this.beside[slot] = beside;
  }

  private leave(offset: number, status: number, cost: number, from: number, how: Reading, beside: number): void {
    if (cost >= this.outCost) return;
    this.outCost = cost;
    this.outFrom = from;
    this.outHow = how;
    this.outBeside = beside;
    this.end = offset;
    this.endStatus = status;
  }

  private path(): PlannedEvent[] {
    const events: PlannedEvent[] = [];
    let how = this.outHow;
    let beside = this.outBeside;
    for (let slot = this.outFrom; slot >= 0; slot = this.from[slot]!) {
      const offset = this.start + Math.floor(slot / beam);
      events.push({ offset, reading: how, running: this.status[slot]!, beside });
      how = this.how[slot] as Reading;
      beside = this.beside[slot]!;
    }
    return events.reverse();
  }
}
