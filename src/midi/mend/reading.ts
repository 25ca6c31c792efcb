/** The ways to read an event whose bytes are damaged, and what each is called. */
import type { DiagnosisCode } from "../diagnosis.ts";

/** A way to read the bytes at the start of an event. */
export const reading = {
  /** As they stand. */
  sound: 0,
  /** The high bit of data bytes is wrong. */
  maskedData: 1,
  /** The delta ends with its first or second byte, though that says that it goes on; its length is given beside. */
  shortDelta: 2,
  /** The delta goes on for one byte, though the high bit of its first is clear. */
  longDelta: 3,
  /** The byte at the place of the status is wrong; the right one is given beside, or 0 where none was written. */
  otherStatus: 4,
  /** The bytes belong to no event; their count is given beside. */
  skipped: 5,
  /** The length of a meta event is wrong; its type has a fixed one. */
  fixedLength: 6,
  /** A system message, which has no place in a file. */
  system: 7,
  /** A text or system-exclusive message that the end of the track cuts off. */
  cutOff: 8,
  /** Taken as they stand to the end, without looking. */
  rest: 9,
} as const;

/** One of the ways. */
export type Reading = (typeof reading)[keyof typeof reading];

/** What is told of each way; nothing of what is sound, or looked at again by the reader. */
export const codeOf: Readonly<Record<Reading, DiagnosisCode | undefined>> = {
  [reading.sound]: undefined,
  [reading.maskedData]: "bad-data-byte",
  [reading.shortDelta]: "bad-delta",
  [reading.longDelta]: "bad-delta",
  [reading.otherStatus]: "bad-status",
  [reading.skipped]: "data-without-status",
  [reading.fixedLength]: "bad-length",
  [reading.system]: undefined,
  [reading.cutOff]: "truncated",
  [reading.rest]: undefined,
};

/** Lengths of the meta events that have a fixed one, by type (SMF 1.0; 21 is the port of many sequencers). */
export const fixedLengths: Readonly<Record<number, number>> = {
  0: 2,
  32: 1,
  33: 1,
  47: 0,
  81: 3,
  84: 5,
  88: 4,
  89: 2,
};
