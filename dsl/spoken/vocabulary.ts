/** Words of music: a query of nothing else is no title. */
import { instrumentNames } from "../../src/music/gm.ts";
import { tagWords } from "../../src/music/words.ts";
import { askingWords, emptyWords, modeWords, musicWords } from "./tables.ts";

/** Words that a tag is called by: `hip hop` is two. */
const tagged = Object.entries(tagWords).flatMap(([tag, ways]) => [tag.slice(tag.indexOf(":") + 1), ...ways]);

const known: ReadonlySet<string> = new Set(
  [...tagged, ...instrumentNames, ...musicWords, ...Object.keys(modeWords)].flatMap((way) =>
    way.toLowerCase().split(/[\s-]+/),
  ),
);

/** Whether a word speaks of music. */
export const isMusicWord = (word: string): boolean => known.has(word.toLowerCase());

const oneOf = (ways: readonly string[]): RegExp =>
  new RegExp(`(?:${ways.map((way) => way.replaceAll(" ", "\\s+")).join("|")})(?=$|[\\s,()|])`, "iuy");

/** Words that ask for files, at a place of the text. */
export const asks = oneOf(askingWords);
/** Words that say nothing beside others, at a place of the text. */
export const saysNothing = oneOf(emptyWords);
