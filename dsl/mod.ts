/**
 * The query language: text -> tokens -> syntax tree -> condition -> SQL, or the same condition on a record in memory.
 *
 * @example
 * const { where, orderBy, limit, notes } = compileQuery("bpm 120..130 key in [C,G]", registry);
 */
import "../src/runtime.ts";

export { type Checked, type CheckOptions, checkQuery } from "./check/check.ts";
export type { Condition } from "./check/condition.ts";
export { describeCondition, describeTails } from "./check/describe.ts";
export { hashPrefix, hashWhere, tooShortPrefix } from "./check/hash-prefix.ts";
export {
  type Facet,
  facetRanges,
  facetWords,
  type Level,
  levels,
  likenessTo,
  type Reference,
} from "./check/reference.ts";
export {
  canResemble,
  fewestForHash,
  leastResemblance,
  materialOf,
  musicResemblance,
} from "./check/same-music.ts";
export { parametersIn, type SavedQuery } from "./check/saved.ts";
export { tagNamespaces } from "./check/terms.ts";
export type { Candidate } from "./complete/candidate.ts";
export { type Completion, complete } from "./complete/complete.ts";
export { suggest } from "./complete/suggest.ts";
export { operatorTable } from "./complete/values.ts";
export { type ConditionPart, partsOf, withField, withoutField } from "./edit/edit.ts";
export { QueryError, type QueryErrorCode, renderError, type Span } from "./error.ts";
export { parseQuery } from "./grammar/parse.ts";
export { gridTest } from "./match/grid.ts";
export { type MatchRow, matcher, matches, type Stored } from "./match/match.ts";
export { languagePage } from "./page.ts";
export { quoted as quoteValue } from "./scan/quoted.ts";
export { readQuery } from "./spoken/read.ts";
export { type Compiled, compileChecked, compileQuery, type LikenessCondition, likenessIn } from "./sql/compile.ts";
export type { Parameter } from "./sql/place.ts";
export { type OrderKey, type Resolved, type SqlOptions, whereSql } from "./sql/sql.ts";
export { asksForWords } from "./sql/words.ts";
export { foldSql } from "./text/fold.ts";
export type { Expression, Query } from "./tree/ast.ts";
export { formatQuery } from "./tree/format.ts";
export { fieldsNamed, type NamedField, scopesIn } from "./tree/named.ts";
export { typedSpan } from "./tree/rewrite.ts";
export { treeLines } from "./tree/tree.ts";
