/** midiq plugins list: what is loaded, and what the catalogue remembers. */

import { existsSync } from "node:fs";
import { type Remembered, rememberedParts } from "../../catalogue/renewing/remembered.ts";
import { isOwn, type Plugin } from "../../plugin/plugin.ts";
import { type ShippedPlugin, shippedPlugins, shippedUrl } from "../../plugin/shipped.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";
import { ownParts } from "./own.ts";

/** Options of `midiq plugins list`. */
export interface ListOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Lists plugins: those of midiq itself, of the configuration and of --plugin; what else ships; and what there are values of. */
export async function listPlugins(options: ListOptions): Promise<number> {
  const plugins = await pluginsOf(options);
  const hasCatalogue = existsSync(options.db) || /^postgres(ql)?:/.test(options.db);
  const remembered = hasCatalogue ? await withCatalogue(options, "read", (db) => rememberedParts(db.store)) : [];
  const owners = new Map(plugins.flatMap((plugin) => plugin.provides.map(({ id }) => [id, plugin.name] as const)));
  if (options.json) {
    const loaded = plugins.map((plugin) => ({ ...plugin, provides: plugin.provides.map(aboutOf), kind: undefined }));
    const catalogue = remembered.map((part) => ({ ...part, plugin: owners.get(part.id) ?? null }));
    process.stdout.write(`${jsonLine({ loaded, catalogue, shipped: shippedPlugins })}\n`);
    return exits.found;
  }
  const columns = ["plugin", "provides", "from"].map((heading) => ({ heading, numeric: false }));
  process.stdout.write(`${table(columns, plugins.map(loadedRow), Number.POSITIVE_INFINITY).join("\n")}\n`);
  const others = Object.entries(shippedPlugins).filter(([name]) => !isLoaded(plugins, name as ShippedPlugin));
  if (others.length > 0) {
    const headings = ["ships with midiq", "provides", "loaded by"].map((heading) => ({ heading, numeric: false }));
    const rows = others.map(([name, about]) => [name, about, `--plugin ${name}`]);
    process.stdout.write(`\n${table(headings, rows, Number.POSITIVE_INFINITY).join("\n")}\n`);
  }
  const strange = remembered.filter(({ id }) => !ownParts.has(id));
  if (strange.length > 0) process.stdout.write(`\n${catalogueTable(strange, owners).join("\n")}\n`);
  else if (hasCatalogue) process.stderr.write("The catalogue has values from midiq's own analyzers only.\n");
  return exits.found;
}

const isLoaded = (plugins: readonly Plugin[], name: ShippedPlugin): boolean =>
  plugins.some(({ url }) => url === shippedUrl(name));

const aboutOf = ({ kind, id, ...rest }: Plugin["provides"][number]) => ({
  kind,
  id,
  ...("version" in rest ? { version: rest.version } : {}),
});

function loadedRow(plugin: Plugin): readonly string[] {
  const { name, url, provides } = plugin;
  if (isOwn(plugin)) return [name, `${provides.length} analyzers and taggers`, "midiq"];
  const all = provides.map((one) => `${one.kind} ${one.id}${"version" in one ? ` ${one.version}` : ""}`);
  return [name, all.join(", "), url ?? ""];
}

function catalogueTable(parts: readonly Remembered[], owners: ReadonlyMap<string, string>): readonly string[] {
  const columns = [
    { heading: "in the catalogue", numeric: false },
    { heading: "plugin", numeric: false },
    { heading: "version (files)", numeric: false },
    { heading: "values", numeric: true },
    { heading: "failed", numeric: true },
    { heading: "fields", numeric: false },
  ];
  const rows = parts.map(({ kind, id, versions, values, failures, fields }) => [
    `${kind} ${id}`,
    owners.get(id) ?? "not loaded",
    versions.map(({ version, contents }) => `${version} (${contents.toLocaleString("en")})`).join(", "),
    values === undefined ? "" : values.toLocaleString("en"),
    failures.toLocaleString("en"),
    fields.join(", "),
  ]);
  return table(columns, rows, Number.POSITIVE_INFINITY);
}
