/** Prints counts of values, as people and programs read them. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { countRows, countsAs } from "../forms/facet-counts.ts";
import type { Form } from "../forms/form.ts";
import { loadForm } from "../forms/our-forms.ts";
import { facetsPage } from "../pages/facets-page.ts";
import { jsonLine } from "../text/plain.ts";
import { exits, Mistake } from "./failure.ts";
import { printAll } from "./output.ts";

/** Prints what the tails `facet` and `group` ask for. */
export async function printFacets(db: Catalogue, prepared: Prepared, name: string): Promise<number> {
  for (const note of prepared.notes) process.stderr.write(`${note}\n`);
  const form = name === "table" || name === "json" || name === "jsonl" ? undefined : await formOf(name);
  const facets = await db.facets(prepared);
  if (form) await printAll(countsAs(form, facets));
  else {
    const lines = name === "table" ? facetsPage(facets) : countRows(facets).map((row) => jsonLine(row));
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  }
  if (facets.some(({ isEstimate }) => isEstimate)) process.stderr.write("≈ estimated from a sample\n");
  return facets.some(({ values }) => values.length > 0) ? exits.found : exits.nothing;
}

/** A form of ours for counts. @throws Mistake for those that are of files. */
async function formOf(name: string): Promise<Form> {
  const form = await loadForm(name);
  if (form && !form.fields && !(form.binary && process.stdout.isTTY)) return form;
  throw new Mistake(`Cannot print counts as "${name}" here: -o table, json, csv, tsv, md or html, or parquet > FILE`);
}
