/** Table of what diagnoses mean, in a few words; docs/diagnoses.md says more. */
import type { DiagnosisCode } from "../midi/diagnosis.ts";

/** What was wrong, and what was done. */
export const diagnosisWords: Readonly<Record<DiagnosisCode, string>> = {
  "junk-before-header": "bytes before the header; skipped",
  "junk-between-chunks": "bytes between tracks that do not form a chunk; skipped",
  "riff-wrapper": "wrapped in RIFF (RMID), which is legal; unwrapped",
  "missing-header": "no header, or half of one; the tracks are read as simultaneous, with 96 ticks per quarter",
  "bad-chunk-id": "one byte of MThd or MTrk is wrong; corrected",
  "bad-header-length": "the header's length is wrong; its fields are read anyway",
  "bad-format": "an unknown format, or several tracks in format 0; read as format 1",
  "bad-division": "an impossible division; corrected",
  "wrong-track-count": "the header counts more or fewer tracks than there are; all are read",
  "wrong-chunk-length": "a track ends before or after its stated length; its end-of-track event decides",
  "alien-chunk": "a chunk that is not a track, which is legal; skipped",
  "missing-eot": "no end-of-track event; the track ends where its bytes do",
  "data-after-eot": "bytes after the end-of-track event; ignored",
  "trailing-garbage": "bytes after the last track; ignored",
  truncated: "cut off: an event is incomplete, and everything after it is lost",
  "data-without-status": "bytes that belong to no event; skipped",
  "running-status-after-meta": "running status continues after a meta event; read as intended",
  "bad-delta": "a delta time is too long or too short; it ends where the next events make sense",
  "bad-status": "a wrong byte in place of a status byte; the bytes around it show the status",
  "bad-length": "a meta event of fixed length gives another length",
  "bad-data-byte": "a data byte above 127; a pitch loses its high bit, a value becomes 127",
  "system-byte": "a system message, which a file must not contain; skipped",
  "long-variable-length": "a variable-length quantity of more than four bytes",
  "tick-overflow": "more ticks than can be counted; time stops there",
  "bad-tempo": "a tempo of 0, or one that does not have three bytes",
  "bad-time-signature": "an impossible time signature; ignored",
  "bad-key-signature": "an impossible key signature; ignored",
  "note-left-on": "a note that is never released, which is legal; it ends with its track, or with the music",
};
