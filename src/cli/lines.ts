/** -f TEMPLATE: a line for each answer. Control characters are U+FFFD in lines; answers ended by a null byte are exact. */

import type { Page } from "../catalogue/asking/find.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Registry } from "../plugin/registry.ts";
import { lineOf, readTemplate, type Template } from "../template/template.ts";
import { withoutCommands } from "../text/plain.ts";
import { exits, explainFailure } from "./failure.ts";
import { printAll } from "./output.ts";

/** Reads a template that was typed; a slip is shown at its place in the template. */
export async function typedTemplate(text: string, registry: Registry): Promise<Template | undefined> {
  try {
    return readTemplate(text, registry);
  } catch (error) {
    if ((await explainFailure(error, process.stderr, text)) !== exits.mistake) throw error;
    return undefined;
  }
}

/** Which rows, and how lines end. */
interface LinesPage extends Page {
  /** Each with a null byte instead of a line break. */
  readonly isEnded?: boolean | undefined;
}

/** Prints the answers as lines, page by page: 0 when something was found, 1 when nothing, 2 for a slip in the template. */
export async function printLines(
  db: Catalogue,
  prepared: Prepared,
  format: string,
  { isEnded = false, ...page }: LinesPage,
): Promise<number> {
  const template = await typedTemplate(format, db.registry);
  if (!template) return exits.mistake;
  const end = isEnded ? "\0" : "\n";
  let printed = 0;
  for await (const { rows, notes } of db.pages(prepared, { ...page, fields: template.fields, codes: true })) {
    if (printed === 0) for (const note of notes) process.stderr.write(`${note}\n`);
    const lines = rows.map((row, n) => lineOf(template, { ...row, n: printed + n + 1 }));
    await printAll(lines.map((line) => (isEnded ? line : withoutCommands(line)) + end));
    printed += rows.length;
  }
  return printed > 0 ? exits.found : exits.nothing;
}
