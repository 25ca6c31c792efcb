/** midiq fields: what a query may name, read off the registry. */

import { existsSync } from "node:fs";
import { operatorTable } from "../../../dsl/mod.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { createRegistry, type Registry } from "../../plugin/registry.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";
import { noField } from "../wanted-fields.ts";

/** Options of `midiq fields`. */
export interface FieldsOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Lists the fields of the plugins at hand, and of those that the catalogue remembers where there is one. */
export async function fields(name: string | undefined, options: FieldsOptions): Promise<number> {
  const registry = await registryOf(options);
  const wanted = name === undefined ? registry.fields : named(name, registry);
  if (wanted.length === 0) throw noField(name ?? "", registry);
  if (options.json) for (const field of wanted) process.stdout.write(`${jsonLine(field)}\n`);
  else process.stdout.write(`${(name === undefined ? listAll(registry) : wanted.flatMap(pageOf)).join("\n")}\n`);
  return exits.found;
}

/** The field of a name, or all that an analyzer of that name gives. */
function named(name: string, registry: Registry): readonly Field[] {
  const field = registry.find(name);
  return field ? [field] : registry.fields.filter(({ owner }) => owner === name);
}

async function registryOf(options: FieldsOptions): Promise<Registry> {
  if (existsSync(options.db) || /^postgres(ql)?:/.test(options.db)) {
    return withCatalogue(options, "read", async (db) => db.registry);
  }
  return createRegistry(await pluginsOf(options));
}

/** All fields, then those of a track and a section. */
function listAll({ fields: all, scopes }: Registry): readonly string[] {
  return [
    ...listOf(all),
    ...["", "in any track (...):", ...listOf(scopes.track)],
    ...["", "in any section (...):", ...listOf(scopes.section)],
  ];
}

function listOf(all: readonly Field[]): readonly string[] {
  const columns = ["field", "kind", "also", "what"].map((heading) => ({ heading, numeric: false }));
  const rows = all.map((field) => [field.name, field.kind, field.aliases.join(", "), describeField(field)]);
  return table(columns, rows, tableWidth());
}

const describeField = (field: Field): string =>
  field.description + (field.unit && field.unit !== "pitch" ? ` (${field.unit})` : "");

const pageOf = (field: Field): readonly string[] => [
  `${field.name}: ${describeField(field)}`,
  `  kind      ${field.kind}; a value is ${kindOf(field.kind).expects}`,
  ...(field.aliases.length > 0 ? [`  also      ${field.aliases.join(", ")}`] : []),
  ...(field.choices.length > 0 ? [`  values    ${field.choices.join(", ")}`] : []),
  `  operators ${operatorTable[kindOf(field.kind).comparison].map(([text]) => text).join(", ")}`,
  ...field.examples.map((example) => `  example   midiq "${example}"`),
  `  from      ${field.owner}${field.owner === "catalogue" ? "" : `, version ${field.version}`}`,
];
