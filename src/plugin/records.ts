/** The records of a file's journey, each with what the stage before it has found out. */
import type { Song } from "../midi/song.ts";
import type { Found } from "../sources/source.ts";
import type { TagEvidence } from "./tagger.ts";

export type { Found, S3Object, ZipMember } from "../sources/source.ts";

/** A file whose bytes are known. */
export interface Hashed extends Found {
  readonly bytes: Uint8Array;
  /** BLAKE3 of the bytes, 32 bytes. */
  readonly hash: Uint8Array;
}

/** A file whose notes are known. */
export interface Parsed extends Hashed {
  readonly song: Song;
}

/** One analyzer that failed on one file; its fields are null there. */
export interface AnalyzerFailure {
  readonly analyzer: string;
  readonly version: number;
  readonly code: string;
  readonly message: string;
}

/** A file whose features are known. */
export interface Analyzed<Features = Readonly<Record<string, unknown>>> extends Parsed {
  readonly features: Features;
  readonly failures: readonly AnalyzerFailure[];
}

/** A file whose tags are known. */
export interface Tagged<Features = Readonly<Record<string, unknown>>> extends Analyzed<Features> {
  /** Tags of the content: true wherever it lies. */
  readonly tags: readonly TagEvidence[];
  /** Tags of this copy's names. */
  readonly copyTags: readonly TagEvidence[];
}

/** Sent past the remaining stages for a file whose content is known already, from the store or from this run. */
export interface Copy {
  readonly kind: "copy";
  readonly found: Found;
  readonly hash: Uint8Array;
  readonly copyTags?: readonly TagEvidence[];
}
