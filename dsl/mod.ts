/**
 * The query language: text -> tokens -> syntax tree -> condition -> SQL, or the same condition on a record in memory.
 *
 * @example
 * const { where, orderBy, limit, notes } = compileQuery("bpm 120..130 key in [C,G]", registry);
 */
export type { Query } from "./ast.ts";
export { checkQuery } from "./check.ts";
export { type Compiled, compileQuery } from "./compile.ts";
export type { Condition } from "./condition.ts";
export { QueryError, type QueryErrorCode, renderError, type Span } from "./error.ts";
export { foldSql } from "./fold.ts";
export { formatQuery } from "./format.ts";
export { type MatchRow, matcher, matches, type Stored } from "./match.ts";
export { parseQuery } from "./parse.ts";
