/** What a store is: the same over the embedded engine and over a server. */

import type { Rejection } from "../pipeline/rejection.ts";
import type { Report } from "../pipeline/report.ts";
import type { Packed } from "../pipeline/stage.ts";
import type { Registry } from "../plugin/registry.ts";
import type { RunningRun } from "./adding/running.ts";
import type { RunAbout } from "./adding/runs.ts";
import type { Seen, SeenChanges } from "./adding/seen.ts";
import type { Finding } from "./care/check.ts";
import type { Forgotten } from "./care/forget.ts";
import type { Mended } from "./care/mend.ts";
import type { RelocatedFile } from "./care/relocate.ts";
import type { Exported, ExportOptions } from "./move/export.ts";
import type { Places } from "./places/places.ts";
import type { AnalyzerSet } from "./renewing/analyzer-set.ts";
import type { Purge } from "./renewing/purge.ts";
import type { RecallFilter, StoredContent } from "./renewing/recall.ts";
import type { Remembered } from "./renewing/remembered.ts";
import type { RenewalPlan } from "./renewing/renewal.ts";
import type { TaggedContent } from "./renewing/retag.ts";
import type { CountedFailures, CountedSet, Timing } from "./renewing/staleness.ts";
import type { OnIndex } from "./tables/index-building.ts";
import type { FeatureColumn, WritePlan } from "./tables/plan.ts";

/** What writing a batch did. */
export interface Written {
  /** `stored` new contents that hold music, `copies stored` new or changed copies. */
  readonly counts: Readonly<Record<string, number>>;
  /** Items that the database refused, each with its reason; the rest of their batch is stored. */
  readonly rejected: readonly Rejection[];
}

/** How old the values of a catalogue are. */
export interface Staleness {
  readonly sets: readonly CountedSet[];
  readonly failures: readonly CountedFailures[];
  readonly timings: ReadonlyMap<string, Timing>;
  /** The set of what is loaded. */
  readonly now: AnalyzerSet;
}

/** Known files in chunks, as columns. */
interface KnownFacts {
  readonly ids: BigInt64Array;
  readonly sizes: Float64Array;
  /** Milliseconds since 1970. */
  readonly mtimes: Float64Array;
}

/** Known copies; `missing` is 1 for one whose file was gone the last time. */
export interface KnownCopies extends KnownFacts {
  readonly missing: Uint8Array;
}

/** Archives that were read whole, with the number of files in them. */
export interface KnownArchives extends KnownFacts {
  readonly members: Int32Array;
}

/** An open store. */
export interface Store {
  /** A folder, or the URL of a server without its password. */
  readonly url: string;
  readonly registry: Registry;
  /** Reads rows. Values are parameters; int8 comes as text. */
  readonly query: <Row>(text: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Where paths of this machine lie in the catalogue, and where its paths lie here. */
  readonly places: () => Promise<Places>;
  /** The same, for one who adds files: this machine and its locations are noted where they are new. */
  readonly placesToAdd: () => Promise<Places>;
  /** Ids of all contents, so that dedupe knows them. */
  readonly knownContents: () => AsyncIterable<BigInt64Array>;
  /** All copies in order of their ids, so that unchanged files are not read again. */
  readonly knownCopies: () => AsyncIterable<KnownCopies>;
  /** The archives that were read whole, in order of their ids, so that unchanged ones are not opened again. */
  readonly knownArchives: () => AsyncIterable<KnownArchives>;
  /**
   * Begins a run and says how its rows are packed.
   *
   * @param options `bulk` leaves secondary indexes out until the run ends: for loads that are large beside what is there;
   * `about` is kept with the run: what it was told.
   */
  readonly beginRun: (options?: { readonly bulk?: boolean; readonly about?: RunAbout }) => Promise<WritePlan>;
  /** How many batches may be written at once. */
  readonly writers: number;
  /** Writes one packed batch in one transaction. */
  readonly write: (packed: Packed) => Promise<Written>;
  /** Marks what a run found to be gone, moved or back; before the run ends. */
  readonly noteSeen: (seen: Seen) => Promise<SeenChanges>;
  /**
   * Ends a run: makes the indexes that a first or a bulk load left out, refreshes what the planner knows, and remembers how
   * long things took.
   *
   * @param stop leaves the indexes that are not made yet to the next run.
   */
  readonly endRun: (report: Report, onIndex?: OnIndex, stop?: AbortSignal) => Promise<void>;
  /** A test of whether a run has told before why a file is refused that could not be read, and is tried each time. */
  readonly knownRejections: () => Promise<(rejection: Pick<Rejection, "path" | "code">) => boolean>;
  /** Notes how far the run is, for other processes that look at the catalogue meanwhile. */
  readonly tellProgress: (counts: Readonly<Record<string, number>>) => void;
  /** The run of another process that goes on just now. */
  readonly running: () => Promise<RunningRun | undefined>;
  /** How many search indexes the end of the run will make. */
  readonly missingIndexes: () => Promise<number>;
  /** Makes the indexes that a bulk load left out which did not come to its end. */
  readonly completeIndexes: () => Promise<void>;
  /** Contents with values of other analyzers, or of other versions or options of them, than those of the latest run. */
  readonly stale: () => Promise<number>;
  /** What is stale, what failed, and how long things take. */
  readonly staleness: () => Promise<Staleness>;
  /** Contents that are to be worked on again. @param kept columns whose stored values are wanted too. */
  readonly recall: (filter: RecallFilter, kept: readonly FeatureColumn[]) => AsyncIterable<readonly StoredContent[]>;
  /** Begins a run that computes the values of some analyzers anew. */
  readonly beginRenewal: (wanted: readonly string[]) => Promise<RenewalPlan>;
  /** Writes one packed batch of renewed values in one transaction, and returns how many contents it renewed. */
  readonly renew: (packed: Packed) => Promise<number>;
  /** Contents as taggers see them. @param features columns of the values that taggers need. */
  readonly recallTags: (
    filter: RecallFilter,
    features: readonly FeatureColumn[],
  ) => AsyncIterable<readonly TaggedContent[]>;
  /** Begins a run that tags known contents anew. */
  readonly beginRetagging: () => Promise<void>;
  /** Writes one packed batch of tags in one transaction, and returns how many contents it tagged. */
  readonly retag: (packed: Packed, taggers: readonly string[]) => Promise<number>;
  /**
   * Forgets missing copies, and contents that have no other, in one transaction.
   *
   * @param under only copies at or below these paths; all when the list is empty.
   * @throws StoreError `write-failed`; nothing is forgotten then.
   */
  readonly forget: (under: readonly string[], options?: { readonly dryRun?: boolean }) => Promise<Forgotten>;
  /**
   * Follows files that were moved: drops the copies at some paths and puts others in, in one transaction.
   *
   * @throws StoreError `write-failed`; nothing has changed then.
   */
  readonly relocate: (gone: readonly bigint[], there: readonly RelocatedFile[]) => Promise<void>;
  /** Stores an analyzer set, and returns its number. */
  readonly keepSet: (set: AnalyzerSet) => Promise<number>;
  /** What is remembered of analyzers and taggers. */
  readonly remembered: () => Promise<readonly Remembered[]>;
  /**
   * Forgets analyzers and taggers: columns, fields, failures, tags, entries of sets, in one transaction; what was said by
   * hand stays. Close the store afterwards: its registry still has what was dropped.
   *
   * @param options `dryRun` only says what would be dropped.
   * @throws StoreError `write-failed`; nothing is dropped then.
   */
  readonly purge: (ids: readonly string[], options?: { readonly dryRun?: boolean }) => Promise<Purge>;
  /**
   * Writes all that the catalogue holds, as it is now, to a new file that `importCatalogue` reads on any engine.
   *
   * @throws StoreError `file-exists`: nothing is written over.
   */
  readonly exportTo: (path: string, options?: ExportOptions) => Promise<Exported>;
  /** Mends what `checkCatalogue` found; where it says so, `executeRerun` has to follow. */
  readonly mend: (findings: readonly Finding[]) => Promise<Mended>;
  readonly close: () => Promise<void>;
}
