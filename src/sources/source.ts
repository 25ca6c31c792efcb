/** A source yields the files that it finds, in an order that depends on their names only. */

import type { SystemPath } from "./bytes.ts";
import type { ArchiveLimits } from "./limits.ts";
import type { RefusalCode } from "./refusal.ts";
import type { Shard } from "./shard.ts";

/** Where a member of a zip archive lies, so that a worker can inflate it on its own. */
export interface ZipMember {
  /** Path of the archive on disk; bytes where it is not UTF-8. */
  readonly archive: SystemPath;
  /** Byte offset of the member's local header. */
  readonly offset: number;
  readonly packedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
}

/** An object in a bucket. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** A file that a source has found. */
export interface Found {
  /** As shown: an absolute path, or `/x/pack.zip!/folder/a.mid` for a member of an archive. */
  readonly path: string;
  /** The path as bytes, where the system's name for it is not UTF-8: `path` then shows a guess. */
  readonly pathBytes?: Uint8Array;
  /** Where it lies as a catalogue has it, where that is another path than the one here. */
  readonly placed?: FoundPlace;
  /** Size in bytes as the source says it. */
  readonly size: number;
  /** Time of last change in whole milliseconds since 1970; an archive's for its members. */
  readonly mtime: number;
  /** Set for a member of a zip archive. */
  readonly member?: ZipMember;
  /** Set for an object in a bucket, whose bytes `download` brings. */
  readonly object?: S3Object;
  /** The bytes, where the source had to read them anyway. */
  readonly bytes?: Uint8Array;
}

/** Where a file lies as a catalogue has it (`changed` looks it up). */
export interface FoundPlace {
  readonly source: number;
  /** What ids of its place are mixed with. */
  readonly salt: bigint;
  /** As it is stored. */
  readonly path: string;
  /** As its place has it. */
  readonly inside: string;
}

/** Something that a source could not read; the walk goes on. */
export interface Unreadable {
  readonly path: string;
  readonly code: RefusalCode;
  readonly message: string;
}

/** An archive as it lies on a disk or in a bucket. */
export interface ArchiveFacts {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

/** What a walk tells beside the files that it finds: what was not met where it has been is gone. */
export interface WalkNotes {
  /** What was named was walked to its end, and is not empty. @param prefix how the paths of all that lies in it begin. */
  readonly walked: (prefix: string) => void;
  /**
   * How many files are in an archive that was read whole before and has not changed; it is not opened then.
   *
   * @param allNames whether it is opened all the same, for a look at files of all names: the answer is undefined.
   */
  readonly knownMembers: (archive: ArchiveFacts, allNames: boolean) => number | undefined;
  /** An archive was read to its end, with nothing refused. @param allNames whether files of all names were looked into. */
  readonly readWhole: (archive: ArchiveFacts, members: number, allNames: boolean) => void;
}

/** What a source needs of its caller. */
export interface SourceContext {
  readonly signal: AbortSignal;
  readonly unreadable: (problem: Unreadable) => void;
  readonly limits: ArchiveLimits;
  /** Also looks into files with endings that no MIDI file is known to have. */
  readonly allNames?: boolean;
  /** Passes over what is not in this part. */
  readonly shard?: Shard;
  /** Told of each file that was passed over because of its name, or of its first bytes. */
  readonly passedOver?: () => void;
  /** Told what was walked, where somebody wants to know. */
  readonly notes?: WalkNotes;
}

/** Endings of MIDI files, lower case. */
export const midiExtensions = [".mid", ".midi", ".kar", ".rmi", ".smf"] as const;

/** True for a name that looks like a MIDI file and not like the resource fork of one (`._song.mid`). */
export function isMidiName(name: string): boolean {
  if (name.startsWith(".")) return false;
  const lower = name.toLowerCase();
  return midiExtensions.some((extension) => lower.endsWith(extension));
}
