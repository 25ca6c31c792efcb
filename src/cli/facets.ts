/** Facets as people and programs read them: a value a line, with a bar. */

import type { Facet, FacetValue } from "../catalogue/asking/facets.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Column, plainColumn } from "../forms/column.ts";
import { loadForm } from "../forms/our-forms.ts";
import { jsonLine } from "../text/plain.ts";
import { table } from "../text/table.ts";
import { exits, Mistake } from "./failure.ts";
import { printAll } from "./output.ts";

/** Width of the longest bar. */
const longestBar = 30;

/** Prints what the tails `facet` and `group` ask for. */
export async function printFacets(db: Catalogue, prepared: Prepared, form: string): Promise<number> {
  for (const note of prepared.notes) process.stderr.write(`${note}\n`);
  const write = form === "table" || form === "json" || form === "jsonl" ? undefined : await formOf(form);
  const facets = await db.facets(prepared);
  if (write) await printAll(write(facets));
  else {
    const lines =
      form === "table"
        ? facets.flatMap((facet, n) => [...(n > 0 ? [""] : []), ...tableLines(facet)])
        : facets.flatMap(jsonLines);
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  }
  if (facets.some(({ isEstimate }) => isEstimate)) process.stderr.write("≈ estimated from a sample\n");
  return facets.some(({ values }) => values.length > 0) ? exits.found : exits.nothing;
}

/** A value of a facet as a row. */
interface FacetRow {
  readonly facet: Facet;
  readonly value: FacetValue;
}

const nameOf = ({ fields }: Facet): string => fields.map(({ name }) => name).join(",");

const columns: readonly Column<FacetRow>[] = [
  plainColumn({ name: "field", type: "utf8", description: "the field", cell: ({ facet }) => nameOf(facet) }),
  plainColumn({ name: "label", type: "utf8", description: "the value", cell: ({ value }) => value.label }),
  plainColumn({ name: "count", type: "float64", description: "how many files", cell: ({ value }) => value.count }),
  plainColumn({
    name: "estimated",
    type: "bool",
    description: "whether the count is estimated from a sample",
    cell: ({ facet }) => facet.isEstimate,
  }),
];

/** A form of ours for counts. @throws Mistake for those that are of files. */
async function formOf(name: string): Promise<(facets: readonly Facet[]) => Iterable<string | Uint8Array>> {
  const form = await loadForm(name);
  if (!form || form.fields || (form.binary && process.stdout.isTTY))
    throw new Mistake(`Cannot print counts as "${name}" here: -o table, json, csv, tsv, md or html, or parquet > FILE`);
  const writer = form.open(columns, { title: "counts" });
  return function* (facets) {
    yield* writer.rows(facets.flatMap((facet) => facet.values.map((value) => ({ facet, value }))));
    yield* writer.end();
  };
}

const jsonLines = (facet: Facet): readonly string[] =>
  facet.values.map(({ label, values: own, count }) =>
    jsonLine({ field: nameOf(facet), label, values: own, count, estimated: facet.isEstimate }),
  );

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
