/** Texts and sets of words as SQL. */
import type { Elements, ElementTest, TextPattern } from "../check/condition.ts";
import { foldSql } from "../text/fold.ts";
import { escapeLike, likeOfGlob } from "../text/glob.ts";
import { toPostgres } from "../text/regex.ts";
import type { Place } from "./place.ts";

/** A pattern on a text expression. */
export function textSql(pattern: TextPattern, text: string, place: Place): string {
  switch (pattern.type) {
    case "equals":
      return `${foldSql(text)} = ${place(pattern.text, "text")}`;
    case "contains":
      return like(text, `%${escapeLike(pattern.text)}%`, place);
    case "starts":
      return like(text, `${escapeLike(pattern.text)}%`, place);
    case "ends":
      return like(text, `%${escapeLike(pattern.text)}`, place);
    case "glob":
      return like(text, likeOfGlob(pattern.glob), place);
    case "regex":
      return `${pattern.folded ? foldSql(text) : text} ${pattern.ignoreCase ? "~*" : "~"} ${place(toPostgres(pattern.source), "text")}`;
  }
}

const like = (text: string, pattern: string, place: Place): string => `${foldSql(text)} like ${place(pattern, "text")}`;

/** A condition on a set. Stored words compare as arrays, which a GIN index answers; all else looks at each word. */
export function elementsSql(condition: Elements, column: string, place: Place): string {
  const { quantifier, tests, namespace } = condition;
  const stored = tests.flatMap((test) => (test.type === "stored" ? [test.word] : []));
  const exact = stored.length === tests.length;
  const array = (): string => `array[${stored.map((word) => place(word, "text")).join(", ")}]`;
  if (exact && quantifier === "any") return `${column} && ${array()}`;
  if (exact && quantifier === "all") return `${column} @> ${array()}`;
  if (exact && quantifier === "only" && !namespace) return `(${column} <@ ${array()} and cardinality(${column}) > 0)`;
  if (quantifier === "all") return `(${tests.map((test) => some(column, [test], place)).join(" and ")})`;
  if (quantifier === "any") return some(column, tests, place);
  const within = namespace ? `starts_with(e.v, ${place(`${namespace}:`, "text")}) and ` : "";
  const others = `exists (select 1 from unnest(${column}) as e(v) where ${within}(${oneOf(tests, place)}) is not true)`;
  return `(${some(column, tests, place)} and not ${others})`;
}

function some(column: string, tests: readonly ElementTest[], place: Place): string {
  return `exists (select 1 from unnest(${column}) as e(v) where ${oneOf(tests, place)})`;
}

const oneOf = (tests: readonly ElementTest[], place: Place): string =>
  tests.map((test) => element(test, place)).join(" or ");

/** A word of a set as a whole. Most are ASCII, which folds by its case alone: ten times as fast as taking accents off. */
function wordSql(folded: string, value: string, place: Place): string {
  const word = place(folded, "text");
  return `case when octet_length(${value}) = char_length(${value}) then lower(${value}) else ${foldSql(value)} end = ${word}`;
}

function element(test: ElementTest, place: Place): string {
  if (test.type === "stored") return `e.v = ${place(test.word, "text")}`;
  const value = test.part === "value" ? "substr(e.v, strpos(e.v, ':') + 1)" : "e.v";
  const matches =
    test.pattern.type === "equals" ? wordSql(test.pattern.text, value, place) : textSql(test.pattern, value, place);
  return test.namespace ? `(starts_with(e.v, ${place(`${test.namespace}:`, "text")}) and ${matches})` : matches;
}
