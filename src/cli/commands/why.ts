/** midiq why FILE QUERY: which conditions hold for a file, and why. */

import { whyPage } from "../../pages/why-page.ts";
import { meantFile } from "../../reach/meant-file.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq why`. */
export interface WhyOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints the conditions as a tree; 0 when the query finds the file, 1 when not. */
export async function why(file: string, query: string, options: WhyOptions): Promise<number> {
  if (query === "")
    throw new Mistake('Cannot explain without a query: for example midiq why song.mid "bpm 120..130 key C"');
  return withCatalogue(options, "read", async (db) => {
    try {
      const meant = await meantFile(db, file);
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const found = await db.why(meant, meant, prepared);
      process.stdout.write(`${options.json ? jsonLine(found) : whyPage(found).join("\n")}\n`);
      return found.holds ? exits.found : exits.nothing;
    } catch (error) {
      if ((error as { code?: string }).code === "missing-file") throw new Mistake((error as Error).message);
      return explainFailure(error, process.stderr, query);
    }
  });
}
