/** midiq complete QUERY: what can stand at a cursor; for editors and pages, and with --shell for shells. */

import { candidatesIn } from "../../catalogue/asking/candidates.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { isCell } from "../terminal.ts";

/** Options of `midiq complete`. */
export interface CompleteOptions extends CatalogueOptions {
  /** Offset of the cursor; the end of the query unless said. */
  readonly at?: number;
  readonly json?: true;
}

/**
 * Prints a candidate a line: its text, its kind and what it means, with tabs between. What a line cannot hold, as a name with
 * control characters, is in the JSON only.
 */
export async function complete(query: string, options: CompleteOptions): Promise<number> {
  const at = options.at ?? query.length;
  if (at > query.length) throw new Mistake(`Cannot complete at ${at}: the query has only ${query.length} characters`);
  return withCatalogue(options, "read", async (db) => {
    const { wanted: _, ...found } = await candidatesIn(db, query, at);
    if (options.json) process.stdout.write(`${jsonLine(found)}\n`);
    else
      for (const { text, kind, about } of found.candidates.filter((one) => isCell(one.text)))
        process.stdout.write(`${text}\t${kind}\t${about}\n`);
    return found.candidates.length > 0 ? exits.found : exits.nothing;
  });
}
