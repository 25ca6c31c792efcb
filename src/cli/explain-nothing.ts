/** Says why a query finds nothing, in a few lines. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import { whyNothing } from "../catalogue/asking/why-nothing.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { nothingPage } from "../pages/nothing-page.ts";

/** Each condition alone, with the one that finds nothing. */
export async function explainNothing(db: Catalogue, prepared: Prepared): Promise<void> {
  for (const line of nothingPage(await whyNothing(db, prepared))) process.stderr.write(`${line}\n`);
}
