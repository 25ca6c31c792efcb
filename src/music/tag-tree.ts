/** What a word means as a tag: other ways to write it, and the kinds that belong to it (deep house is house). */
import { tagWords } from "./words.ts";

/** Tags that are kinds of another one; whoever asks for the one means them too. */
export const tagChildren: Readonly<Record<string, readonly string[]>> = {
  "genre:edm": ["house", "techno", "trance", "drum-and-bass", "jungle", "dubstep", "electro", "breakbeat"].map(genre),
  "genre:house": ["deep-house", "tech-house"].map(genre),
  "genre:rock": ["metal", "punk"].map(genre),
  "genre:jazz": ["swing", "ragtime"].map(genre),
  "genre:reggae": ["dub"].map(genre),
  "genre:latin": ["samba", "bossa-nova", "salsa", "tango"].map(genre),
  "genre:folk": ["celtic", "jig", "reel", "hornpipe"].map(genre),
  "genre:celtic": ["irish"].map(genre),
  "genre:classical": ["baroque"].map(genre),
};

function genre(name: string): string {
  return `genre:${name}`;
}

const slug = (word: string): string => word.toLowerCase().replace(/[\s_]+/g, "-");

/**
 * The stored tag of a word in a namespace: `drum and bass` and `dnb` are `genre:drum-and-bass`. A word that the table does
 * not have is its own tag.
 */
export function tagOf(namespace: string, word: string): string {
  const own = `${namespace}:${slug(word)}`;
  if (Object.hasOwn(tagWords, own)) return own;
  const written = Object.entries(tagWords).find(
    ([tag, ways]) => tag.startsWith(`${namespace}:`) && ways.includes(word),
  );
  return written?.[0] ?? `${namespace}:${word}`;
}

/** A tag's kinds, their kinds, and so on; itself aside. */
export function kindsOfTag(tag: string): readonly string[] {
  return (tagChildren[tag] ?? []).flatMap((child) => [child, ...kindsOfTag(child)]);
}
