/** midiq explain: how a query is read, what it finds, and how. */

import { explainQuery } from "../../catalogue/asking/explain.ts";
import { explainedPage } from "../../pages/explained-page.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq explain`. */
export interface ExplainOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints the query as it was read, in words, its tree, its SQL, its counts, its plan and the indexes of the plan. */
export async function explain(query: string, options: ExplainOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const explained = await explainQuery(db, query);
    process.stdout.write(options.json ? `${jsonLine(explained)}\n` : `${explainedPage(explained).join("\n")}\n`);
    return exits.found;
  });
}
