/** What can be wrong with a catalogue, said to the person who opened it. */
import { meaningOf } from "./sql-states.ts";

/** Codes of a StoreError. */
export type StoreErrorCode =
  | "no-catalogue"
  | "old-catalogue"
  | "newer-catalogue"
  | "bad-export"
  | "not-empty"
  | "file-exists"
  | "locked"
  | "nameless-machine"
  | "bad-url"
  | "no-connection"
  | "connection-lost"
  | "no-permission"
  | "read-only"
  | "disk-full"
  | "bad-version"
  | "engine-lost"
  | "no-zstd"
  | "timed-out"
  | "conflict"
  | "no-resources"
  | "unknown-values"
  | "write-failed";

/** Thrown when a catalogue cannot be opened, read or written. Passwords never appear in its message. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The code of a database's or the system's error. */
export const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
};

/** What an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The error of a batch that was not written. */
export const writeFailure = (error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError("write-failed", `Cannot write to the catalogue: ${messageOf(error)}`, error);

const goesOn = "then the same command goes on where it was";

/** The database's own code of an error, also of one that has been given our words since. */
export const sqlStateOf = (error: unknown): string =>
  error instanceof StoreError && error.cause !== undefined ? codeOf(error.cause) : codeOf(error);

/** Codes of the system that mean one of the database's. */
const systemStates: Readonly<Record<string, string>> = {
  ENOSPC: "53100",
  EDQUOT: "53100",
  EROFS: "25006",
  ENOMEM: "53200",
  EIO: "58030",
};

/** read_only_sql_transaction, and active_sql_transaction: a transaction that has begun to read stays one that only reads. */
const refusesToWrite: ReadonlySet<string> = new Set(["25006", "25001"]);

/**
 * Failures that are no fault of a statement, but of where the catalogue stands, with what to do (sql-states.ts). Any other error
 * is given back as it is.
 *
 * @param mode how the catalogue was opened: one that was opened for reading refuses to be written to, wherever it stands.
 */
export function operational(error: unknown, mode: "read" | "write" = "write"): unknown {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const state = systemStates[code] ?? code;
  if (mode === "read" && refusesToWrite.has(state)) return openedForReading(error);
  if (code === "EMFILE" || code === "ENFILE") return fewFiles(error);
  const meaning = meaningOf(state);
  return meaning ? new StoreError(meaning.code, meaning.says(messageOf(error)), error) : error;
}

/** The system lets nobody open more files; PGlite then tells of files that exist or not, which means nothing. */
export const fewFiles = (cause?: unknown): StoreError =>
  new StoreError(
    "no-resources",
    `Cannot open the files of the catalogue: this process may not open more; raise the limit, for example by ulimit -n 1024, ${goesOn}`,
    cause,
  );

/** Somebody writes to a catalogue that was opened for reading. */
export const openedForReading = (cause?: unknown): StoreError =>
  new StoreError(
    "read-only",
    'Cannot change the catalogue: it was opened for reading; open it with mode: "write" to change it',
    cause,
  );

/** There is nothing to read. @param isMade whether another process is at it. */
export function noCatalogueIn(where: string, isMade: boolean): StoreError {
  const then = isMade
    ? `another process is making the catalogue in ${where}; try again in a moment`
    : `there is no catalogue in ${where} yet: midiq add FOLDER makes one`;
  return new StoreError(
    "no-catalogue",
    then.replace(/^./, (first) => first.toUpperCase()),
  );
}
