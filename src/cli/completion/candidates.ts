/** What can stand in a query: fields and values that the catalogue knows, without opening it where that is not needed. */
import { existsSync } from "node:fs";
import { type Completion, complete } from "../../../dsl/mod.ts";
import { candidatesIn } from "../../catalogue/asking/candidates.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";

/**
 * Candidates at the end of a query for a shell, where each keystroke counts: the catalogue takes half a second to open, and is asked only for values, for
 * saved queries, and for fields of plugins that are not at hand.
 */
export async function quickCandidates(query: string, options: CatalogueOptions): Promise<Completion> {
  const known = complete(query, query.length, createRegistry(await pluginsOf(options)));
  const isEnough = !known.wanted && known.candidates.length > 0 && !query.slice(known.start).startsWith("@");
  const isThere = options.db.includes("://") || existsSync(options.db);
  if (isEnough || !isThere) return known;
  return withCatalogue(options, "read", (db) => candidatesIn(db, query, query.length));
}
