/** The one SQL client: `postgres` (porsager), to a server or to the embedded engine over a stream. */
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { StoreError } from "./error.ts";
import { operational } from "./operational.ts";
import { readingSql, readOnlyTransaction } from "./reading.ts";
import { isLost } from "./server/connection-error.ts";
import type { Server } from "./server/server.ts";
import { startSettings } from "./session.ts";
import type { Sql, Transaction } from "./sql.ts";

/** Whether a catalogue is opened to be read, or to be written to. */
export type Mode = "read" | "write";
/** What a session needs before it is used: temporary tables. `pooled` ones must go with the transaction (on commit drop). */
export type Preparation = (sql: Sql, pooled: boolean) => Promise<void>;

/** How long a staging table lives: as long as its session, but behind a pooler the session is another's after a commit. */
export const lifeOf = (pooled: boolean): string => (pooled ? "on commit drop" : "on commit delete rows");

/** A client of a catalogue's database, whatever sessions it has. */
export interface Client extends Sql {
  /**
   * Runs a transaction; after a lost connection once more, from its beginning. What it makes says how much room it takes:
   * an index is some part of the whole catalogue.
   */
  readonly begin: <T>(work: (tx: Transaction) => Promise<T>, makes?: "rows" | "index") => Promise<T>;
  /** Does now, and again on each session that follows, what the statements after need. */
  readonly eachSession: (prepare: Preparation) => Promise<void>;
  /** Whether a pooler stands between: sessions are another's after each commit. */
  readonly isPooled: () => boolean;
  readonly end: (options?: { readonly timeout?: number }) => Promise<void>;
}

const quiet = { onnotice: () => undefined, fetch_types: false };
const oneSession = { max: 1, idle_timeout: 0, max_lifetime: null };

/**
 * A client of the embedded engine. One connection that is never recycled: the engine is one session.
 *
 * @param connect gives the stream, once. Where it fails, so does all that is asked, with its error.
 * @param options `prepare` is off for readers of another process, whose statements would pile up in the shared session.
 */
export function embeddedClient(
  connect: () => Duplex | Promise<Duplex>,
  { mode, prepare }: { readonly mode: Mode; readonly prepare: boolean },
): Client {
  let gone = false;
  const { heard, lose } = createWaiting();
  const onclose = (error: unknown): void => {
    gone = true;
    lose(error);
    sql.end({ timeout: 0 }).catch(() => {});
  };
  // `socket` is not in the client's types; it takes any stream in place of a TCP connection.
  const socket = onlyOnce(connect, onclose);
  const options = { ...quiet, ...oneSession, socket, prepare, onclose: () => onclose(closed()) };
  const sql = postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
  const asked = async <T>(ask: () => PromiseLike<T>): Promise<T> => {
    try {
      if (gone) throw closed();
      return await heard(ask);
    } catch (error) {
      if (!isLost(error)) throw operational(error, mode, "embedded");
      const why = "what was written is stored; run the same command again to continue";
      throw new StoreError(
        "engine-lost",
        `The embedded database, or the process that holds it, has ended; ${why}`,
        error,
      );
    }
  };
  const unsafe: Sql["unsafe"] = mode === "read" ? readingSql(sql, "embedded") : (...given) => sql.unsafe(...given);
  return {
    // Awaited only: streams and cursors are asked of transactions.
    unsafe: ((...given: Parameters<Sql["unsafe"]>) => asked(() => unsafe(...given))) as unknown as Sql["unsafe"],
    begin: (work) => asked(() => guarded({ sql, isGone: () => gone }, mode === "read" ? reading(work) : work)),
    eachSession: (once) => once(sql, false),
    isPooled: () => false,
    end: (how) => sql.end(how),
  };
}

/** The same work in a transaction that only reads. */
export const reading =
  <T>(work: (tx: Transaction) => Promise<T>) =>
  async (tx: Transaction): Promise<T> => {
    await tx.unsafe(readOnlyTransaction);
    return work(tx);
  };

/** One session of a server, as the driver sees it. */
export interface Session {
  readonly sql: postgres.Sql;
  /** True when it has ended: the driver (3.4.9) would write to nothing, or hang on the connection after. */
  readonly isGone: () => boolean;
  /** Does some work on it, and fails when it has ended meanwhile. */
  readonly heard: <T>(work: () => PromiseLike<T>) => Promise<T>;
}

/**
 * A session of a server, not connected yet; never recycled, as for the embedded engine: staging tables belong to it.
 *
 * @param dial opens the stream, encrypted or not.
 */
export function newSession(server: Server, pooled: boolean, dial: () => Promise<Duplex>): Session {
  let gone = false;
  const { heard, lose } = createWaiting();
  const onclose = (error: unknown): void => {
    gone = true;
    lose(error);
  };
  // A pooler refuses settings at the start of a session, and forgets what was prepared in one.
  const settings = pooled
    ? {}
    : { ...startSettings(server.options), ...(server.options && { options: server.options }) };
  const options = {
    ...quiet,
    ...oneSession,
    host: server.host,
    port: server.port,
    user: server.user,
    database: server.database,
    // Unset, the driver would look for more variables than libpq does.
    password: server.password ?? "",
    ssl: false,
    prepare: !pooled,
    socket: onlyOnce(dial, onclose),
    connection: { application_name: server.applicationName, ...settings },
    onclose: () => onclose(closed()),
  };
  const sql = postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>);
  return { sql, isGone: () => gone, heard };
}

/**
 * One transaction. When its session is lost, nothing more is asked of the driver: it (3.4.9) would write the `rollback`
 * to a socket that is gone, which ends the process.
 */
export function guarded<T>(
  { sql, isGone }: Pick<Session, "sql" | "isGone">,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return new Promise<T>((done, failed) => {
    const never = new Promise<T>(() => {});
    const told = sql.begin(async (tx) => {
      const unsafe: Transaction["unsafe"] = (...given: Parameters<Transaction["unsafe"]>) => {
        if (isGone()) throw closed();
        return tx.unsafe(...given) as never;
      };
      try {
        // Nothing of ours asks a transaction for more than statements.
        const result = await work({ unsafe } as Transaction);
        if (!isGone()) return result;
        failed(closed());
      } catch (error) {
        if (!isGone() && !isLost(error)) throw error;
        failed(isLost(error) ? error : closed());
      }
      return never;
    });
    // The client's type unwraps arrays of promises; ours are plain values.
    told.then((result) => done(result as T), failed);
  });
}

const closed = (): Error => Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });

/**
 * The driver would open a lost connection again by itself, as a session that nobody knows of, without what ours are given.
 *
 * @param lose told why there is no stream, now or any more.
 */
function onlyOnce(dial: () => Duplex | Promise<Duplex>, lose: (error: unknown) => void): () => Promise<Duplex> {
  let isDialled = false;
  return async () => {
    try {
      if (isDialled) throw closed();
      isDialled = true;
      return await dial();
    } catch (error) {
      lose(error);
      throw error;
    }
  };
}

/** What waits for a session. */
interface Waiting {
  /** Does some work, and fails when the session has ended meanwhile. */
  readonly heard: <T>(work: () => PromiseLike<T>) => Promise<T>;
  /** Fails all that waits; what the driver says of it comes first. */
  readonly lose: (error: unknown) => void;
}

/**
 * When a session ends, the driver (3.4.9) fails what it has sent and the next statement of its queue; those behind it would wait
 * for ever.
 */
function createWaiting(): Waiting {
  const waiting = new Set<(error: unknown) => void>();
  return {
    heard: (work) =>
      new Promise((done, failed) => {
        waiting.add(failed);
        Promise.resolve(work())
          .then(done, failed)
          .finally(() => waiting.delete(failed));
      }),
    lose: (error) =>
      void setImmediate(() => {
        for (const failed of waiting) failed(error);
      }),
  };
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
