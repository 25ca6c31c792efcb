/** The fixed words of the language, as tables. */
import { ownFunctions } from "../../src/plugin/query-function.ts";
import type { Scope } from "./ast.ts";
import { operatorWords } from "./operators.ts";

/** Words before a list. */
export const quantifiers: readonly string[] = ["any", "all", "none", "only"];
/** Things inside a file that a condition may be about, one and the same of them. */
export const scopes: readonly Scope[] = ["track", "bar", "section", "copy"];
/** Names that an argument may have. */
export const argumentNames: readonly string[] = ["by", "level"];
/** Words that begin a tail. */
export const tailWords: readonly string[] = ["sort", "order", "limit", "top", "sample", "show", "facet", "group"];

/** People write small counts as words; `limit ten` is a slip, `top gun` is a title. */
export const numberWords: ReadonlyMap<string, number> = new Map(
  Object.entries({ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 }).concat(
    Object.entries({
      twelve: 12,
      fifteen: 15,
      twenty: 20,
      thirty: 30,
      forty: 40,
      fifty: 50,
      hundred: 100,
      thousand: 1000,
    }),
  ),
);

/** Units as words, with the short form that is written against the number. */
export const unitWords: ReadonlyMap<string, string> = new Map([
  ...["h", "hour", "hours", "hr", "hrs"].map((word) => [word, "h"] as const),
  ...["m", "min", "mins", "minute", "minutes"].map((word) => [word, "m"] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((word) => [word, "s"] as const),
  ...["ms", "millisecond", "milliseconds"].map((word) => [word, "ms"] as const),
  ...["kb", "kilobyte", "kilobytes"].map((word) => [word, "kb"] as const),
  ...["mb", "megabyte", "megabytes"].map((word) => [word, "mb"] as const),
  ...["b", "byte", "bytes"].map((word) => [word, "b"] as const),
]);

/** Words that mean something to the grammar wherever a condition may begin. */
export const keywords: ReadonlySet<string> = new Set([
  ...[
    "and",
    "or",
    "not",
    "has",
    "with",
    "no",
    "without",
    "is",
    "between",
    "unknown",
    "known",
    "by",
    "asc",
    "desc",
    "seed",
    "ilike",
  ],
  ...operatorWords.keys(),
  ...quantifiers,
  ...ownFunctions,
  ...tailWords,
]);

/** Words that mean something right after a field, to the scanner or where a query is SQL. */
export const valueKeywords: ReadonlySet<string> = new Set([
  ...["and", "or", "not", "is", "between", "unknown", "known", "like", "ilike"],
  ...operatorWords.keys(),
  ...quantifiers,
]);
