/** midiq tag: gives files tags, and takes tags away, by hand. */

import type { Prepared } from "../../catalogue/asking/prepare.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Marked, TagMarks } from "../../catalogue/marking/marks.ts";
import { isFileName, queryOfWords } from "../../reach/file-words.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of the commands that mark files. */
export interface MarkCommandOptions extends CatalogueOptions {
  readonly all?: boolean;
  readonly clear?: boolean;
  readonly dryRun?: boolean;
  readonly json?: true;
}

/**
 * Marks what a query finds: words that begin with + are tags to give, with - tags to take away, up to the first other word,
 * where the query begins. Files may stand before the tags, too.
 */
export async function tag(words: readonly string[], options: MarkCommandOptions): Promise<number> {
  const isMark = (word: string): boolean => /^[+-]./.test(word) && !isFileName(word);
  const begin = words.findIndex((word) => !isFileName(word));
  const files = words.slice(0, Math.max(begin, 0));
  const rest = words.slice(files.length);
  const first = rest.findIndex((word) => !isMark(word));
  const marks = first < 0 ? rest : rest.slice(0, first);
  const query = [...files, ...(first < 0 ? [] : rest.slice(first))];
  const named = (sign: string): string[] =>
    marks.filter((word) => word.startsWith(sign)).flatMap((word) => word.slice(1).split(","));
  if (marks.length === 0 && !options.clear) {
    throw new Mistake(
      "Cannot tag without a tag: write + or - before it, as in midiq tag +house -demo QUERY; --clear removes your own decisions",
    );
  }
  const asked: TagMarks = options.clear
    ? { clear: [...named("+"), ...named("-")] }
    : { add: named("+"), remove: named("-") };
  return mark(query, options, (db, prepared) => db.tag(prepared, asked, options));
}

/** Marks what a query finds, or these files, and prints what that did. */
export async function mark(
  words: readonly string[],
  options: MarkCommandOptions,
  use: (db: Catalogue, prepared: Prepared) => Promise<Marked>,
): Promise<number> {
  // An empty query is a slip more often than every file.
  let query = words.join(" ");
  if (query.trim() === "" && !options.all) {
    throw new Mistake("Cannot tag or rate without a query that chooses the files; --all chooses every file");
  }
  return withCatalogue(options, options.dryRun ? "read" : "write", async (db) => {
    try {
      query = await queryOfWords(db, words);
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      return report(await use(db, prepared), options);
    } catch (error) {
      // The caret belongs under the query, without the marks before it.
      return explainFailure(error, process.stderr, query);
    }
  });
}

/** Prints what marking did: 0 where the query found files, 1 where it found none. */
function report({ found, changed }: Marked, options: MarkCommandOptions): number {
  const text = `${options.dryRun ? "would change" : "changed"} ${changed.toLocaleString("en")} of ${counted(found, "file")} found`;
  process.stdout.write(`${options.json ? jsonLine({ found, changed }) : text}\n`);
  return found > 0 ? exits.found : exits.nothing;
}
