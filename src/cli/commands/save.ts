/** midiq save: queries under a name. */

import type { SavedEntry } from "../../catalogue/marking/saved.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { withCatalogue } from "../settings.ts";

/** Options of `midiq save`. */
export interface SaveOptions {
  readonly db: string;
  readonly about?: string;
  readonly remove?: true;
  readonly json?: true;
}

/** Saves a query, shows or forgets one, or lists them all. */
export async function save(name: string | undefined, words: string, options: SaveOptions): Promise<number> {
  // `save NAME as QUERY`, as SQL and people say it.
  const query = words.replace(/^as\s+/i, "");
  const own = name?.replace(/^@/, "");
  const print = (entry: SavedEntry): void => {
    const parameters = entry.parameters.length > 0 ? `(${entry.parameters.join(", ")})` : "";
    const text = `@${entry.name}${parameters}  ${entry.query}${entry.about ? `  # ${entry.about}` : ""}`;
    process.stdout.write(`${options.json ? jsonLine(entry) : text}\n`);
  };
  const writes = own !== undefined && (query !== "" || options.remove === true);
  return withCatalogue({ db: options.db, plugin: [], set: [] }, writes ? "write" : "read", async (db) => {
    if (own === undefined) {
      const all = [...(await db.saved()).values()];
      all.forEach(print);
      if (all.length === 0) process.stderr.write("Nothing is saved yet: midiq save NAME QUERY saves a query\n");
      return all.length > 0 ? exits.found : exits.nothing;
    }
    if (options.remove) {
      if (!(await db.removeSaved(own))) throw new Mistake(`Cannot find the saved query @${own}`);
      return exits.found;
    }
    if (query !== "") {
      try {
        print(await db.save(own, query, options.about));
      } catch (error) {
        // The caret belongs under the query, without the name before it.
        return explainFailure(error, process.stderr, query);
      }
    } else {
      const entry = (await db.saved()).get(own);
      if (!entry) throw new Mistake(`Cannot find the saved query @${own}: midiq save ${own} QUERY makes one`);
      print(entry);
    }
    return exits.found;
  });
}
