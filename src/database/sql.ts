/** What runs statements. */
import type postgres from "postgres";

/** Runs statements: outside of transactions, or in one. */
export type Sql = Pick<postgres.Sql, "unsafe">;
/** A transaction. */
export type Transaction = postgres.TransactionSql;
