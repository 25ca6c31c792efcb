/** midiq stats: the catalogue, or what a query finds in it, at a glance. */
import { suggest, tagNamespaces } from "../../../dsl/mod.ts";
import { statsPage } from "../../pages/stats-page.ts";
import { jsonLine } from "../../text/plain.ts";
import { styleOf } from "../../text/style.ts";
import { type ColorWhen, hasColor } from "../color.ts";
import { printFacets } from "../facets.ts";
import { exits, Mistake } from "../failure.ts";
import { widthOf } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq stats`. */
export interface StatsOptions extends CatalogueOptions {
  /** Tells how the values of this field are spread, and nothing else. */
  readonly by?: string;
  readonly json?: true;
  readonly color?: ColorWhen;
}

/** Prints the page: 0 when there is anything to count. */
export async function stats(query: string, { by, json, color, ...options }: StatsOptions): Promise<number> {
  const style = styleOf(hasColor(color, process.stdout));
  return withCatalogue(options, "read", async (db) => {
    if (by !== undefined) {
      const names = by.split(",").map((name) => name.trim());
      const stranger = names.find((name) => db.registry.find(name) === undefined && !tagNamespaces.includes(name));
      if (stranger !== undefined) {
        const meant = suggest(stranger, [...new Set(db.registry.fields.map(({ name }) => name))]);
        const hint = meant === undefined ? "midiq fields lists them" : `did you mean ${meant}?`;
        throw new Mistake(`Cannot count by "${stranger}": there is no such field; ${hint}`);
      }
      return printFacets(db, await db.prepare(`${query} facet ${names.join(", ")}`.trim()), json ? "json" : "table");
    }
    const prepared = query === "" ? undefined : await db.prepare(query);
    for (const note of prepared?.notes ?? []) process.stderr.write(`${note}\n`);
    const found = await db.stats(prepared);
    if (json) process.stdout.write(`${jsonLine(found)}\n`);
    else if (found.contents + found.missing > 0)
      process.stdout.write(`${statsPage(found, widthOf(), style).join("\n")}\n`);
    else
      process.stderr.write(
        query === "" ? "The catalogue is empty: add files with midiq add FOLDER.\n" : "Nothing found.\n",
      );
    if (found.isEstimate && !json) process.stderr.write("~ estimated from a sample; --by FIELD counts one field\n");
    return found.contents > 0 ? exits.found : exits.nothing;
  });
}
