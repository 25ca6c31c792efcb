/** The records of a file's journey, each with what the stage before it has found out. */
import type { Song } from "../midi/song.ts";
import type { Tag } from "./tagger.ts";

/** Where a member of a zip archive lies, so that a worker can inflate it on its own. */
export interface ZipMember {
  /** Path of the archive. */
  readonly archive: string;
  /** Byte offset of the member's local header. */
  readonly offset: number;
  readonly packedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
}

/** A file that a source has found. */
export interface Found {
  /** As shown: an absolute path, or `/x/pack.zip!/folder/a.mid` for a member of an archive. */
  readonly path: string;
  /** Size in bytes as the source says it. */
  readonly size: number;
  /** Time of last change in milliseconds since 1970. */
  readonly mtime: number;
  /** Set for a member of a zip archive. */
  readonly member?: ZipMember;
  /** The bytes, where the source had to read them anyway. */
  readonly bytes?: Uint8Array;
}

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
  readonly tags: readonly Tag[];
  /** Tags of this copy's names. */
  readonly copyTags: readonly Tag[];
}

/** Sent past the remaining stages for a file whose content is known already, from the store or from this run. */
export interface Copy {
  readonly kind: "copy";
  readonly found: Found;
  readonly hash: Uint8Array;
  readonly copyTags?: readonly Tag[];
}
