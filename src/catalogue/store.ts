/** An open catalogue below its verbs: what the rooms of the catalogue stand on, over the embedded engine and over a server alike. */
import type { Ask } from "../database/asking.ts";
import type { Client } from "../database/client.ts";
import type { Registry } from "../plugin/registry.ts";
import type { Runs } from "./adding/run-record.ts";
import type { Places } from "./places/places.ts";
import type { FeatureColumn } from "./tables/plan.ts";
import type { Reader } from "./tables/query.ts";

/** An open store. */
export interface Store extends Reader {
  /** A folder, or the URL of a server without its password. */
  readonly url: string;
  readonly registry: Registry;
  /** Columns of the fields of the plugins that it was opened with. */
  readonly features: readonly FeatureColumn[];
  /** Columns of all fields that the catalogue has, whoever opened it with whatever plugins. */
  readonly columns: readonly FeatureColumn[];
  /** Where paths of this machine lie in the catalogue, and where its paths lie here. */
  readonly places: () => Promise<Places>;
  /** The same, for one who adds files: this machine and its locations are noted where they are new. */
  readonly placesToAdd: () => Promise<Places>;
  /** The one session of all that is not written beside others. */
  readonly client: Client;
  /** Asks one statement under limits. */
  readonly ask: Ask;
  /** How many batches may be written at once. */
  readonly writers: number;
  /** Does something with a session that writes beside others; waits for one. */
  readonly write: <T>(work: (writer: Client) => Promise<T>) => Promise<T>;
  /** True where no other process can have the catalogue open. */
  readonly isAlone: boolean;
  readonly runs: Runs;
  /** Notes how many rows changed, which decides whether a restore point is worth while. */
  readonly noteChanges: (rows: number) => void;
  readonly close: () => Promise<void>;
}

/** What has an open store: a catalogue. */
export interface Opened {
  readonly store: Store;
}
