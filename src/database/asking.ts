/** Asking under limits: on a server a statement is stopped, of an embedded engine what has not begun is not begun. */
import type { Client } from "./client.ts";
import { type Deadline, heldTo } from "./limits.ts";

/** Rows as the client gives them. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Asks one statement under limits. @throws StoreError `canceled`, `timed-out`. */
export type Ask = (text: string, parameters: readonly unknown[], deadline: Deadline) => Promise<Rows>;

/**
 * Of an embedded engine: a statement that has begun runs to its end, unheard, since nothing can stop it there; those that wait for
 * it are dropped when their own limit comes.
 */
export function askEmbedded(client: Client): Ask {
  let turn: Promise<unknown> = Promise.resolve();
  return (text, parameters, deadline) =>
    heldTo(deadline, () => {
      const mine = turn.then(() =>
        heldTo(deadline, async () => [...(await client.unsafe(text, parameters as never[]))]),
      );
      // The next waits for the statement itself, not for who gave up on it.
      turn = mine.catch(() => {});
      return mine;
    });
}

/** Longest time that PostgreSQL takes for a timeout, in milliseconds. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Of a server: the statement has its own transaction, with the time that is left as its timeout, and another session cancels it
 * when the signal comes. The transaction is left when that has been said, so that no other statement is met by it.
 *
 * @param write lends another session.
 */
export const askServer =
  (client: Client, write: <T>(work: (writer: Client) => Promise<T>) => Promise<T>): Ask =>
  (text, parameters, deadline) =>
    heldTo(deadline, () =>
      client.begin(async (tx) => {
        const { signal, until } = deadline;
        const left = Math.min(longestTimeout, Math.max(1, Math.ceil(until - performance.now())));
        const [row] = await tx.unsafe(
          "select pg_backend_pid()::int4 as pid, set_config('statement_timeout', $1::text, true)",
          [String(left)],
        );
        let canceling: Promise<unknown> = Promise.resolve();
        const cancel = (): void => {
          canceling = write((other) =>
            other.unsafe("select pg_cancel_backend($1::int4)", [row?.["pid"]] as never[]).then(),
          ).catch(() => {});
        };
        signal?.addEventListener("abort", cancel, { once: true });
        try {
          signal?.throwIfAborted();
          return [...(await tx.unsafe(text, parameters as never[]))];
        } finally {
          signal?.removeEventListener("abort", cancel);
          await canceling;
        }
      }),
    );
