/** What can be wrong with a MIDI file: salvaged damage is a Diagnosis, a file that holds no music a MidiError. */
import { MidiqError } from "../errors.ts";

/** The list of diagnoses, by code; src/pages/diagnosis-words.ts and docs/diagnoses.md say what each means. */
export const diagnosisCodes = [
  "junk-before-header",
  "junk-between-chunks",
  "riff-wrapper",
  "missing-header",
  "bad-chunk-id",
  "bad-header-length",
  "bad-format",
  "bad-division",
  "wrong-track-count",
  "wrong-chunk-length",
  "alien-chunk",
  "missing-eot",
  "data-after-eot",
  "trailing-garbage",
  "truncated",
  "data-without-status",
  "running-status-after-meta",
  "bad-delta",
  "bad-status",
  "bad-length",
  "bad-data-byte",
  "system-byte",
  "long-variable-length",
  "tick-overflow",
  "bad-tempo",
  "bad-time-signature",
  "bad-key-signature",
  "note-left-on",
] as const;

/** Damage that was salvaged. */
export type DiagnosisCode = (typeof diagnosisCodes)[number];

/** One salvaged damage: its code, the byte offset of its first occurrence, the track, and how often it occurred. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Track index, -1 outside a track. */
  readonly track: number;
  /** Times that this code occurred in the file. */
  readonly count: number;
}

const harmless: ReadonlySet<DiagnosisCode> = new Set(["riff-wrapper", "alien-chunk", "note-left-on"]);

/** Whether a diagnosis tells of damage; wrappers, foreign chunks and notes left on are odd but legal. */
export const isDamage = (diagnosis: Diagnosis): boolean => !harmless.has(diagnosis.code);

/** The list of reasons why nothing could be rescued from a file; docs/diagnoses.md says what each means. */
export const midiErrorCodes = [
  "empty",
  "not-midi",
  "no-tracks",
  "too-large",
  "too-many-notes",
  "too-many-events",
  "too-many-tracks",
  "too-long",
] as const;

/** Why nothing could be rescued from a file. */
export type MidiErrorCode = (typeof midiErrorCodes)[number];

/** Thrown when a file holds nothing that can be read as MIDI. */
export class MidiError extends MidiqError<MidiErrorCode> {
  override readonly name = "MidiError";
  /** Byte offset where reading failed, where known. */
  readonly offset: number | undefined;
  constructor(code: MidiErrorCode, message: string, offset?: number) {
    super(code, message);
    this.offset = offset;
  }
}
