/**
 * Reading is reading: a session that was opened for reading writes nothing, on a server, in the embedded engine, and in the one
 * session that readers share with the process that holds a folder.
 *
 * Each statement of a caller is one statement (the extended protocol takes no second one), and before it, in the same round trip,
 * the session and the transaction that may be open are made read-only again. So nothing that a caller set before, by accident or
 * not, lets a statement write. The embedded engine, whose user may do all, also takes a role that only reads: `copy ... to` a file,
 * `alter system` and `reindex` are no writes to a transaction. It guards against mistakes: against malice a role of the server
 * that may only read does (docs/servers.md).
 */
import type { Sql } from "./sql.ts";

/** Read-only are transactions to come, and the one that is open; PostgreSQL never takes the second back after a query. */
const guard =
  "select set_config('default_transaction_read_only', 'on', false), set_config('transaction_read_only', 'on', true)";

/** A role of PostgreSQL's own, from 14 on: it reads every table, and nothing else. */
const reader = "pg_read_all_data";
const embeddedGuard = `${guard}, set_config('role', '${reader}', false)`;

/** For the session that the holder of a folder shares: what it is while a reader has it, and what it is again. */
export const toRead = `set default_transaction_read_only = on; set role ${reader}`;
export const toWrite = "set default_transaction_read_only = off; reset role";

/** Begins a transaction that only reads. */
export const readOnlyTransaction = "set transaction read only";

/** The statements of a session, as its caller may give them. @param engine whose session it is */
export function readingSql(sql: Sql, engine: "embedded" | "server"): Sql["unsafe"] {
  const first = engine === "embedded" ? embeddedGuard : guard;
  return ((...[text, parameters, options]: Parameters<Sql["unsafe"]>) => {
    // Sent at once, and answered before the statement; where a transaction has failed it fails with the statement.
    sql.unsafe(first).catch(() => {});
    return sql.unsafe(text, parameters, { ...options, simple: false } as never);
  }) as Sql["unsafe"];
}
