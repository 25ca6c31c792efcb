/** Why a query finds nothing, in a few lines. */

import { runningRun } from "../catalogue/adding/running.ts";
import type { Count } from "../catalogue/asking/count.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { table } from "../text/table.ts";

/** Each condition alone, with the one that finds nothing. */
export async function explainNothing(db: Catalogue, prepared: Prepared): Promise<void> {
  // What is not there yet says nothing of what was asked; withCatalogue says that a run goes on.
  if (await runningRun(db.store)) return;
  const conditions = await db.diagnose(prepared);
  if (conditions.length < 2 && !conditions[0]?.hint) return;
  const rows = conditions.map(({ text, count, isEstimate, without, hint }) => [
    text,
    countText({ count, isEstimate }),
    hint ?? (count === 0 ? "finds nothing" : without && without.count > 0 ? `without it ${countText(without)}` : ""),
  ]);
  const columns = [
    { heading: "condition alone", numeric: false },
    { heading: "files", numeric: true },
    { heading: "", numeric: false },
  ];
  process.stderr.write(`${table(columns, rows, Number.POSITIVE_INFINITY).join("\n")}\n`);
}

const countText = ({ count, isEstimate }: Count): string => (isEstimate ? "≈ " : "") + count.toLocaleString("en");
