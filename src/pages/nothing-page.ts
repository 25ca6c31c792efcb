/** Why nothing was found, as a table: each condition alone, with the one that finds nothing. */
import type { Count } from "../catalogue/asking/count.ts";
import type { ConditionCount } from "../catalogue/asking/diagnose.ts";
import { table } from "../text/table.ts";

/** The lines of the table; none without conditions. @param conditions as `whyNothing` gives them. */
export function nothingPage(conditions: readonly ConditionCount[]): readonly string[] {
  if (conditions.length === 0) return [];
  const rows = conditions.map(({ text, count, isEstimate, without, hint }) => [
    text,
    countText({ count, isEstimate }),
    hint ?? (count === 0 ? "finds nothing" : without && without.count > 0 ? `without it ${countText(without)}` : ""),
  ]);
  const columns = [
    { heading: "each condition alone", numeric: false },
    { heading: "files", numeric: true },
    { heading: "", numeric: false },
  ];
  return table(columns, rows, Number.POSITIVE_INFINITY);
}

const countText = ({ count, isEstimate }: Count): string => (isEstimate ? "≈ " : "") + count.toLocaleString("en");
