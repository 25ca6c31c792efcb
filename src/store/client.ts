/** The one SQL client: `postgres` (porsager), to a server by URL or to the embedded engine over a stream. */
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { StoreError } from "./error.ts";
import { sessionSettings } from "./session.ts";

/** A client, or a transaction of one. */
export type Sql = postgres.Sql | postgres.TransactionSql;
/** A client with its connections. */
export type Client = postgres.Sql;

const quiet = { onnotice: () => undefined, fetch_types: false };
const oneSession = { max: 1, idle_timeout: 0, max_lifetime: null };

/**
 * A client of the embedded engine. One connection that is never recycled: the engine is one session.
 *
 * @param prepare off for readers of another process, whose statements would pile up in the shared session.
 */
export function embeddedClient(connect: () => Duplex | Promise<Duplex>, prepare: boolean): Client {
  // `socket` is not in the client's types; it takes any stream in place of a TCP connection.
  const options = { ...quiet, ...oneSession, socket: connect, prepare };
  return postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
}

/**
 * A client of a server. Its connections are never recycled: staging tables belong to them.
 *
 * @param max connections; each is made when it is needed.
 * @throws StoreError `bad-url` when the URL cannot be read.
 */
export function serverClient(url: string, max: number): Client {
  try {
    return postgres(url, {
      ...quiet,
      ...oneSession,
      max,
      connection: { application_name: "midiq", ...sessionSettings },
    });
  } catch (error) {
    throw new StoreError(
      "bad-url",
      `Cannot read the URL of the database: expected postgres://user@host:5432/name`,
      error,
    );
  }
}

/**
 * Sends one binary COPY inside a transaction. Two traps of porsager 3.4.9:
 * - it never reports a failed COPY, and later a false finish (its issue 1173). So nothing here waits for the end of the
 *   stream: the next statement after it fails with 25P02 when the COPY did;
 * - a stream that has finished is destroyed, and says "CopyFail" then, which would end a COPY that has begun meanwhile.
 *   The next statement's answer comes after that.
 */
export async function copyIn(tx: Sql, statement: string, data: Uint8Array): Promise<void> {
  const stream = await tx.unsafe(statement).writable();
  // What breaks the stream breaks the transaction too, and is told there; unheard it would end the process.
  stream.on("error", () => {});
  await new Promise<void>((done, failed) => {
    stream.write(data, (error) => (error ? failed(error) : done()));
  });
  stream.end();
  await new Promise((done) => setImmediate(done));
  await tx.unsafe("select 1");
}

/**
 * Receives one binary COPY inside a transaction, whole: what is asked for is a page. The driver (3.4.9) stops reading from
 * the connection while its stream is full, and goes on when the stream is read, but not when that has ended meanwhile; so it
 * is told to go on once more. Rows can be larger than any buffer, so this happens.
 */
export async function copyOut(tx: Sql, statement: string): Promise<Uint8Array> {
  const stream = await tx.unsafe(statement).readable();
  const parts: Uint8Array[] = [];
  stream.on("data", (part: Uint8Array) => parts.push(part));
  await new Promise<void>((done, failed) => {
    stream.once("end", done);
    stream.once("error", failed);
  });
  stream._read(0);
  return Buffer.concat(parts);
}
