/** Text -> SQL, the whole way. */
import type { Registry } from "../../src/plugin/registry.ts";
import { type Checked, type CheckOptions, checkQuery } from "../check/check.ts";
import type { Condition } from "../check/condition.ts";
import { parseQuery } from "../grammar/parse.ts";
import type { Query } from "../tree/ast.ts";
import type { Parameter } from "./place.ts";
import { type OrderKey, orderSql, type Resolved, type SqlOptions, whereSql } from "./sql.ts";

/** A compiled query. */
export interface Compiled {
  readonly query: Query;
  readonly checked: Checked;
  /** Condition over `content c`, with placeholders from $1 on. */
  readonly where: { readonly text: string; readonly parameters: readonly Parameter[] };
  /** What follows `order by`: always total, `c.id` last. Its placeholders go on after those of `where`. */
  readonly orderBy: string;
  /** The expressions of `orderBy` before `c.id`, to go on after a row. */
  readonly orderKeys: readonly OrderKey[];
  /** Parameters of `orderBy`: the seed of a sample. */
  readonly orderParameters: readonly Parameter[];
  /** How many rows at most: of `limit`, `top` or `sample`. */
  readonly limit?: number;
  readonly notes: readonly string[];
}

/**
 * Compiles a query to SQL of PostgreSQL 15. Values are parameters, names come from the registry.
 *
 * @throws QueryError
 *
 * @example
 * const { where, orderBy, limit } = compileQuery("bpm 120..130 key in [C,G]", registry);
 * // where.text: c."bpm" between $1::float4 and $2::float4 and c."key" = any(array[$3::int8, $4::int8])
 */
export function compileQuery(text: string, registry: Registry, options: CheckOptions = {}): Compiled {
  const query = parseQuery(text, registry);
  return compileChecked(query, checkQuery(query, registry, options), registry);
}

/**
 * Compiles a query that was checked.
 *
 * @param resolved the contents that meet each condition of `likenessIn(checked.condition)`.
 */
export function compileChecked(
  query: Query,
  checked: Checked,
  registry: Registry,
  resolved?: Resolved,
  options?: SqlOptions,
): Compiled {
  const where = whereSql(checked.condition, registry, resolved, options);
  const order = orderSql(checked, registry, where.parameters.length);
  const limit = checked.limit ?? checked.sample?.count;
  return {
    query,
    checked,
    where,
    orderBy: order.text,
    orderParameters: order.parameters,
    orderKeys: order.keys,
    ...(limit !== undefined && { limit }),
    notes: checked.notes,
  };
}

/** Conditions on likeness, which are known only when vectors have been compared. */
export function likenessIn(condition: Condition): readonly LikenessCondition[] {
  if (condition.type === "like" || condition.type === "resembles") return [condition];
  if (condition.type === "and" || condition.type === "or") return condition.parts.flatMap(likenessIn);
  return condition.type === "not" ? likenessIn(condition.of) : [];
}

/** A condition on likeness. */
export type LikenessCondition = Extract<Condition, { type: "like" | "resembles" }>;
