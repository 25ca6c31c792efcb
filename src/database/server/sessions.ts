/**
 * A client of a server that survives its sessions: when one is lost, the work in hand is done again on the next. Work is
 * one statement or one transaction, and all of ours may be done twice: merging changes nothing the second time.
 */
import { type Client, guarded, type Mode, newSession, type Preparation, reading, type Session } from "../client.ts";
import { codeOf, messageOf, StoreError, sqlStateOf } from "../error.ts";
import { operational } from "../operational.ts";
import { readingSql } from "../reading.ts";
import { laterSetting, localSettings } from "../session.ts";
import type { Sql, Transaction } from "../sql.ts";
import { connectionError, isLost, isOfPooler, mayComeBack } from "./connection-error.ts";
import { dial, waysTo } from "./dial.ts";
import { type Server, shownServer } from "./server.ts";
import { checkServer } from "./server-check.ts";

/** How a client behaves. */
export interface SessionOptions {
  /** Told, in a line, that the server was lost, and that it is there again. */
  readonly onTrouble?: ((line: string) => void) | undefined;
  readonly mode: Mode;
  /** The server answered another session: the first connection is made when it is needed, and waited for as any. */
  readonly isKnown?: boolean;
}

const firstDelayMilliseconds = 100;
const longestDelayMilliseconds = 5000;
/** A connection that was cut without a word never ends by itself. */
const endSeconds = 5;
/** SQLSTATE of a statement that cannot stand in a transaction. */
const activeTransaction = "25001";
/** A server that is lost whenever it is given the same work is not tried for ever. */
const mostLosses = 5;

const optionsRefused =
  "Cannot use options= or PGOPTIONS behind PgBouncer, which shares sessions: use alter role NAME set ... on the server";

/**
 * Connects to a server.
 *
 * @throws StoreError `no-connection`, at once: patience is for a server that was there; `bad-version`, `read-only`.
 */
export async function connectSessions(server: Server, options: SessionOptions): Promise<Client> {
  const preparations: Preparation[] = [];
  let pooled = server.pooled;
  let current: Promise<Session> | undefined;
  let ended = false;
  let hasOpened = false;
  let version = 0;

  /** Opens a session in the first way that the server takes, prepared for use. */
  const open = async (): Promise<Session> => {
    if (pooled && server.options) throw new StoreError("bad-url", optionsRefused);
    const ways = waysTo(server);
    for (const [n, way] of ways.entries()) {
      const session = newSession(server, pooled, () => dial(server, way));
      try {
        version = await soon(checkServer(session.sql, server, options.mode), server.connectSeconds);
        const later = pooled ? undefined : laterSetting(version, server.options);
        if (later) await session.sql.unsafe(later);
        if (!pooled) for (const prepare of preparations) await prepare(session.sql, false);
        return session;
      } catch (error) {
        drop(session);
        if (isOfPooler(error) && !pooled) {
          pooled = true;
          return open();
        }
        // pg_hba.conf may let in with encryption only, or without only.
        const mayOtherwise = codeOf(error) === "28000" || codeOf(error) === "TLS_FAILED";
        if (!mayOtherwise || n === ways.length - 1) throw error;
      }
    }
    throw new TypeError("There is at least one way to a server");
  };

  const session = async (): Promise<Session> => {
    const last = current;
    const there = await last;
    if (there && !there.isGone()) return there;
    // Somebody else who was waiting for it may have opened the next.
    if (current !== last) return session();
    current = open();
    const opening = current;
    opening.catch(() => {
      if (current === opening) current = undefined;
    });
    return opening;
  };

  /** Gives a session up, unless somebody has opened the next already. */
  const forget = async (lost: Session | undefined): Promise<void> => {
    if (!lost) return;
    const last = current;
    if ((await last?.catch(() => undefined)) === lost && current === last) current = undefined;
    drop(lost);
  };

  /** Does some work on a session, and again on the next where it is lost, for as long as the server may come back. */
  const persist = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    let lostAt: number | undefined;
    let losses = 0;
    for (let delay = firstDelayMilliseconds; ; delay = Math.min(delay * 2, longestDelayMilliseconds)) {
      let on: Session | undefined;
      try {
        on = await session();
        hasOpened = true;
        if (lostAt !== undefined) {
          options.onTrouble?.("the database is there again");
          lostAt = undefined;
          delay = firstDelayMilliseconds;
        }
        const there = on;
        return await there.heard(() => work(there));
      } catch (error) {
        if (isOfPooler(error) && !pooled) {
          pooled = true;
          await forget(on);
          continue;
        }
        const isFirst = options.isKnown === true && !hasOpened;
        const comesBack = lostAt === undefined && !isFirst ? isLost(error) : mayComeBack(error);
        if (ended || !comesBack) throw operational(error, options.mode);
        const now = performance.now();
        if (lostAt === undefined && ++losses > mostLosses) throw givenUp(error, server, options.mode, losses);
        if (lostAt === undefined && server.patienceSeconds > 0) {
          options.onTrouble?.(`${lostLine(error, server)}; trying again for ${server.patienceSeconds} s`);
        }
        lostAt ??= now;
        await forget(on);
        const left = lostAt + server.patienceSeconds * 1000 - now;
        if (left <= 0) throw givenUp(error, server, options.mode, losses);
        await new Promise((resolve) => setTimeout(resolve, Math.min(delay, left)));
      }
    }
  };

  const transaction = <T>(work: (tx: Transaction) => Promise<T>, prepared: boolean): Promise<T> =>
    persist((on) =>
      guarded(on, async (tx) => {
        if (pooled) await tx.unsafe(localSettings(version));
        if (pooled && prepared) for (const prepare of preparations) await prepare(tx, true);
        return options.mode === "read" ? reading(work)(tx) : work(tx);
      }),
    );

  // Awaited only: streams and cursors are asked of transactions.
  const alone = (...given: Parameters<Sql["unsafe"]>) =>
    persist(async ({ sql }) => (options.mode === "read" ? readingSql(sql, "server")(...given) : sql.unsafe(...given)));
  const unsafe = (async (...given: Parameters<Sql["unsafe"]>) => {
    if (!pooled) return alone(...given);
    try {
      return await transaction(
        async (tx) => (options.mode === "read" ? readingSql(tx, "server") : tx.unsafe)(...given),
        false,
      );
    } catch (error) {
      // `vacuum` and its like: the server says that they do not go in a transaction.
      if (sqlStateOf(error) !== activeTransaction) throw error;
      return alone(...given);
    }
  }) as unknown as Sql["unsafe"];

  try {
    if (!options.isKnown) await session();
  } catch (error) {
    throw connectionError(error, server);
  }
  return {
    unsafe,
    begin: (work) => transaction(work, true),
    eachSession: async (prepare) => {
      // With a pooler only to see that it can be done: each transaction does it again.
      if (pooled) await transaction((tx) => prepare(tx, true), false);
      else await persist(({ sql }) => prepare(sql, false));
      preparations.push(prepare);
    },
    isPooled: () => pooled,
    end: async (how) => {
      ended = true;
      const last = await current?.catch(() => undefined);
      if (last && !last.isGone()) await last.sql.end(how ?? { timeout: endSeconds });
    },
  };
}

/** A pooler takes connections, and lets their first query wait for a server that is away. */
async function soon<T>(work: Promise<T>, seconds: number): Promise<T> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, failed) => {
    const error = Object.assign(new Error(`no answer in ${seconds} s`), { code: "CONNECT_TIMEOUT" });
    late = setTimeout(() => failed(error), seconds * 1000);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(late);
  }
}

/** Ends what is left of a session, whatever its state. */
function drop({ sql }: Session): void {
  sql.end({ timeout: 0 }).catch(() => {});
}

const lostLine = (error: unknown, server: Server): string =>
  `lost the connection to ${shownServer(server)} (${messageOf(error) || codeOf(error)})`;

function givenUp(error: unknown, server: Server, mode: SessionOptions["mode"], losses: number): StoreError {
  const gone = server.patienceSeconds > 0 ? `, and it did not return within ${server.patienceSeconds} s` : "";
  const waited = losses > mostLosses ? `, ${losses} times during the same work` : gone;
  const then = mode === "write" ? "; what was written is stored; run the same command again to continue" : "";
  const line = lostLine(error, server);
  return new StoreError("connection-lost", `${line.charAt(0).toUpperCase()}${line.slice(1)}${waited}${then}`, error);
}
