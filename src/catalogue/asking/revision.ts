/** The revision of a catalogue: a number by which a reader sees whether anything was written since. */
import type { Reader } from "../tables/query.ts";

/**
 * How many transactions that write have ended in the database, as this reader sees it. What can be seen of a catalogue is the same
 * for the same number: transactions end once and for all, and a snapshot says which have (PostgreSQL documentation, chapter
 * "Transaction ID and Snapshot Information Functions"). Writers pay nothing for it. On a server the writes of other databases raise
 * it too; after a crash numbers of transactions that wrote nothing may come again.
 */
export async function revisionOf({ query }: Reader): Promise<number> {
  const [row] = await query<{ n: string }>(
    `select (pg_snapshot_xmax(s)::text::int8 - (select count(*) from pg_snapshot_xip(s)))::text as n
     from pg_current_snapshot() s`,
  );
  return Number(row?.n ?? 0);
}
