/** Typed text -> query: as the language has it, else as it was meant in words. */
import type { Registry } from "../../src/plugin/registry.ts";
import { type CheckOptions, checkQuery } from "../check/check.ts";
import type { Reference } from "../check/reference.ts";
import { termsOf } from "../check/terms.ts";
import { QueryError } from "../error.ts";
import { parseRewritten } from "../grammar/parse.ts";
import type { Expression, Query } from "../tree/ast.ts";
import { formatQuery } from "../tree/format.ts";
import type { Reading } from "../tree/reading.ts";
import { chained, type Rewritten } from "../tree/rewrite.ts";
import { fromSql } from "./from-sql.ts";
import { spoken } from "./reading.ts";
import { isMusicWord } from "./vocabulary.ts";

/** Errors that another reading of the words does not mend. Nobody says `name(...)`: a call is a call. */
const final: ReadonlySet<string> = new Set([
  "unknown-saved",
  "saved-circle",
  "unknown-function",
  "bad-argument",
  "missing-file",
  "too-long",
  "too-deep",
  "sql-only",
]);

/** Stands for any file that a query compares with: whether it is there shows when the query is made ready. */
const anyFile: Reference = {
  hash: "",
  notesHash: null,
  musicHash: null,
  facets: new Uint8Array(0),
  minhash: null,
  bandTerms: [],
};
const anyFiles: ReadonlyMap<string, Reference> = Object.assign(new Map<string, Reference>(), { get: () => anyFile });

/**
 * The query that a text means. Where the language has no meaning for a word but to search it, or refuses the text, it is
 * read as people say it (`4 bars`, `in Am`), and `reading` says how.
 *
 * @throws QueryError when neither reading gives a query; its span lies in the typed text.
 */
export function readQuery(text: string, registry: Registry, given: CheckOptions = {}): Query {
  const options: CheckOptions = { ...given, references: anyFiles };
  const source = fromSql(text, termsOf(registry));
  const asTyped = attempt(source, registry, options);
  if (asTyped instanceof QueryError && final.has(asTyped.code)) throw asTyped;
  const query = asTyped instanceof QueryError ? undefined : asTyped;
  const meant = spoken(source.text, registry, options, query);
  const said = meant && attempt(chained(source, meant.read), registry, options);
  if (meant && said && !(said instanceof QueryError) && !isSlip(asTyped, said, text))
    return Object.freeze({ ...said, reading: readingOf(said, meant.words) });
  if (asTyped instanceof QueryError) throw asTyped;
  return asTyped;
}

/** Whether a field was nearly named, and the reading would only search for that word: `bmp 120..130` is a slip. */
function isSlip(asTyped: Query | QueryError, said: Query, text: string): boolean {
  if (!(asTyped instanceof QueryError) || asTyped.code !== "unknown-field" || asTyped.hint === undefined) return false;
  const { start, end } = asTyped.span;
  const typed = text.slice(start, end).toLowerCase();
  return !isMusicWord(typed) && said.where !== undefined && freeWords(said.where).includes(typed);
}

/** Words that are searched as text, in lower case. */
const freeWords = (node: Expression): readonly string[] =>
  node.type === "and" || node.type === "or"
    ? node.parts.flatMap(freeWords)
    : node.type === "text"
      ? [node.value.text.toLowerCase()]
      : [];

/** A text as a query that is known to mean something, or why it is none. */
function attempt(source: Rewritten, registry: Registry, options: CheckOptions): Query | QueryError {
  try {
    const query = parseRewritten(source, registry);
    checkQuery(query, registry, options);
    return query;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}

function readingOf(query: Query, words: string): Reading {
  const canonical = formatQuery(query);
  const argument = `'${words.replaceAll("'", "'\\''")}'`;
  return { query: canonical, words, note: `read as \`${canonical}\`; to search for the words: \`midiq ${argument}\`` };
}
