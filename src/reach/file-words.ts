/** Files in the place of a query, for marking by hand: `midiq rate 5 song.mid`. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import { knownFiles } from "./known-files.ts";
import { meantFile } from "./meant-file.ts";

/** A word that names one file; no query is made of such words alone. */
export const isFileName = (word: string): boolean => /[^.*/]\.(?:midi?|kar|rmi|smf)$/i.test(word);

/**
 * The words as a query: where all of them are files, one that finds these.
 *
 * @throws AskedError `no-file` for a file that the catalogue does not know.
 */
export const queryOfWords = async (db: Catalogue, words: readonly string[]): Promise<string> =>
  words.length > 0 && words.every(isFileName) ? queryOfFiles(db, words) : words.join(" ");

async function queryOfFiles(db: Catalogue, files: readonly string[]): Promise<string> {
  const hashes: string[] = [];
  for (const file of files) {
    const analyzed = await knownFiles(db, await meantFile(db, file), []);
    // Elsewhere on the disk may lie the very bytes of a file of the catalogue.
    const shown = await Promise.all(analyzed.map((one) => (one.added === null ? db.show(one.hash) : [one])));
    const known = shown.flat();
    if (known.length === 0)
      throw new AskedError(
        "no-file",
        `Cannot tag or rate "${file}": it is not in the catalogue; add it with midiq add`,
      );
    hashes.push(...known.map(({ hash }) => hash));
  }
  return `(${hashes.map((hash) => `hash = ${hash}`).join(" or ")})`;
}
