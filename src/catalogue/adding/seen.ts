/** What a run saw of the files that the store knows, as the store is told it. */

/** An archive that was read to its end, with nothing refused. */
export interface SeenArchive {
  readonly id: bigint;
  readonly source: number;
  /** As it is stored. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Files found in it, with all that is nested. */
  readonly members: number;
}

/** What a whole run saw. Paths are as the catalogue stores them. */
export interface Seen {
  /** How the paths begin that lie in what was walked to its end: `/x/`, `/x/pack.zip!/`. */
  readonly walked: readonly string[];
  readonly archives: readonly SeenArchive[];
  /** True for a copy that the store knew to be there, and that the run did not meet. */
  readonly isUnmet: (id: bigint) => boolean;
  /** True for an unmet copy that would have been met if it were there. */
  readonly isGone: (path: string) => boolean;
  /** The same of an archive that was read whole before. */
  readonly isArchiveGone: (id: bigint, path: string) => boolean;
  /** True unless the file is certainly gone: for copies that lie where the run has not been. */
  readonly isThere: (path: string) => boolean;
  /** True for a copy that was not there before the run. */
  readonly isNew: (id: bigint) => boolean;
  readonly hasUnmet: boolean;
  /** Whether files came in whose bytes the store knew. */
  readonly hasKnown: boolean;
  /** Ids of copies that were missing and are there unchanged, some at a time. */
  readonly returned: (most: number) => Iterable<readonly bigint[]>;
}

/** What came of it. */
export interface SeenChanges {
  /** Copies whose file is gone, and whose bytes came in at another path in the same run; their rows are dropped. */
  readonly moved: number;
  /** Other copies whose file is gone. */
  readonly missing: number;
  /** Copies that were missing and are back, unchanged. */
  readonly returned: number;
}
