/** Tags by their other names: `dnb` is also the tag genre:drum-and-bass, `waltzes` the tag genre:waltz. */
import { tagWords } from "../../src/music/words.ts";
import { guess, type Rule } from "./rule.ts";

const nameOf = (tag: string): string => tag.slice(tag.indexOf(":") + 1).replaceAll("-", " ");

/** Instruments and roles have fields of their own, which say more. */
const isRead = (tag: string): boolean => tag.startsWith("genre:") || tag.startsWith("mood:");

/** A word finds the tag of its own name, but `and` would join two conditions. */
const findsItself = (way: string, tag: string): boolean => way === nameOf(tag) && !way.includes(" and ");

/** Other names in small letters, each with its tag. */
const others: ReadonlyMap<string, string> = new Map(
  Object.entries(tagWords)
    .filter(([tag]) => isRead(tag))
    .flatMap(([tag, ways]) =>
      ways.map((way) => [way.toLowerCase(), tag] as const).filter(([way]) => !findsItself(way, tag)),
    ),
);

const escaped = (way: string): string => way.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const anyOther = [...others.keys()]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|");

/** The words stay searched beside the tag, for files that were given no tags. */
export const tagRules: readonly Rule[] = [
  guess(`(${anyOther})`, ([, said = ""]) => {
    const way = said.toLowerCase().replace(/\s+/g, " ");
    return `("${way}" or tag ${others.get(way)})`;
  }),
];
