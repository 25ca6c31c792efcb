/**
 * The registry: every field, analyzer, tagger and other extension that a catalogue knows, from the plugins at hand and
 * from what the catalogue remembers of plugins that are not. Columns, query fields, help and documentation are read off it.
 */
import type { AnyAnalyzer, FieldRef, Needs } from "./analyzer.ts";
import { catalogueFields } from "./catalogue-fields.ts";
import { derivedFields } from "./derived-fields.ts";
import { PluginError } from "./error.ts";
import { collectExtensions, type Extensions } from "./extensions.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { checkOptionNames, optionsFor } from "./options.ts";
import { orderByNeeds } from "./order.ts";
import { isOwn, type Plugin } from "./plugin.ts";
import { scopeFields } from "./scope-fields.ts";
import type { AnyTagger } from "./tagger.ts";

/** A needed value: the name under which it is wanted, and the feature that it is. */
export type NeededFeature = readonly [name: string, feature: string];

/** An analyzer with the names of the features that it gives, in the order of its schema. */
export interface Registered {
  readonly analyzer: AnyAnalyzer;
  readonly fields: readonly Field[];
  /** Output property -> name of the feature (`bpm`, or `arp.rate`). */
  readonly features: readonly (readonly [property: string, feature: string])[];
  readonly needs: readonly NeededFeature[];
  /** Its options with defaults in place. */
  readonly options: unknown;
  readonly plugin: Plugin;
}

/** A tagger with the features that it needs. */
export interface RegisteredTagger {
  readonly tagger: AnyTagger;
  readonly needs: readonly NeededFeature[];
  readonly plugin: Plugin;
}

/** What a catalogue knows. */
export interface Registry extends Extensions {
  readonly fields: readonly Field[];
  /** In an order in which each comes after those that it needs. */
  readonly analyzers: readonly Registered[];
  readonly taggers: readonly RegisteredTagger[];
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
 * @throws PluginError `clash` when two owners claim one name, `bad-field` when a schema gives none, `missing-need` when
 * an analyzer or a tagger needs a field that nobody gives, `cycle` when analyzers need each other, `bad-options`.
 */
export function createRegistry(plugins: readonly Plugin[], remembered: readonly Field[] = []): Registry {
  const byName = new Map<string, Field>();
  const fields: Field[] = [];
  const add = (field: Field): void => {
    fields.push(field);
    for (const name of [field.name, ...field.aliases]) {
      const other = byName.get(fold(name));
      if (other && other !== field) {
        throw new PluginError("clash", `Two analyzers claim the field "${name}": ${other.owner} and ${field.owner}`);
      }
      byName.set(fold(name), field);
    }
  };
  for (const field of catalogueFields) add(field);
  const extensions = collectExtensions(plugins);
  plugins.forEach(checkOptionNames);
  const provided = plugins.flatMap((plugin) => plugin.provides.map((one) => ({ one, plugin })));
  const featureOf = featuresOf(plugins);
  const analyzers = provided.flatMap(({ one, plugin }): Registered[] => {
    if (one.kind !== "analyzer") return [];
    const prefix = isOwn(plugin) ? "" : one.id;
    const own = fieldsOf(one.output, { id: one.id, version: one.version, prefix });
    for (const field of own) add(field);
    const features = Object.keys(one.output.shape).map(
      (property) => [property, featureName(plugin, one.id, property)] as const,
    );
    const needs = needsOf(one, featureOf);
    return [{ analyzer: one, fields: own, features, needs, options: optionsFor(plugin, one), plugin }];
  });
  const taggers = provided.flatMap(({ one, plugin }): RegisteredTagger[] => {
    if (one.kind !== "tagger") return [];
    return [{ tagger: one, needs: one.of === "content" ? needsOf(one, featureOf) : [], plugin }];
  });
  const byId = new Map(analyzers.map((registered) => [registered.analyzer.id, registered]));
  const ordered = orderByNeeds(analyzers.map(({ analyzer }) => analyzer)).map(({ id }) => byId.get(id) as Registered);

  const columns = new Set(fields.map((field) => field.column));
  for (const field of remembered) {
    if (columns.has(field.column) || byName.has(fold(field.name))) continue;
    fields.push(field);
    byName.set(fold(field.name), field);
    for (const alias of field.aliases) if (!byName.has(fold(alias))) byName.set(fold(alias), field);
  }
  for (const field of derivedFields(fields)) add(field);
  return {
    ...extensions,
    fields,
    analyzers: ordered,
    taggers,
    scopes: scopeFields,
    find: (name) => byName.get(fold(name)),
  };
}

const featureName = (plugin: Plugin, id: string, property: string): string =>
  isOwn(plugin) ? property : `${id}.${property}`;

const keyOf = ({ analyzer, property }: FieldRef<unknown>): string => `${analyzer}/${property}`;

/** Analyzer and property -> name of the feature, for what is said to be needed. */
const featuresOf = (plugins: readonly Plugin[]): ReadonlyMap<string, string> =>
  new Map(
    plugins.flatMap((plugin) =>
      plugin.provides.flatMap((one) =>
        one.kind === "analyzer"
          ? Object.keys(one.output.shape).map(
              (property) => [keyOf({ analyzer: one.id, property }), featureName(plugin, one.id, property)] as const,
            )
          : [],
      ),
    ),
  );

function needsOf(
  { id, needs }: { readonly id: string; readonly needs: Needs },
  featureOf: ReadonlyMap<string, string>,
): readonly NeededFeature[] {
  // A plugin of plain JavaScript may leave them out.
  return Object.entries(needs ?? {}).map(([name, need]: readonly [string, FieldRef<unknown> | undefined]) => {
    // `tempo.fields.bmp` is undefined where no compiler looks.
    if (!need) {
      throw new PluginError(
        "missing-need",
        `Cannot run "${id}": its need "${name}" is not a field; write for example tempo.fields.bpm`,
      );
    }
    const feature = featureOf.get(keyOf(need));
    if (feature !== undefined) return [name, feature];
    throw new PluginError(
      "missing-need",
      `Cannot run "${id}": it needs "${need.property}" of the analyzer "${need.analyzer}", which no loaded plugin gives`,
    );
  });
}
