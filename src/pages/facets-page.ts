/** Counts of values as people read them: a value a line, with a bar. */
import type { Facet } from "../catalogue/asking/facets.ts";
import { table } from "../text/table.ts";

/** Width of the longest bar. */
const longestBar = 30;

/**
 * The lines of all facets, an empty line between two.
 *
 * @example
 * console.log(facetsPage(await db.facets(await db.prepare("has_drums facet key"))).join("\n"));
 */
export const facetsPage = (facets: readonly Facet[]): readonly string[] =>
  facets.flatMap((facet, n) => [...(n > 0 ? [""] : []), ...tableLines(facet)]);

function tableLines({ fields, values, isEstimate, more }: Facet): readonly string[] {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const rows = values.map(({ label, count }) => [
    label,
    (isEstimate ? "≈ " : "") + Math.round(count).toLocaleString("en"),
    "█".repeat(Math.round((count / most) * longestBar)),
  ]);
  const headings = [
    { heading: fields.map(({ name }) => name).join(" "), numeric: false },
    { heading: "files", numeric: true },
    { heading: "", numeric: false },
  ];
  return [...table(headings, rows, Number.POSITIVE_INFINITY), ...(more ? ["..."] : [])];
}
