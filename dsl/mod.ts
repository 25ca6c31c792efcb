/**
 * The query language: text -> tokens -> syntax tree -> condition -> SQL, or the same condition on a record in memory.
 *
 * @example
 * const { where, orderBy, limit, notes } = compileQuery("bpm 120..130 key in [C,G]", registry);
 */
export type { Expression, Query } from "./ast.ts";
export { type CheckOptions, checkQuery } from "./check.ts";
export { type Compiled, compileChecked, compileQuery, type LikenessCondition, likenessIn } from "./compile.ts";
export { type Candidate, type Completion, complete } from "./complete.ts";
export { operatorTable } from "./complete-values.ts";
export type { Condition } from "./condition.ts";
export { describeCondition, describeTails } from "./describe.ts";
export { QueryError, type QueryErrorCode, renderError, type Span } from "./error.ts";
export { foldSql } from "./fold.ts";
export { formatQuery } from "./format.ts";
export { hashPrefix, hashWhere } from "./hash-prefix.ts";
export { type MatchRow, matcher, matches, type Stored } from "./match.ts";
export { gridTest } from "./match-grid.ts";
export { fieldsNamed, type NamedField, scopesIn } from "./named.ts";
export { parseQuery } from "./parse.ts";
export { quoted as quoteValue } from "./quoted.ts";
export { readQuery } from "./read.ts";
export { facetWords, type Level, levels, likenessTo, type Reference } from "./reference.ts";
export { typedSpan } from "./rewrite.ts";
export {
  canResemble,
  fewestForHash,
  leastResemblance,
  materialOf,
  musicResemblance,
} from "./same-music.ts";
export { parametersIn, type SavedQuery } from "./saved.ts";
export { type OrderKey, type Parameter, whereSql } from "./sql.ts";
export { suggest } from "./suggest.ts";
export { tagNamespaces } from "./terms.ts";
export { treeLines } from "./tree.ts";
