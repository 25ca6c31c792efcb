/**
 * The registry: every field, analyzer and tagger that a catalogue knows, from the plugins at hand and from what the
 * catalogue remembers of plugins that are not. Columns, query fields, help and documentation are read off it.
 */
import type { AnyAnalyzer } from "./analyzer.ts";
import { catalogueFields } from "./catalogue-fields.ts";
import { derivedFields } from "./derived-fields.ts";
import { PluginError } from "./error.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { bareNames, type Plugin } from "./plugin.ts";
import { scopeFields } from "./scope-fields.ts";
import type { AnyTagger } from "./tagger.ts";

/** An analyzer with the names of the features that it gives, in the order of its schema. */
export interface Registered {
  readonly analyzer: AnyAnalyzer;
  readonly fields: readonly Field[];
  /** Output property -> name of the feature (`bpm`, or `arp.rate`). */
  readonly features: readonly (readonly [property: string, feature: string])[];
  readonly plugin: Plugin;
}

/** What a catalogue knows. */
export interface Registry {
  readonly fields: readonly Field[];
  readonly analyzers: readonly Registered[];
  readonly taggers: readonly AnyTagger[];
  /** Fields of the tracks and the sections of a file, which are asked for as `any track (...)`. */
  readonly scopes: Readonly<Record<"track" | "section", readonly Field[]>>;
  /** The field of a name or alias; case does not matter, and `-` is `_`. */
  readonly find: (name: string) => Field | undefined;
}

/** How names are compared: `Has-Drums` is `has_drums`. */
const fold = (name: string): string => name.toLowerCase().replaceAll("-", "_");

/**
 * Builds the registry of some plugins.
 *
 * @param remembered fields that a catalogue stored for plugins which are not loaded now.
 * @throws PluginError `clash` when two owners claim one name, `bad-field` when a schema gives none.
 */
export function createRegistry(plugins: readonly Plugin[], remembered: readonly Field[] = []): Registry {
  const analyzers: Registered[] = [];
  const taggers: AnyTagger[] = [];
  const byName = new Map<string, Field>();
  const fields: Field[] = [];
  const claim = (name: string, field: Field): void => {
    const other = byName.get(fold(name));
    if (other && other !== field) {
      throw new PluginError("clash", `Two analyzers claim the field "${name}": ${other.owner} and ${field.owner}`);
    }
    byName.set(fold(name), field);
  };
  const add = (field: Field): void => {
    fields.push(field);
    for (const name of [field.name, ...field.aliases]) claim(name, field);
  };
  for (const field of catalogueFields) add(field);
  for (const plugin of plugins) {
    const prefixed = plugin.name !== bareNames;
    for (const provided of plugin.provides) {
      if (provided.kind === "tagger") {
        taggers.push(provided);
        continue;
      }
      const prefix = prefixed ? provided.id : "";
      const own = fieldsOf(provided.output, { id: provided.id, version: provided.version, prefix });
      const features = Object.keys(provided.output.shape).map(
        (property) => [property, prefixed ? `${provided.id}.${property}` : property] as const,
      );
      analyzers.push({ analyzer: provided, fields: own, features, plugin });
      for (const field of own) add(field);
    }
  }
  const columns = new Set(fields.map((field) => field.column));
  for (const field of remembered) {
    if (columns.has(field.column) || byName.has(fold(field.name))) continue;
    fields.push(field);
    byName.set(fold(field.name), field);
    for (const alias of field.aliases) if (!byName.has(fold(alias))) byName.set(fold(alias), field);
  }
  for (const field of derivedFields(fields)) add(field);
  return { fields, analyzers, taggers, scopes: scopeFields, find: (name) => byName.get(fold(name)) };
}
