/** What can be wrong with a catalogue, said to the person who opened it. */
import { MidiqError } from "../errors.ts";

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
  | "canceled"
  | "conflict"
  | "no-resources"
  | "unknown-values"
  | "write-failed";

/** Thrown when a catalogue cannot be opened, read or written. Passwords never appear in its message. */
export class StoreError extends MidiqError<StoreErrorCode> {
  override readonly name = "StoreError";
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(code, message, { cause });
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

/** The database's own code of an error, also of one that has been given our words since. */
export const sqlStateOf = (error: unknown): string =>
  error instanceof StoreError && error.cause !== undefined ? codeOf(error.cause) : codeOf(error);

/** There is nothing to read. @param isMade whether another process is at it. */
export function noCatalogueIn(where: string, isMade: boolean): StoreError {
  const then = isMade
    ? `another process is making the catalogue in "${where}"; try again in a moment`
    : `there is no catalogue in "${where}" yet: midiq add FOLDER makes one`;
  return new StoreError(
    "no-catalogue",
    then.replace(/^./, (first) => first.toUpperCase()),
  );
}
