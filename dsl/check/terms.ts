/** Which words of a query mean a field: the registry's names, and words made of them such as `genre` and `under`. */

import { isInstrumentWord } from "../../src/music/gm.ts";
import type { Field } from "../../src/plugin/fields.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import type { NamedPattern } from "../../src/plugin/named-pattern.ts";
import type { QueryFunction } from "../../src/plugin/query-function.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Scope } from "../tree/ast.ts";
import { fieldsOfScope } from "../tree/scope.ts";

/** How the values of a term are read where the kind alone does not say it. */
export type Shape = "path" | "under" | "hash" | "tag" | "rhythm";

/** A word that means a field. */
export interface Term {
  /** The name to print, whatever alias was typed. */
  readonly name: string;
  readonly field: Field;
  readonly shape: Shape | undefined;
  /** `genre` is the field `tag` within this namespace. */
  readonly namespace: string | undefined;
  /** A flag may stand alone. */
  readonly flag: boolean;
  /** Its value reaches to the next space, so that a path or a pattern needs no quotes. */
  readonly raw: boolean;
  /** `has x` asks whether it is known; `no bass` rather means the instrument. */
  readonly presence: boolean;
}

/** All terms of a registry, or of one of the things inside a file. */
export interface Terms {
  /** The term of a typed name, in any case, with `-` for `_`. */
  readonly find: (name: string) => Term | undefined;
  /** Every name and alias, for suggestions. */
  readonly names: readonly string[];
  /** What these terms are about; undefined for the file itself. */
  readonly scope: Scope | undefined;
  /** The terms of a track, a bar, a section or a copy. */
  readonly within: (scope: Scope) => Terms;
  /** Fields that a free word is looked up in. */
  readonly freeText: readonly Field[];
  /** Functions of plugins. */
  readonly functions: ReadonlyMap<string, QueryFunction>;
  /** Patterns of plugins that a field may be compared with, by name. */
  readonly patternsOf: (field: Field) => readonly NamedPattern[];
}

/** Namespaces of tags that read like fields: `genre house` asks for the tag `genre:house`. */
export const tagNamespaces: readonly string[] = ["genre", "mood", "feel", "style", "era", "artist", "role", "source"];

/** Fields of the catalogue whose values have a shape of their own. */
const shapes: Readonly<Record<string, Shape>> = { path: "path", hash: "hash", tag: "tag", tap: "rhythm" };

/** Fields that a free word is looked up in, where there are such. */
const freeTextFields: readonly string[] = ["name", "folder", "instruments", "track_names", "tag"];

/** Fields of copies which content repeats from its canonical copy, so that they sort without a join. */
export const sortedOnContent: readonly string[] = ["name", "folder", "path"];

const cache = new WeakMap<Registry, Terms>();

/** The terms of a registry, built once. */
export function termsOf(registry: Registry): Terms {
  const known = cache.get(registry);
  if (known) return known;
  const extra = new Map<string, Term>();
  const tag = registry.find("tag");
  const path = registry.find("path");
  if (tag) {
    for (const name of tagNamespaces) {
      if (!registry.find(name)) extra.set(name, { ...termOf(tag), name, namespace: name });
    }
  }
  if (path && !registry.find("under")) extra.set("under", { ...termOf(path), name: "under", shape: "under" });
  const scopes = new Map<Scope, Terms>();
  const within = (scope: Scope): Terms => {
    const own = scopes.get(scope) ?? termsOfFields(fieldsOfScope(registry, scope), scope, extra, within, registry);
    scopes.set(scope, own);
    return own;
  };
  const terms = termsOfFields(registry.fields, undefined, extra, within, registry);
  cache.set(registry, terms);
  return terms;
}

const fold = (name: string): string => name.toLowerCase().replaceAll("-", "_");

function termsOfFields(
  fields: readonly Field[],
  scope: Scope | undefined,
  extra: ReadonlyMap<string, Term>,
  within: Terms["within"],
  { functions, patterns }: Registry,
): Terms {
  const byName = new Map<string, Term>();
  // `under` is a way to ask for the path of a copy, `genre` for the tags of the file.
  for (const [name, term] of extra)
    if (scope === undefined || (scope === "copy" && name === "under")) byName.set(name, term);
  for (const field of fields) {
    const term = termOf(field);
    for (const name of [...field.aliases, field.name]) {
      // A name wins over an alias, and the first owner of an alias over the next.
      if (name === field.name || !byName.has(fold(name))) byName.set(fold(name), term);
    }
  }
  const names = [...new Set([...fields.flatMap((field) => [field.name, ...field.aliases]), ...extra.keys()])].filter(
    (name) => byName.has(fold(name)),
  );
  const freeText = freeTextFields.flatMap((name) => byName.get(name)?.field ?? []);
  return {
    find: (name) => byName.get(fold(name)),
    names,
    scope,
    within,
    freeText,
    functions,
    patternsOf: ({ kind }) => [...patterns.values()].filter(({ of }) => of === kind),
  };
}

function termOf(field: Field): Term {
  const shape = shapes[field.name];
  const { comparison } = kindOf(field.kind);
  return {
    name: field.name,
    field,
    shape,
    namespace: undefined,
    flag: comparison === "flag",
    raw: shape === "path" || comparison === "pattern" || comparison === "grid",
    presence: comparison !== "pattern" || !isInstrumentWord(field.name),
  };
}
