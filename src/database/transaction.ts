/** Transactions that several writers of one server may run at once. */
import type { Client } from "./client.ts";
import { sqlStateOf } from "./error.ts";
import type { Sql } from "./sql.ts";

/** deadlock_detected and serialization_failure (PostgreSQL, appendix A): another writer won, and the same works later. */
const passing: ReadonlySet<unknown> = new Set(["40P01", "40001"]);
/** Writers lock rows in one order, so that deadlocks are rare; ten in a row mean something else. */
const mostAttempts = 10;
/** Longest pause before the second attempt; it doubles. */
const pauseMilliseconds = 20;

/** Runs a transaction, from its beginning again when the server gave it up in favour of another. */
export async function transact<T>(sql: Client, body: (tx: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await sql.begin(body)) as T;
    } catch (error) {
      if (attempt === mostAttempts || !passing.has(sqlStateOf(error))) throw error;
      // Two that met must not meet again.
      const pause = Math.random() * pauseMilliseconds * 2 ** (attempt - 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * Locks the contents whose ids are in a staging table, in order. Another writer may hold some of them: what it has done is
 * seen by statements that begin after this one only.
 */
export async function lockContents(tx: Sql, table: string): Promise<void> {
  const text = `select from content where id in (select id from ${table}) order by id for update`;
  await tx.unsafe(text, [], { prepare: true });
}
