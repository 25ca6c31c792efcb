/** The one SQL client: `postgres` (porsager), to a server by URL or to the embedded engine over a stream. */
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { StoreError } from "./error.ts";

/** A client, or a transaction of one. */
export type Sql = postgres.Sql | postgres.TransactionSql;
/** A client with its connections. */
export type Client = postgres.Sql;

const quiet = { onnotice: () => undefined, fetch_types: false };

/**
 * A client of the embedded engine. One connection that is never recycled: the engine is one session.
 *
 * @param prepare off for readers of another process, whose statements would pile up in the shared session.
 */
export function embeddedClient(connect: () => Duplex | Promise<Duplex>, prepare: boolean): Client {
  // `socket` is not in the client's types; it takes any stream in place of a TCP connection.
  const options = { ...quiet, socket: connect, max: 1, idle_timeout: 0, max_lifetime: null, prepare };
  return postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
}

/**
 * A client of a server.
 *
 * @throws StoreError `bad-url` when the URL cannot be read.
 */
export function serverClient(url: string): Client {
  try {
    return postgres(url, { ...quiet, connection: { application_name: "midiq" } });
  } catch (error) {
    throw new StoreError(
      "bad-url",
      `Cannot read the URL of the database: expected postgres://user@host:5432/name`,
      error,
    );
  }
}

/**
 * Sends one binary COPY inside a transaction.
 *
 * porsager 3.4.9 never reports a failed COPY, and later a false finish (its issue 1173). So nothing here waits for the
 * end: the next statement on the same transaction fails with 25P02 when the COPY did.
 */
export async function copyIn(tx: Sql, statement: string, data: Uint8Array): Promise<void> {
  const stream = await tx.unsafe(statement).writable();
  await new Promise<void>((done, failed) => {
    stream.write(data, (error) => (error ? failed(error) : done()));
  });
  stream.end();
  await new Promise((done) => setImmediate(done));
}
