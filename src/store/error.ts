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
  | "connection-lost"
  | "no-permission"
  | "read-only"
  | "disk-full"
  | "bad-version"
  | "engine-lost"
  | "no-zstd"
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

/**
 * Failures that are no fault of a statement, but of where the catalogue stands, with what to do: all that can happen in the
 * middle of a run beside a lost connection (PostgreSQL, appendix A). Any other error is given back as it is.
 */
export function operational(error: unknown): unknown {
  const code = codeOf(error);
  const said = messageOf(error);
  // 53100 disk_full; PostgreSQL says 58030 (io_error) or XX000 with the system's words where it writes ahead.
  if (code === "53100" || code === "ENOSPC" || /No space left on device|disk quota exceeded/i.test(said)) {
    return new StoreError(
      "disk-full",
      `Cannot write to the catalogue: the disk is full; free some space, ${goesOn}`,
      error,
    );
  }
  if (code === "25006" || code === "EROFS" || /Read-only file system/i.test(said)) {
    const where = "it stands on a read-only server, folder or disk";
    return new StoreError("read-only", `Cannot write to the catalogue: ${where} (${said})`, error);
  }
  if (code === "53200") {
    return new StoreError("write-failed", `The database has run out of memory (${said}); midiq db tune helps`, error);
  }
  // 58P02 too: of a folder that is gone PGlite remembers names, and says "could not create directory "base/5": File exists".
  if (code === "58P01" || code === "58P02" || code === "58030" || code === "XX001" || code === "XX002") {
    const may = "its files are gone or damaged; midiq db check says more";
    return new StoreError("write-failed", `Cannot read the catalogue: ${said}; ${may}`, error);
  }
  return error;
}
