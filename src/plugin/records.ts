/** The records of a file's journey, each with what the stage before it has found out. */
import type { ParseOptions } from "../midi/limits.ts";
import type { Song } from "../midi/song.ts";
import type { Found } from "../sources/source.ts";
import type { TagEvidence } from "./tagger.ts";

export type { Found, S3Object, ZipMember } from "../sources/source.ts";

/** A file whose bytes are known. */
export interface Hashed extends Found {
  readonly bytes: Uint8Array;
  /** BLAKE3 of the bytes, 32 bytes. */
  readonly hash: Uint8Array;
  /** Set for a file that the catalogue knows, and that is analyzed again. */
  readonly recalled?: Recalled;
}

/** A known content that is to be analyzed again. */
export interface Recalled {
  /** Its id in the store. */
  readonly content: bigint;
  /** Analyzers that are to run; those that they need run too. */
  readonly wanted: readonly string[];
  /** Number of the analyzer set that its values will be of. */
  readonly set: number;
  /** Stored values, by feature, that go into its index terms and that nobody here computes. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** A file that may hold a known content: one of its copies, or a member of an archive that has some. */
export interface Recollection extends Found {
  readonly recalled: Recalled;
  /** Other copies on this machine, to be tried when this one has changed. */
  readonly others: readonly Found[];
}

/** A file whose notes are known. */
export interface Parsed extends Hashed {
  readonly song: Song;
  /** The limits that it was parsed under, where they are not the usual ones. */
  readonly parsedUnder?: ParseOptions;
}

/** One analyzer that failed on one file; its fields are null there. */
export interface AnalyzerFailure {
  readonly analyzer: string;
  readonly version: number;
  readonly code: string;
  readonly message: string;
}

/** An analyzer or a tagger that ran, with what decides what it gives. Plain data: it crosses threads. */
export interface Maker {
  readonly kind: "analyzer" | "tagger";
  readonly id: string;
  readonly version: number;
  /** Its options as text; empty where it has none. */
  readonly options: string;
  /** Word tables of a tagger. */
  readonly tables?: unknown;
  /** Analyzers whose values it looked at. */
  readonly needs: readonly string[];
}

/** A file whose features are known. */
export interface Analyzed<Features = Readonly<Record<string, unknown>>> extends Parsed {
  readonly features: Features;
  readonly failures: readonly AnalyzerFailure[];
  /** What made the features, each after those that it needs; the same list for all files of a thread. */
  readonly analyzers: readonly Maker[];
}

/** A file whose tags are known. */
export interface Tagged<Features = Readonly<Record<string, unknown>>> extends Analyzed<Features> {
  /** Tags of the content: true wherever it lies. */
  readonly tags: readonly TagEvidence[];
  /** Tags of this copy's names. */
  readonly copyTags: readonly TagEvidence[];
  /** What made the tags; the same list for all files of a thread. */
  readonly taggers: readonly Maker[];
}

/** A file that can be stored: its notes are known, and its features and tags where stages found them out. */
export type Storable = Parsed &
  Partial<Pick<Tagged, "features" | "failures" | "analyzers" | "tags" | "copyTags" | "taggers">>;

/** Sent past the remaining stages for a file whose content is known already, from the store or from this run. */
export interface Copy {
  readonly kind: "copy";
  readonly found: Found;
  readonly hash: Uint8Array;
  readonly copyTags?: readonly TagEvidence[];
  /** What made these tags; not there where nothing did. */
  readonly taggers?: readonly Maker[];
}
