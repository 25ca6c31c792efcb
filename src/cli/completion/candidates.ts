/** What can stand in a query: fields and values that the catalogue knows, without opening it where that is not needed. */
import { existsSync } from "node:fs";
import { type Candidate, type Completion, complete, quoteValue } from "../../../dsl/mod.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { counted } from "../../text/counted.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";

/** Candidates for a cursor in a query, with the values that a catalogue has, the most frequent first. */
export async function candidatesIn(db: Catalogue, query: string, at: number): Promise<Completion> {
  const found = complete(query, at, db.registry, { saved: await db.saved() });
  const { wanted } = found;
  const stored = wanted ? await db.values(wanted.field, wanted.prefix, wanted.namespace) : [];
  const values = stored.map(
    ({ value, count }): Candidate => ({ text: quoteValue(value), kind: "value", about: counted(count, "file") }),
  );
  const texts = new Set(values.map(({ text }) => text));
  return { ...found, candidates: [...values, ...found.candidates.filter(({ text }) => !texts.has(text))] };
}

/**
 * The same for a shell, where each keystroke counts: the catalogue takes half a second to open, and is asked only for values, for
 * saved queries, and for fields of plugins that are not at hand.
 */
export async function quickCandidates(query: string, options: CatalogueOptions): Promise<Completion> {
  const known = complete(query, query.length, createRegistry(await pluginsOf(options)));
  const isEnough = !known.wanted && known.candidates.length > 0 && !query.slice(known.start).startsWith("@");
  const isThere = options.db.includes("://") || existsSync(options.db);
  if (isEnough || !isThere) return known;
  return withCatalogue(options, "read", (db) => candidatesIn(db, query, query.length));
}
