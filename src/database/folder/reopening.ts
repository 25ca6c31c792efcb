/** Reading through the process that holds a folder, and on when that ends: by the next holder, or by an engine of one's own. */

import type { Client } from "../client.ts";
import { type Connected, singly } from "../connected.ts";
import type { Sql } from "../sql.ts";

/** A connection through another process. */
export interface Through extends Connected {
  /** True when that process has ended. */
  readonly isLost: () => boolean;
}

/**
 * The same connection, opened again before what is asked after its holder has ended. What was in hand then fails: it may be what
 * ended the holder.
 *
 * @param again opens the folder as if for the first time.
 */
export function reopening(first: Through, again: () => Promise<Connected>): Connected {
  let current: Connected & Partial<Pick<Through, "isLost">> = first;
  let opening: Promise<Connected> | undefined;
  const there = async (): Promise<Client> => {
    // A holder that has ended by now is known to have ended one turn of the events later.
    await new Promise((resolve) => setImmediate(resolve));
    if (!current.isLost?.()) return current.client;
    opening ??= replace().finally(() => {
      opening = undefined;
    });
    return (await opening).client;
  };
  const replace = async (): Promise<Connected> => {
    const last = current;
    current = await again();
    await last.close().catch(() => {});
    return current;
  };
  const client: Client = {
    // Awaited only: streams and cursors are asked of transactions.
    unsafe: (async (...given: Parameters<Sql["unsafe"]>) =>
      (await there()).unsafe(...given)) as unknown as Sql["unsafe"],
    begin: async (work, makes) => (await there()).begin(work, makes),
    eachSession: async (prepare) => (await there()).eachSession(prepare),
    isPooled: () => false,
    end: (how) => current.client.end(how),
  };
  return singly(client, first.shown, () => current.close());
}
