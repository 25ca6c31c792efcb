/** What a word means as a tag: other ways to write it, and the kinds that belong to it (deep house is house). */
import { tagWords } from "./words.ts";

/** Tags that are kinds of another one; whoever asks for the one means them too. */
export const tagChildren: Readonly<Record<string, readonly string[]>> = {
  "genre:edm": [
    "house",
    "techno",
    "trance",
    "drum-and-bass",
    "jungle",
    "dubstep",
    "electro",
    "breakbeat",
    "hardstyle",
    "eurodance",
  ].map(genre),
  "genre:house": ["deep-house", "tech-house"].map(genre),
  "genre:rock": ["metal", "punk", "rock-and-roll"].map(genre),
  "genre:jazz": ["swing", "ragtime", "dixieland", "bebop"].map(genre),
  "genre:blues": ["boogie"].map(genre),
  "genre:reggae": ["dub", "dancehall"].map(genre),
  "genre:latin": [
    "samba",
    "bossa-nova",
    "salsa",
    "tango",
    "rumba",
    "mambo",
    "cha-cha",
    "bolero",
    "merengue",
    "cumbia",
    "bachata",
    "afro-cuban",
    "reggaeton",
  ].map(genre),
  "genre:country": ["bluegrass"].map(genre),
  "genre:folk": ["celtic", "jig", "reel", "hornpipe"].map(genre),
  "genre:celtic": ["irish"].map(genre),
  "genre:classical": ["baroque"].map(genre),
  "genre:game": ["chiptune"].map(genre),
  "instrument:piano": ["electric-piano"].map(instrument),
  "instrument:strings": ["violin", "viola", "cello", "double-bass"].map(instrument),
  "instrument:flute": ["pan-flute", "piccolo"].map(instrument),
  "instrument:brass": ["trumpet", "trombone", "tuba", "horn"].map(instrument),
};

function genre(name: string): string {
  return `genre:${name}`;
}

function instrument(name: string): string {
  return `instrument:${name}`;
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

/** Namespace of tags that people make up. */
const ownNamespace = "user";

/**
 * The tag that somebody means by a word or `namespace:word`: a word of the table in any spelling is its tag (`dnb` is
 * `genre:drum-and-bass`), any other one of their own (`favourite` is `user:favourite`). Undefined where it cannot be a tag.
 */
export function tagNamed(text: string): string | undefined {
  const [, namespace, word = ""] =
    /^(?:([a-z][a-z0-9-]*):)?([\p{L}\p{N}](?:[^:,\s]|\s(?=\S))*)$/iu.exec(text.trim()) ?? [];
  if (word === "") return undefined;
  if (namespace) return tagOf(namespace.toLowerCase(), slugIfNew(namespace, word.toLowerCase()));
  for (const known of ["genre", "mood", "role", "instrument", "source"]) {
    const tag = tagOf(known, word.toLowerCase());
    if (Object.hasOwn(tagWords, tag)) return tag;
  }
  return `${ownNamespace}:${slug(word)}`;
}

/** Words of the table are known with their spaces; the tags that people make up have none. */
const slugIfNew = (namespace: string, word: string): string =>
  Object.hasOwn(tagWords, tagOf(namespace.toLowerCase(), word)) ? word : slug(word);

/** A tag's kinds, their kinds, and so on; itself aside. */
export function kindsOfTag(tag: string): readonly string[] {
  return (tagChildren[tag] ?? []).flatMap((child) => [child, ...kindsOfTag(child)]);
}
