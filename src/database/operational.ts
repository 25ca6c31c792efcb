/** Failures that are no fault of a statement, but of where the catalogue stands. */
import { codeOf, messageOf, StoreError } from "./error.ts";
import { meaningOf } from "./sql-states.ts";

const goesOn = "then run the same command again to continue";

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
/** insufficient_privilege: in the embedded engine only readers have not all rights (reading.ts). */
const lacksRights = "42501";

/**
 * Failures that are no fault of a statement, but of where the catalogue stands, with what to do (sql-states.ts). Any other error
 * is given back as it is.
 *
 * @param mode how the catalogue was opened: one that was opened for reading refuses to be written to, wherever it stands.
 * @param engine which engine it stands in
 */
export function operational(
  error: unknown,
  mode: "read" | "write" = "write",
  engine: "embedded" | "server" = "server",
): unknown {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const state = systemStates[code] ?? code;
  if (mode === "read" && (refusesToWrite.has(state) || (engine === "embedded" && state === lacksRights)))
    return openedForReading(error);
  if (code === "EMFILE" || code === "ENFILE") return fewFiles(error);
  const meaning = meaningOf(state);
  return meaning ? new StoreError(meaning.code, meaning.says(messageOf(error)), error) : error;
}

/** The system lets nobody open more files; PGlite then tells of files that exist or not, which means nothing. */
export const fewFiles = (cause?: unknown): StoreError =>
  new StoreError(
    "no-resources",
    `Cannot open the files of the catalogue: this process has too many open files; raise the limit, for example by ulimit -n 1024, ${goesOn}`,
    cause,
  );

/** Somebody writes to a catalogue that was opened for reading. */
export const openedForReading = (cause?: unknown): StoreError =>
  new StoreError(
    "read-only",
    'Cannot change the catalogue: it was opened for reading; to change it, open it with mode: "write"',
    cause,
  );
