/** What a store is: the same over the embedded engine and over a server. */
import type { Packed, Rejection } from "../pipeline/stage.ts";
import type { Registry } from "../plugin/registry.ts";
import type { WritePlan } from "./plan.ts";

/** What writing a batch did. */
export interface Written {
  /** `stored` new contents that hold music, `copies stored` new or changed copies. */
  readonly counts: Readonly<Record<string, number>>;
  /** Items that the database refused, each with its reason; the rest of their batch is stored. */
  readonly rejected: readonly Rejection[];
}

/** Known copies in chunks, as columns. */
export interface KnownCopies {
  readonly ids: BigInt64Array;
  readonly sizes: Float64Array;
  /** Milliseconds since 1970. */
  readonly mtimes: Float64Array;
}

/** An open store. */
export interface Store {
  /** A folder, or the URL of a server without its password. */
  readonly url: string;
  readonly registry: Registry;
  /** Reads rows. Values are parameters; int8 comes as text. */
  readonly query: <Row>(text: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Ids of all contents, so that dedupe knows them. */
  readonly knownContents: () => AsyncIterable<BigInt64Array>;
  /** All copies, so that unchanged files are not read again. */
  readonly knownCopies: () => AsyncIterable<KnownCopies>;
  /** Begins a run and says how its rows are packed. */
  readonly beginRun: () => Promise<WritePlan>;
  /** Writes one packed batch in one transaction. */
  readonly write: (packed: Packed) => Promise<Written>;
  /** Ends a run: makes the indexes that a first load left out, and refreshes what the planner knows. */
  readonly endRun: () => Promise<void>;
  /** Contents that other analyzers, or other versions of them, have made than those of the latest run. */
  readonly stale: () => Promise<number>;
  readonly close: () => Promise<void>;
}
