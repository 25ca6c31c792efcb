/** A connection to a catalogue, whatever it lies on. */
import { type Ask, askEmbedded } from "./asking.ts";
import type { Client } from "./client.ts";

/** A client, and what has to be done when it is no longer needed. */
export interface Connected {
  /** One session, to which its staging tables belong. */
  readonly client: Client;
  /** How many batches may be written at once. */
  readonly writers: number;
  /** Does something with a session that writes beside others; waits for one. */
  readonly write: <T>(work: (writer: Client) => Promise<T>) => Promise<T>;
  /** Asks one statement under limits. */
  readonly ask: Ask;
  /** Where it is, as people write it, without a password. */
  readonly shown: string;
  /** True where no other process can have it open. */
  readonly isAlone: boolean;
  readonly close: () => Promise<void>;
}

/** A connection to a folder, of which one client does all; `isAlone` unless another process holds the folder. */
export const singly = (
  client: Client,
  shown: string,
  close: () => Promise<void>,
  isAlone: boolean = false,
): Connected => ({
  client,
  writers: 1,
  write: (work) => work(client),
  ask: askEmbedded(client),
  shown,
  isAlone,
  close,
});
