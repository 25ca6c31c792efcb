/** Tags from the words of folder and file names: whole words only, so that `home` is no genre and `bottom` no drum. */
import { ownFolders } from "../music/names/name-words.ts";
import { defineNameTagger, type NameTagger } from "../plugin/tagger.ts";
import { type Place, wordTables, wordTags } from "./word-tags.ts";

/** A folder is named on purpose; a file name may be a title that only sounds like a genre. */
const folder: Place = { where: "folder", source: "filename", confidence: 0.9 };
const fileName: Place = { where: "file name", source: "filename", confidence: 0.7 };

/** Genres, moods, roles and instruments that names say. */
export const words: NameTagger = defineNameTagger({
  id: "words",
  version: 2,
  description: "genre, mood, role and instrument words of folder and file names",
  tables: { ...wordTables, ownFolders: [...ownFolders] },
}).run(({ name, folders }) => {
  const tags = [
    ...folders.filter((one) => !ownFolders.has(one.toLowerCase())).flatMap((one) => wordTags(one, folder)),
    ...wordTags(name, fileName),
  ];
  // One tag once: the first evidence is the outermost folder's, the surest.
  return tags.filter((one, n) => tags.findIndex(({ tag }) => tag === one.tag) === n);
});
