/**
 * Mender: writes the events of a damaged track anew, so that the reader finds a sound one. It walks over the events as
 * they stand; where one cannot be sound, or the last few are too unlikely, it goes back a little, since damage shows
 * late, and takes the likeliest reading of the bytes around.
 */
import type { DiagnosisLog } from "../diagnosis-log.ts";
import { Likelihood } from "./likelihood.ts";
import { Plan } from "./plan.ts";
import { codeOf, type Reading, reading } from "./reading.ts";
import { dataBytes, isSystem, SoundEvent, systemDataBytes } from "./sound-event.ts";
import { Surprise } from "./surprise.ts";
import { damageBits, longestWindow, Window } from "./window.ts";
import { Writer } from "./writer.ts";

/** How far a window reaches back from where the damage showed, and ahead of it, in bytes. */
const back = 48;
const ahead = 112;
/** Bytes before the end of a window whose reading is not taken: what follows may still tell against it. */
const doubtful = 40;
/** Windows of one file, some 0.1 ms each; so damaged a file is read as it stands from there on. */
const mostWindows = 300;
/** Bytes of the longest event that is not long: a delta, a status, two data bytes. */
const shortEvent = 7;
/** Bits of a status that makes up at least every hundredth event. */
const usualBits = 7;

/** Mends one track at a time; reused from file to file. */
export class Mender {
  /** Byte offset in the file behind the last byte that was read. */
  end = 0;

  private readonly likelihood = new Likelihood();
  private readonly surprise = new Surprise();
  private readonly window = new Window(this.likelihood);
  private readonly event = new SoundEvent();
  private readonly plan = new Plan();
  private readonly writer = new Writer();
  private windows = 0;
  private file: Uint8Array = new Uint8Array(0);
  private limit = 0;

  /** Begins a file. */
  clear(): void {
    this.windows = 0;
    this.likelihood.clear();
    this.surprise.clear();
  }

  /** Mends the events from the byte offset `start` to `limit`; tells what was wrong. */
  mend(file: Uint8Array, start: number, limit: number, track: number, log: DiagnosisLog): void {
    const { plan, writer } = this;
    this.file = file;
    this.limit = limit;
    plan.length = 0;
    this.likelihood.beginTrack();
    this.surprise.beginTrack();
    this.end = this.walk(start);
    for (let index = 0; index < plan.length; index++) {
      const code = codeOf[plan.reading[index] as Reading];
      if (code) log.add(code, plan.offset[index]!, track);
    }
    writer.write(file, plan, this.end);
  }

  /** The mended events, with zeros behind them. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.writer.bytes;
  }

  get length(): number {
    return this.writer.length;
  }

  /** Byte offset in the file of one in the mended bytes. */
  origin(place: number): number {
    return place === this.length ? this.end : this.plan.origin(place, this.end);
  }

  /** Plans the events from a byte offset on; says where the last one ends. */
  private walk(start: number): number {
    const { event, file, limit, plan, surprise } = this;
    let running = 0;
    let offset = start;
    while (offset < limit) {
      const isSound = event.at(file, offset, running, limit) && event.isDeltaSound && event.isCredible(file);
      if (isSound) {
        const isUnpaired = this.planSound(offset, running);
        const isSurprising = surprise.take(this.learn(offset, running), isUnpaired, plan.length);
        if (event.status < 0xf0) running = event.status;
        offset = event.next;
        if (event.isEnd) return offset;
        if (!isSurprising || this.windows === mostWindows) continue;
      } else if (this.isUsualSystem(running)) {
        plan.push({ offset, running, reading: reading.system, beside: 0 });
        offset = Math.min(event.data + systemDataBytes(event.status), limit);
        continue;
      } else if (this.windows === mostWindows || (event.status < 0xf0 && offset + shortEvent > limit)) {
        plan.push({ offset, running, reading: reading.rest, beside: 0 });
        return limit;
      }
      this.windows++;
      ({ offset, running } = this.mendAround(offset, running, isSound ? damageBits.suspected : damageBits.known));
      if (this.hasEnded()) return offset;
    }
    return offset;
  }

  /** Plans the event that was just looked at; true for a note that is turned on or off twice. */
  private planSound(offset: number, running: number): boolean {
    const { event, file, plan, surprise } = this;
    const isUnpaired = event.isNote && surprise.turn(event.key(file), event.isNoteOn(file));
    plan.push({ offset, running, reading: reading.sound, beside: isUnpaired ? 1 : 0 });
    return isUnpaired;
  }

  /** Learns the event that was just looked at; says its bits, of a long one none. */
  private learn(offset: number, running: number): number | undefined {
    const { event, file, likelihood } = this;
    const delta = file[offset]!;
    const bits = likelihood.delta(delta, event.deltaBytes) + likelihood.status(event.written, running);
    likelihood.learnHead(delta, event.written, running);
    if (event.status >= 0xf0) return undefined;
    const data = file[event.data]!;
    const value = dataBytes(event.status) === 2 ? file[event.data + 1]! : 0;
    const all = bits + likelihood.data(event.status, data, value);
    likelihood.learnData(event.status, data, value);
    return all;
  }

  /** Whether a system message, which has no place in a file, is one of many: some sequencers write them. */
  private isUsualSystem(running: number): boolean {
    const { event } = this;
    return event.isDeltaSound && isSystem(event.status) && this.likelihood.status(event.status, running) < usualBits;
  }

  /** Takes the likeliest reading around a byte offset; says where it ends. */
  private mendAround(
    damaged: number,
    status: number,
    damage: number,
  ): { readonly offset: number; readonly running: number } {
    const { file, limit, plan, surprise, window } = this;
    const first = surprise.since < plan.length ? plan.offset[surprise.since]! : damaged;
    let start = damaged;
    let running = status;
    while (plan.length > 0 && start > first - back && damaged - plan.offset[plan.length - 1]! < longestWindow - ahead) {
      this.takeBack();
      start = plan.offset[plan.length]!;
      running = plan.running[plan.length]!;
    }
    const stop = Math.min(limit, damaged + ahead);
    const events = window.read(file, start, running, stop, limit, damage);
    const trusted = stop === limit ? limit : stop - doubtful;
    let end = { offset: window.end, running: window.endStatus };
    for (const planned of events) {
      if (planned.offset >= trusted) {
        end = planned;
        break;
      }
      if (planned.reading === reading.sound) {
        this.event.at(file, planned.offset, planned.running, limit);
        this.planSound(planned.offset, planned.running);
        this.learn(planned.offset, planned.running);
      } else plan.push(planned);
    }
    surprise.calm(plan.length);
    return end;
  }

  /** Takes the last event off the plan. */
  private takeBack(): void {
    const { event, file, plan } = this;
    const last = --plan.length;
    if (plan.reading[last] !== reading.sound) return;
    event.at(file, plan.offset[last]!, plan.running[last]!, this.limit);
    if (event.isNote) this.surprise.turnBack(event.key(file), event.isNoteOn(file), plan.beside[last] === 1);
  }

  /** Whether the last planned event ends the track. */
  private hasEnded(): boolean {
    const { event, file, plan } = this;
    const { offset, running, reading: how, beside } = plan.at(plan.length - 1);
    if (how === reading.sound) event.at(file, offset, running, this.limit);
    else if (how === reading.shortDelta) event.behindDelta(file, offset + beside, running, this.limit);
    else if (how === reading.longDelta) event.behindDelta(file, offset + 2, running, this.limit);
    else return false;
    return event.isEnd;
  }
}
