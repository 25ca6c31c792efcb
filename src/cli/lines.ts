/** -f TEMPLATE: a line for each answer. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Page } from "../catalogue/find.ts";
import type { Prepared } from "../catalogue/prepare.ts";
import type { Registry } from "../plugin/registry.ts";
import { lineOf, readTemplate, type Template } from "../template/template.ts";
import { exits, explainFailure } from "./failure.ts";

/** Reads a template that was typed; a slip is shown at its place in the template. */
export async function typedTemplate(text: string, registry: Registry): Promise<Template | undefined> {
  try {
    return readTemplate(text, registry);
  } catch (error) {
    if ((await explainFailure(error, process.stderr, text)) !== exits.mistake) throw error;
    return undefined;
  }
}

/** A query that reads the fields of a template, whatever it asks to show. */
export const showing = (prepared: Prepared, { fields }: Template): Prepared => ({
  ...prepared,
  checked: { ...prepared.checked, show: fields },
});

/** Prints the answers as lines: 0 when something was found, 1 when nothing, 2 for a slip in the template. */
export async function printLines(db: Catalogue, prepared: Prepared, format: string, page: Page): Promise<number> {
  const template = await typedTemplate(format, db.registry);
  if (!template) return exits.mistake;
  const { rows, notes } = await db.find(showing(prepared, template), page);
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (rows.length > 0)
    process.stdout.write(rows.map((row, n) => `${lineOf(template, { ...row, n: n + 1 })}\n`).join(""));
  return rows.length > 0 ? exits.found : exits.nothing;
}
