/** What can be wrong with a catalogue, said to the person who opened it. */

/** Codes of a StoreError. */
export type StoreErrorCode =
  | "no-catalogue"
  | "old-catalogue"
  | "newer-catalogue"
  | "bad-export"
  | "not-empty"
  | "file-exists"
  | "locked"
  | "bad-url"
  | "no-connection"
  | "bad-version"
  | "engine-lost"
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
