/** Fields: one queryable column each, read off an analyzer's output schema, which is their only declaration. */
import { z } from "zod";
import { PluginError } from "./error.ts";
import { type KindName, kinds } from "./kinds.ts";

/** One queryable column. */
export interface Field {
  /** Name in the language: `bpm`, `bpm.src`, `arp.rate`. */
  readonly name: string;
  /** Column of the table, unquoted: `bpm`, `bpm_source`, `arp__rate`. */
  readonly column: string;
  readonly kind: KindName;
  /** Which table holds it: facts of the notes belong to `content`, of a path to `copy`, of a part of it to the others. */
  readonly table: "content" | "copy" | "track" | "section";
  /** Who computes it: an analyzer's id, or `catalogue`. */
  readonly owner: string;
  readonly version: number;
  readonly description: string;
  readonly unit: string;
  readonly aliases: readonly string[];
  /** Queries that show its use. */
  readonly examples: readonly string[];
  /** The words that a choice may be; empty for other kinds. */
  readonly choices: readonly string[];
  /** Words of a set that one and the same thing has: `piano` and `acoustic grand piano`. `only [piano]` allows them all. */
  readonly bundles?: readonly (readonly string[])[];
  /** SQL where the field is derived: over columns of `content c`, `track t` or `section s`. */
  readonly expression?: string;
  /**
   * The same of a row in memory, by column; null where a column of it is unknown. Without it only a database knows a
   * derived field, and a row in memory that was read from one holds its value under the name of the field.
   */
  readonly of?: (columns: Readonly<Record<string, unknown>>) => unknown;
}

/** What `.meta({...})` of a schema property may say about its field, beside zod's own `description`. */
export interface FieldMeta {
  kind?: KindName | undefined;
  unit?: string | undefined;
  aliases?: readonly string[] | undefined;
  examples?: readonly string[] | undefined;
  /** Words of a set that one and the same thing has. */
  bundles?: readonly (readonly string[])[] | undefined;
  /** Name in the language where it differs from the property: `bpm.src` for `bpm_source`. */
  field?: string | undefined;
}

/** Sub-field names, which no field of a plugin may take. */
export const reservedNames = ["src", "conf", "by", "at", "min", "max", "any", "changes"] as const;

/** PostgreSQL cuts identifiers at 63 bytes. */
const longestColumn = 63;

/** The column prefix of the fields of a plugin's analyzer. */
const columnPrefix = (id: string): string => `${id.replaceAll("-", "_")}__`;

/** Where the value of a field stands in a record of features: `bpm`, `arp.rate`, `low-notes.share`. */
export function featureOf({ owner, column }: Pick<Field, "owner" | "column">): string {
  const prefix = columnPrefix(owner);
  return column.startsWith(prefix) ? `${owner}.${column.slice(prefix.length)}` : column;
}

/** The part of zod's definitions that we read; by shape, not by class, since a plugin may bring its own copy of zod. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly format?: string } } }[];
}

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition;

/** Takes `nullable`, `optional` and `default` off a schema; the metadata of the outermost layer that has some wins. */
function unwrap(schema: z.core.$ZodType): {
  readonly inner: Definition;
  readonly meta: FieldMeta & z.core.JSONSchemaMeta;
} {
  const meta: FieldMeta & z.core.JSONSchemaMeta = z.globalRegistry.get(schema as z.ZodType) ?? {};
  const definition = definitionOf(schema);
  if (!definition.innerType) return { inner: definition, meta };
  const below = unwrap(definition.innerType);
  return { inner: below.inner, meta: { ...below.meta, ...meta } };
}

function guessKind(definition: Definition): KindName | undefined {
  switch (definition.type) {
    case "enum":
    case "literal":
      return "choice";
    case "boolean":
      return "flag";
    case "string":
      return "text";
    case "array":
      return definition.element && ["string", "enum"].includes(definitionOf(definition.element).type)
        ? "set"
        : undefined;
    case "number": {
      const formats = [definition.format, ...(definition.checks ?? []).map((check) => check._zod.def.format)];
      return formats.some((format) => format?.includes("int")) ? "integer" : "number";
    }
    default:
      return undefined;
  }
}

function choicesOf(definition: Definition): readonly string[] {
  if (definition.element) return choicesOf(definitionOf(definition.element));
  return Object.values(definition.entries ?? definition.values ?? {}).map(String);
}

/**
 * The fields of an analyzer's output schema. `prefix` is the analyzer's id for plugins, empty for the core list.
 *
 * @throws PluginError `bad-field` when a property has no kind, or its name is reserved, malformed or too long.
 */
export function fieldsOf(
  output: z.ZodObject,
  analyzer: { readonly id: string; readonly version: number; readonly prefix: string },
): readonly Field[] {
  return Object.entries(output.shape).map(([property, schema]) => {
    const { inner, meta } = unwrap(schema);
    const kind = meta.kind ?? guessKind(inner);
    const refuse = (why: string): never => {
      throw new PluginError("bad-field", `Cannot make a field of "${property}" of analyzer "${analyzer.id}": ${why}`);
    };
    if (!kind) return refuse("its zod type does not show the kind; add .meta({ kind: ... })");
    if (!Object.hasOwn(kinds, kind)) return refuse(`there is no kind "${kind}"`);
    if (!/^[a-z][a-z0-9_]*$/.test(property)) return refuse("names are lower-case letters, digits and underscores");
    if ((reservedNames as readonly string[]).includes(property)) return refuse("the name is reserved for sub-fields");
    const column = analyzer.prefix ? columnPrefix(analyzer.prefix) + property : property;
    if (column.length > longestColumn) return refuse(`the column "${column}" is longer than ${longestColumn} letters`);
    const name = meta.field ?? property;
    return {
      name: analyzer.prefix ? `${analyzer.prefix}.${name}` : name,
      column,
      kind,
      table: "content" as const,
      owner: analyzer.id,
      version: analyzer.version,
      description: meta.description ?? "",
      unit: meta.unit ?? "",
      aliases: meta.aliases ?? [],
      examples: meta.examples ?? [],
      choices: kind === "choice" || kind === "set" ? choicesOf(inner) : [],
      ...(meta.bundles && { bundles: meta.bundles }),
    };
  });
}
