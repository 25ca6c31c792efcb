/** Which fields a person wants to see: `--fields bpm,key`, `--all-fields`, or those of the query. */
import { suggest } from "../../dsl/mod.ts";
import { storedFields } from "../catalogue/asking/columns.ts";
import type { Registry } from "../plugin/registry.ts";
import { Mistake } from "./failure.ts";

/** Options that choose fields. */
export interface FieldOptions {
  /** Names between commas. */
  readonly fields?: string;
  readonly allFields?: true;
}

/** The names of the fields; undefined where the query decides. @throws Mistake for a name that no field has. */
export function wantedFields({ fields, allFields }: FieldOptions, registry: Registry): readonly string[] | undefined {
  if (allFields) return storedFields(registry.fields).map(({ name }) => name);
  if (fields === undefined) return undefined;
  const names = fields
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return [...new Set(names.map((name) => registry.find(name)?.name ?? refuse(name, registry)))];
}

const refuse = (name: string, registry: Registry): never => {
  throw noField(name, registry);
};

/** What is said of a name that no field has. */
export function noField(name: string, { fields }: Registry): Mistake {
  const near = suggest(
    name,
    fields.flatMap((field) => [field.name, ...field.aliases]),
  );
  return new Mistake(
    `Cannot find the field "${name}": ${near === undefined ? "midiq fields lists all fields" : `did you mean ${near}? midiq fields lists all`}`,
  );
}
