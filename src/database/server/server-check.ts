/** What a server must be before a catalogue is opened on it. */
import type { Mode } from "../client.ts";
import { StoreError } from "../error.ts";
import type { Sql } from "../sql.ts";
import { type Server, shownServer } from "./server.ts";

/** Oldest major version whose SQL we speak. */
const oldestVersion = 15;

/**
 * Looks at version, encoding and role of a server, which is the first statement of a session.
 *
 * @returns the server's version, as 150018 for 15.18.
 * @throws StoreError `bad-version`, `read-only` when it is to be written to and cannot.
 */
export async function checkServer(sql: Sql, server: Server, mode: Mode): Promise<number> {
  const rows = await sql.unsafe(`select current_setting('server_version_num')::int4 as number,
    current_setting('server_version') as version, current_setting('server_encoding') as encoding,
    pg_is_in_recovery() as follows, current_setting('transaction_read_only') as "readOnly"`);
  const { number, version, encoding, follows, readOnly } = rows[0] as Readonly<Record<string, unknown>>;
  const where = shownServer(server);
  if (Number(number) < oldestVersion * 10_000) {
    const why = `it is PostgreSQL ${version}, and midiq needs ${oldestVersion} or newer`;
    throw new StoreError("bad-version", `Cannot use ${where}: ${why}`);
  }
  if (encoding !== "UTF8") {
    const does = `createdb -E UTF8 -T template0 ${server.database} makes one that can`;
    throw new StoreError(
      "bad-version",
      `Cannot use ${where}: its encoding ${encoding} cannot hold every name; ${does}`,
    );
  }
  if (mode === "write" && follows === true) {
    throw new StoreError("read-only", `Cannot write to ${where}: it is a replica; name the primary server instead`);
  }
  if (mode === "write" && readOnly === "on") {
    const why = "its transactions are read-only (default_transaction_read_only)";
    throw new StoreError("read-only", `Cannot write to ${where}: ${why}`);
  }
  return Number(number);
}
