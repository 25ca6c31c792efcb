/** FILE or QUERY: the files that are to be played, opened or shown. */
import { filesAtPath, type PathAndHash } from "../reach/files-of-path.ts";
import { filesOfQuery, shuffled } from "../reach/files-of-query.ts";
import { locate } from "../sources/locate.ts";
import { counted } from "../text/counted.ts";
import { shortPath } from "../text/short-path.ts";
import { explainNothing } from "./explain-nothing.ts";
import { Mistake } from "./failure.ts";
import { type CatalogueOptions, withCatalogue } from "./settings.ts";

/** Which files. */
export interface ChoosingOptions extends CatalogueOptions {
  readonly limit?: number;
  readonly shuffle?: true;
}

/** Files that are taken when nobody says how many: a day of music. */
const mostFiles = 1000;

/**
 * Finds files by a path (a file, a folder, an archive, a member), without a catalogue, or by a query. The catalogue is closed
 * again, so that nobody waits for it while music plays.
 */
export async function choose(
  words: readonly string[],
  verb: string,
  options: ChoosingOptions,
): Promise<readonly PathAndHash[]> {
  const named = words.join(" ");
  if (named.trim() === "") throw new Mistake(`Cannot ${verb} without a file: name one, or give a query`);
  const { limit = mostFiles, shuffle } = options;
  const found = locate(named) ? await filesAt(named) : await filesOf(named, shuffle ? undefined : limit, options);
  const files = shuffle ? shuffled(found) : found;
  if (files.length > limit && options.limit === undefined)
    process.stderr.write(`Only the first ${limit} of ${counted(files.length, "file")}; choose more with --limit\n`);
  return files.slice(0, limit);
}

async function filesAt(named: string): Promise<readonly PathAndHash[]> {
  const files = await filesAtPath(named, ({ path, message }) =>
    process.stderr.write(`midiq: ${shortPath(path)}: ${message}\n`),
  );
  if (files.length === 0) process.stderr.write(`There is no MIDI file in "${named}".\n`);
  return files;
}

function filesOf(query: string, limit: number | undefined, options: CatalogueOptions): Promise<readonly PathAndHash[]> {
  return withCatalogue(options, "read", async (db) => {
    const prepared = await db.prepare(query);
    for (const note of prepared.notes) process.stderr.write(`${note}\n`);
    const files = await filesOfQuery(db, prepared, limit === undefined ? undefined : limit + 1);
    if (files.length === 0) {
      process.stderr.write("Nothing found.\n");
      await explainNothing(db, prepared);
    }
    return files;
  });
}
