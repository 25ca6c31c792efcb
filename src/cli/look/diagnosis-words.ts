/** Table of what diagnoses mean, in a few words; docs/diagnoses.md says more. */
import type { DiagnosisCode } from "../../midi/diagnosis.ts";

/** What was wrong, and what was done. */
export const diagnosisWords: Readonly<Record<DiagnosisCode, string>> = {
  "junk-before-header": "bytes before the header, skipped",
  "junk-between-chunks": "bytes between tracks that are no chunk, skipped",
  "riff-wrapper": "wrapped in RIFF (RMID), which is legal; unwrapped",
  "missing-header": "no header, or half of one; tracks are taken to sound together at 96 ticks a quarter",
  "bad-chunk-id": "one byte of MThd or MTrk is wrong; read as what it was",
  "bad-header-length": "the header's length is wrong; its fields are read all the same",
  "bad-format": "a format that there is not, or several tracks in format 0; read as format 1",
  "bad-division": "a division that there is not; mended",
  "wrong-track-count": "the header counts more or fewer tracks than there are; all are read",
  "wrong-chunk-length": "a track ends before or behind its length; its end-of-track event says where",
  "alien-chunk": "a chunk that is no track, which is legal; skipped",
  "missing-eot": "no end-of-track event; the track ends where its bytes do",
  "data-after-eot": "bytes behind the end-of-track event, ignored",
  "trailing-garbage": "bytes behind the last track, ignored",
  truncated: "cut off: an event is not whole, and what came after it is lost",
  "data-without-status": "bytes that belong to no event, skipped",
  "running-status-after-meta": "running status goes on behind a meta event; read as it was meant",
  "bad-delta": "a delta goes on too far or ends too early; it ends where the events behind it make sense",
  "bad-status": "a byte stands in the place of a status; the status is told from the bytes around",
  "bad-length": "a meta event of fixed length says another length",
  "bad-data-byte": "a data byte above 127; a pitch loses its high bit, a value becomes 127",
  "system-byte": "a system message, which files must not hold; skipped",
  "long-variable-length": "a variable-length quantity of more than four bytes",
  "tick-overflow": "more ticks than can be counted; time stands still from there on",
  "bad-tempo": "a tempo of 0, or not of three bytes",
  "bad-time-signature": "a time signature that makes no sense, ignored",
  "bad-key-signature": "a key signature that makes no sense, ignored",
  "note-left-on": "a note is never released, which is legal; it ends with its track",
};
