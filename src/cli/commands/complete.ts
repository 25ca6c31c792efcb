/** midiq complete QUERY: what can stand at a cursor; for shells, editors and pages. */
import { type Candidate, complete as completeQuery, quoteValue } from "../../../dsl/mod.ts";
import { exits, Mistake } from "../failure.ts";
import { counted } from "../progress.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq complete`. */
export interface CompleteOptions extends CatalogueOptions {
  /** Offset of the cursor; the end of the query unless said. */
  readonly at?: number;
  readonly json?: true;
}

/** Prints a candidate a line: its text, its kind and what it means, with tabs between. */
export async function complete(query: string, options: CompleteOptions): Promise<number> {
  const at = options.at ?? query.length;
  if (at > query.length) throw new Mistake(`the query has ${query.length} characters, so no cursor at ${at}`);
  return withCatalogue(options, "read", async (db) => {
    const { wanted, ...found } = completeQuery(query, at, db.registry, { saved: await db.saved() });
    const stored = wanted ? await db.values(wanted.field, wanted.prefix, wanted.namespace) : [];
    const values = stored.map(
      ({ value, count }): Candidate => ({ text: quoteValue(value), kind: "value", about: counted(count, "file") }),
    );
    const texts = new Set(values.map(({ text }) => text));
    const candidates = [...values, ...found.candidates.filter(({ text }) => !texts.has(text))];
    if (options.json) process.stdout.write(`${JSON.stringify({ ...found, candidates })}\n`);
    else for (const { text, kind, about } of candidates) process.stdout.write(`${text}\t${kind}\t${about}\n`);
    return candidates.length > 0 ? exits.found : exits.nothing;
  });
}
