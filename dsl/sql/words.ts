/**
 * The folded text of a content (column `words`, src/catalogue/tables/words.ts) as SQL: it has every name and folder of the copies
 * that are there, every instrument, name of a track and tag. So it answers for them, or tells first where they cannot be.
 */
import type { Condition, Elements, ElementTest, TextPattern } from "../check/condition.ts";
import { escapeLike } from "../text/glob.ts";
import type { Place } from "./place.ts";

/** Fields whose values the text has. */
const ofCopies: ReadonlySet<string> = new Set(["name", "folder"]);
const ofContents: ReadonlySet<string> = new Set(["instruments", "track_names", "tag"]);
/** More texts than these cost more to look up than they save. */
const mostTexts = 8;

/** A folded text is somewhere in it; undefined for one with a line break, which stands between its parts. */
export const wordsSql = (text: string, place: Place): string | undefined =>
  text.includes("\n") ? undefined : `c."words" like ${place(`%${escapeLike(text)}%`, "text")}`;

/** What the text must have where one copy meets a condition; undefined where nothing is certain. */
export function wordsOfCopy(condition: Condition, place: Place): string | undefined {
  if (condition.type === "and") {
    const parts = condition.parts.flatMap((part) => wordsOfCopy(part, place) ?? []);
    return parts.length > 0 ? parts.join(" and ") : undefined;
  }
  if (condition.type !== "text" || !ofCopies.has(condition.field)) return undefined;
  const text = textOf(condition.pattern);
  return text === undefined ? undefined : wordsSql(text, place);
}

/** What the text must have where a set has one of some words; undefined where an index of the set answers, or nothing is certain. */
export function wordsOfSet({ field, quantifier, tests }: Elements, place: Place): string | undefined {
  if (quantifier !== "any" || !ofContents.has(field) || tests.length > mostTexts) return undefined;
  if (tests.every(({ type }) => type === "stored")) return undefined;
  const likes = tests.map((test) => {
    const text = wordOf(test, field === "tag");
    return text === undefined ? undefined : wordsSql(text, place);
  });
  return likes.every((like) => like !== undefined) ? `(${likes.join(" or ")})` : undefined;
}

/** Of a tag the text has what stands behind its namespace. */
function wordOf(test: ElementTest, isTag: boolean): string | undefined {
  if (test.type === "stored") return isTag ? test.word.slice(test.word.indexOf(":") + 1) : test.word;
  return isTag && test.part === "word" ? undefined : textOf(test.pattern);
}

/** Whether the text answers a part of a condition, or tells first where it cannot hold; negated parts left out. */
export function asksForWords(condition: Condition): boolean {
  const place: Place = () => "";
  if (condition.type === "and" || condition.type === "or") return condition.parts.some(asksForWords);
  if (condition.type === "scope")
    return (
      condition.scope === "copy" && condition.quantifier === "any" && wordsOfCopy(condition.of, place) !== undefined
    );
  if (condition.type === "elements") return wordsOfSet(condition, place) !== undefined;
  return condition.type === "words";
}

const textOf = (pattern: TextPattern): string | undefined => ("text" in pattern ? pattern.text : undefined);
