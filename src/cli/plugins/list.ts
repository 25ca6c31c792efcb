/** midiq plugins list: what is loaded, and what the catalogue remembers. */

import { existsSync } from "node:fs";
import { type ListedPlugin, listPlugins, type RememberedPart } from "../../authoring/list-plugins.ts";
import { isServer } from "../../database/server/server.ts";
import { shippedPlugins } from "../../plugin/shipped.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";

/** Options of `midiq plugins list`. */
export interface ListOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints plugins: those of midiq itself, of the configuration and of --plugin; what else ships; and what there are values of. */
export async function printPlugins(options: ListOptions): Promise<number> {
  const hasCatalogue = existsSync(options.db) || isServer(options.db);
  const { loaded, catalogue, others } = hasCatalogue
    ? await withCatalogue(options, "read", (db, plugins) => listPlugins(plugins, db))
    : await listPlugins(await pluginsOf(options));
  if (options.json) {
    const known = { loaded: loaded.map(withoutOwner), catalogue: catalogue.map(withoutOwner), shipped: shippedPlugins };
    process.stdout.write(`${jsonLine(known)}\n`);
    return exits.found;
  }
  const print = (headings: readonly string[], rows: readonly (readonly string[])[]): void => {
    const columns = headings.map((heading) => ({ heading, numeric: ["values", "failed"].includes(heading) }));
    process.stdout.write(`${table(columns, rows, Number.POSITIVE_INFINITY).join("\n")}\n`);
  };
  print(["plugin", "provides", "from"], loaded.map(loadedRow));
  const shipped = Object.entries(others);
  if (shipped.length > 0) {
    process.stdout.write("\n");
    print(
      ["ships with midiq", "provides", "loaded by"],
      shipped.map(([name, about]) => [name, about, `--plugin ${name}`]),
    );
  }
  const strange = catalogue.filter(({ isOwn }) => !isOwn);
  if (strange.length > 0) {
    process.stdout.write("\n");
    print(["in the catalogue", "plugin", "version (files)", "values", "failed", "fields"], strange.map(rememberedRow));
  } else if (hasCatalogue) process.stderr.write("The catalogue has values from midiq's own analyzers only.\n");
  return exits.found;
}

const withoutOwner = ({ isOwn: _, ...rest }: ListedPlugin | RememberedPart): object => rest;

function loadedRow({ name, url, provides, isOwn }: ListedPlugin): readonly string[] {
  if (isOwn) return [name, `${provides.length} analyzers and taggers`, "midiq"];
  const all = provides.map(({ kind, id, version }) => `${kind} ${id}${version === undefined ? "" : ` ${version}`}`);
  return [name, all.join(", "), url ?? ""];
}

const rememberedRow = ({ kind, id, plugin, versions, values, failures, fields }: RememberedPart): readonly string[] => [
  `${kind} ${id}`,
  plugin ?? "not loaded",
  versions.map(({ version, contents }) => `${version} (${contents.toLocaleString("en")})`).join(", "),
  values === undefined ? "" : values.toLocaleString("en"),
  failures.toLocaleString("en"),
  fields.join(", "),
];
