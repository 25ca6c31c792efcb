/** Whether what was read of a damaged file is music at all. */
import type { DiagnosisCode } from "./diagnosis.ts";
import type { Song } from "./song.ts";

/** Damage of events, as bytes at random have it everywhere. */
const broken: ReadonlySet<DiagnosisCode> = new Set([
  "bad-data-byte",
  "bad-delta",
  "bad-status",
  "data-without-status",
  "long-variable-length",
  "system-byte",
  "tick-overflow",
]);
/** Fewer places of damage are an accident. */
const fewestBroken = 6;

/**
 * True where events are damaged more often than there are notes, and most notes are never released: bytes at random in a
 * track chunk. Music in which one byte of ten is wrong keeps most of its notes and their ends (`bun run eval tolerance`).
 */
export function isNoise({ notes, diagnoses }: Song): boolean {
  let damage = 0;
  let leftOn = 0;
  for (const { code, count } of diagnoses) {
    if (broken.has(code)) damage += count;
    if (code === "note-left-on") leftOn += count;
  }
  return damage >= fewestBroken && damage > notes.length && leftOn * 2 >= notes.length;
}
