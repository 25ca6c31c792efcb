/** Text -> SQL, the whole way. */
import type { Registry } from "../src/plugin/registry.ts";
import type { Query } from "./ast.ts";
import { type Checked, checkQuery } from "./check.ts";
import { parseQuery } from "./parse.ts";
import { orderSql, type Parameter, whereSql } from "./sql.ts";

/** A compiled query. */
export interface Compiled {
  readonly query: Query;
  readonly checked: Checked;
  /** Condition over `content c`, with placeholders from $1 on. */
  readonly where: { readonly text: string; readonly parameters: readonly Parameter[] };
  /** What follows `order by`: always total, `c.id` last. Its placeholders go on after those of `where`. */
  readonly orderBy: string;
  /** Parameters of `orderBy`: the seed of a sample. */
  readonly orderParameters: readonly Parameter[];
  /** How many rows at most: of `limit`, `top` or `sample`. */
  readonly limit?: number;
  readonly notes: readonly string[];
}

/**
 * Compiles a query to SQL of PostgreSQL 15. Values are parameters, names come from the registry.
 *
 * @param options.now milliseconds since 1970 that `today` and `-7d` count from.
 * @throws QueryError
 *
 * @example
 * const { where, orderBy, limit } = compileQuery("bpm 120..130 key in [C,G]", registry);
 * // where.text: c."bpm" between $1::float4 and $2::float4 and c."key" = any(array[$3::int8, $4::int8])
 */
export function compileQuery(text: string, registry: Registry, options: { readonly now?: number } = {}): Compiled {
  const query = parseQuery(text, registry);
  const checked = checkQuery(query, registry, options.now ?? Date.now());
  const where = whereSql(checked.condition, registry);
  const order = orderSql(checked, registry, where.parameters.length);
  const limit = checked.limit ?? checked.sample?.count;
  return {
    query,
    checked,
    where,
    orderBy: order.text,
    orderParameters: order.parameters,
    ...(limit !== undefined && { limit }),
    notes: checked.notes,
  };
}
