/**
 * Table of the SQLSTATEs that end a run through no fault of a statement: what each means to a person, and what would do.
 * Codes and classes are those of PostgreSQL's appendix A, which the embedded engine speaks too. Messages are shown, never read.
 */
import type { StoreErrorCode } from "./error.ts";

/** What a code means. */
export interface Meaning {
  readonly code: StoreErrorCode;
  /** @param said the database's own words. */
  readonly says: (said: string) => string;
}

const goesOn = "then run the same command again to continue";
const mayReread = "midiq db check shows more";

const diskFull: Meaning = {
  code: "disk-full",
  says: () => `Cannot write to the catalogue: the disk is full; free some space, ${goesOn}`,
};
const noResources: Meaning = {
  code: "no-resources",
  says: (said) =>
    `The machine of the database has run out of a resource (${said}); stop other programs on it, ${goesOn}`,
};
const timedOut: Meaning = {
  code: "timed-out",
  says: (said) =>
    `The database stopped a statement of midiq (${said}): somebody canceled it, or it reached a limit set by options= or PGOPTIONS`,
};
const lockHeld: Meaning = {
  code: "timed-out",
  says: (said) => `Another session locks what midiq needs (${said}); wait until it is done, ${goesOn}`,
};
const conflict: Meaning = {
  code: "conflict",
  says: (said) => `Other sessions changed the same rows (${said}); this step wrote nothing; run the same command again`,
};
const noEntry: Meaning = {
  code: "no-permission",
  says: (said) => `The database no longer accepts this user (${said}); check user, password and pg_hba.conf`,
};
const goneDatabase: Meaning = {
  code: "no-connection",
  says: (said) => `The database of the catalogue does not exist (${said}); was it dropped or renamed?`,
};
const ended: Meaning = {
  code: "connection-lost",
  says: (said) =>
    `The database closed the connection (${said}); what was written is stored; run the same command again to continue`,
};
const unreadable: Meaning = {
  code: "write-failed",
  says: (said) => `Cannot read the catalogue: ${said}; its files are gone or damaged; ${mayReread}`,
};

/** By code. */
const byCode: Readonly<Record<string, Meaning>> = {
  "25006": {
    code: "read-only",
    says: (said) => `Cannot write to the catalogue: it is on a read-only server, folder or disk (${said})`,
  },
  "25P03": ended,
  "25P04": timedOut,
  "3D000": goneDatabase,
  "3F000": {
    code: "no-permission",
    says: (said) => `The schema of the catalogue does not exist (${said}); set search_path to the right one`,
  },
  "40001": conflict,
  "40P01": conflict,
  "42501": {
    code: "no-permission",
    says: (said) => `Cannot use the catalogue: ${said}; this user must be allowed to (docs/servers.md)`,
  },
  "53100": diskFull,
  "53200": {
    code: "no-resources",
    says: (said) => `The database has run out of memory (${said}); midiq db tune helps`,
  },
  "53300": {
    code: "no-connection",
    says: (said) =>
      `The database accepts no more connections (${said}); close some, raise max_connections, or use PgBouncer`,
  },
  "55006": lockHeld,
  "55P03": lockHeld,
  "57014": timedOut,
  "57P04": goneDatabase,
};

/** By class, the first two characters, for codes that have no line of their own. */
const byClass: Readonly<Record<string, Meaning>> = {
  "08": ended,
  "28": noEntry,
  "40": conflict,
  "53": noResources,
  "57": ended,
  // Files of the server: 58P01 undefined_file, 58P02 duplicate_file (of a folder that is gone PGlite remembers names), io_error.
  "58": unreadable,
  // A server that was set up wrongly.
  F0: { code: "no-connection", says: (said) => `The database cannot be used with its settings (${said})` },
  // Damaged data and indexes, and what the engine itself did not expect.
  XX: unreadable,
};

/** What a code means; undefined for what is our own fault, or about the data. */
export const meaningOf = (code: string): Meaning | undefined =>
  isSqlState(code) ? (byCode[code] ?? byClass[code.slice(0, 2)]) : undefined;

/** Five capital letters and digits, of which none of the system's codes is one (EPERM, EBUSY: they begin with E). */
const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E");
