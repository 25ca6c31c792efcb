/** Facets as people and programs read them: a value a line, with a bar. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Facet } from "../catalogue/facets.ts";
import type { Prepared } from "../catalogue/prepare.ts";
import { exits } from "./failure.ts";
import { table } from "./table.ts";

/** Width of the longest bar. */
const longestBar = 30;

/** Prints what the tails `facet` and `group` ask for. */
export async function printFacets(db: Catalogue, prepared: Prepared, form: string): Promise<number> {
  for (const note of prepared.notes) process.stderr.write(`${note}\n`);
  const facets = await db.facets(prepared);
  const lines =
    form === "json"
      ? facets.flatMap(jsonLines)
      : facets.flatMap((facet, n) => [...(n > 0 ? [""] : []), ...tableLines(facet)]);
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  if (facets.some(({ isEstimate }) => isEstimate)) process.stderr.write("≈ scaled up from a sample\n");
  return facets.some(({ values }) => values.length > 0) ? exits.found : exits.nothing;
}

const jsonLines = ({ fields, values, isEstimate }: Facet): readonly string[] =>
  values.map(({ label, values: own, count }) =>
    JSON.stringify({
      field: fields.map(({ name }) => name).join(","),
      label,
      values: own,
      count,
      estimated: isEstimate,
    }),
  );

function tableLines({ fields, values, isEstimate, more }: Facet): readonly string[] {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const rows = values.map(({ label, count }) => [
    label,
    (isEstimate ? "≈ " : "") + Math.round(count).toLocaleString("en"),
    "█".repeat(Math.round((count / most) * longestBar)),
  ]);
  const columns = [
    { heading: fields.map(({ name }) => name).join(" "), numeric: false },
    { heading: "files", numeric: true },
    { heading: "", numeric: false },
  ];
  return [...table(columns, rows, Number.POSITIVE_INFINITY), ...(more ? ["..."] : [])];
}
