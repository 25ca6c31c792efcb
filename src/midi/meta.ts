/** Meta events: tempo, time and key signatures, texts; the others as they stand. */
import { fixedLengths } from "./mend/reading.ts";
import type { Scratch } from "./scratch.ts";

const tempo = 0x51;
const timeSignature = 0x58;
const keySignature = 0x59;
const lastTextType = 15;
const sequenceNumber = 0;
const sequencerSpecific = 0x7f;

/** Largest power of two of a denominator: 64, the shortest note value that music is written in. */
const largestDenominatorPower = 6;
const mostSharps = 7;

/** Takes the meta event of a type whose `length` data bytes stand, whole, at a byte offset. */
export function readMeta(scratch: Scratch, type: number, offset: number, length: number): void {
  const { bytes, tick, track, log } = scratch;
  if (type >= 1 && type <= lastTextType) {
    scratch.texts.push(tick, track, type, bytes.subarray(offset, offset + length));
  } else if (type === tempo) {
    const microseconds = length >= 3 ? (bytes[offset]! << 16) | (bytes[offset + 1]! << 8) | bytes[offset + 2]! : 0;
    if (length !== 3 || microseconds === 0) log.add("bad-tempo", offset, track);
    if (microseconds > 0) scratch.tempos.push(tick, microseconds);
  } else if (type === timeSignature) {
    const numerator = length >= 2 ? bytes[offset]! : 0;
    const power = length >= 2 ? bytes[offset + 1]! : 0;
    if (numerator === 0 || power > largestDenominatorPower) log.add("bad-time-signature", offset, track);
    else scratch.timeSignatures.push(tick, numerator | (power << 8));
  } else if (type === keySignature) {
    const fifths = length >= 2 ? (bytes[offset]! << 24) >> 24 : mostSharps + 1;
    const mode = length >= 2 ? bytes[offset + 1]! : 0;
    if (Math.abs(fifths) > mostSharps || mode > 1) log.add("bad-key-signature", offset, track);
    else scratch.keySignatures.push(tick, (fifths + mostSharps) | (mode << 8));
  } else if (length === 0 && (type === sequenceNumber || type === sequencerSpecific)) {
    // It says nothing: the default number, or a pause that no single delta holds.
  } else if ((fixedLengths[type] ?? length) !== length) {
    log.add("bad-length", offset, track);
  } else {
    const event = new Uint8Array(length + 1);
    event[0] = type;
    event.set(bytes.subarray(offset, offset + length), 1);
    scratch.others.push(tick, track, 0xff, event);
  }
}
