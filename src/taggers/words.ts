/** Tags from the words of folder and file names: whole words only, so that `home` is no genre and `bottom` no drum. */
import { tagWords } from "../music/words.ts";
import { defineNameTagger, type Tag } from "../plugin/tagger.ts";

/** A folder is named on purpose; a file name may be a title that only sounds like a genre. */
const folderConfidence = 0.9;
const nameConfidence = 0.7;
/** Longest phrase of the table, in words. */
const longestPhrase = Math.max(...Object.values(tagWords).flatMap((all) => all.map((one) => one.split(" ").length)));

const tagOf = new Map(Object.entries(tagWords).flatMap(([tag, words]) => words.map((word) => [word, tag] as const)));

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a name in lower case with their place: `DeepHouse_02` is deep, house, 02. */
function wordsOf(name: string): readonly Word[] {
  const pattern = /\p{Lu}?[\p{Ll}\p{M}'&]+|\p{Lu}+(?!\p{Ll})|\p{Lo}+|\p{N}+|[\p{L}&]+/gu;
  return [...name.matchAll(pattern)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Finds the table's words and phrases in one name; of two at one place the longer wins (`deep house`, not `house`). */
function tagsIn(name: string, where: string, confidence: number): readonly Tag[] {
  const words = wordsOf(name);
  const found: Tag[] = [];
  for (let n = 0; n < words.length; ) {
    let taken = 1;
    for (let length = Math.min(longestPhrase, words.length - n); length > 0; length--) {
      const first = words[n] as Word;
      const last = words[n + length - 1] as Word;
      const phrase = words
        .slice(n, n + length)
        .map(({ text }) => text)
        .join(" ");
      const tag = tagOf.get(phrase) ?? tagOf.get(name.slice(first.start, last.end).toLowerCase());
      if (tag === undefined) continue;
      const why = `"${name.slice(first.start, last.end)}" in the ${where} "${name}"`;
      const rule = `word ${phrase} in ${where}`;
      found.push({ tag, confidence, source: "filename", rule, span: [first.start, last.end], why });
      taken = length;
      break;
    }
    n += taken;
  }
  return found;
}

/** Folders that say nothing about the music: the machine's own, down to the user's. */
const ownFolders = /^(home|users|root|mnt|media|volumes|tmp|var|work|data|desktop|documents|downloads|music)$/i;

/** Genres, moods, roles and instruments that names say. */
export const words = defineNameTagger({
  id: "words",
  version: 1,
  description: "genre, mood, role and instrument words of folder and file names",
}).run(({ name, folders }) => {
  const tags = [
    ...folders
      .filter((folder) => !ownFolders.test(folder))
      .flatMap((folder) => tagsIn(folder, "folder", folderConfidence)),
    ...tagsIn(name, "file name", nameConfidence),
  ];
  // One tag once: the first evidence is the outermost folder's, the surest.
  return tags.filter((one, n) => tags.findIndex(({ tag }) => tag === one.tag) === n);
});
