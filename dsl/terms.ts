/** Which words of a query mean a field: the registry's names, and words made of them such as `genre` and `under`. */

import type { Field } from "../src/plugin/fields.ts";
import { kindOf } from "../src/plugin/kinds.ts";
import type { Registry } from "../src/plugin/registry.ts";

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
  /** Its value reaches to the next space, so that a path needs no quotes. */
  readonly raw: boolean;
}

/** All terms of a registry. */
export interface Terms {
  /** The term of a typed name, in any case, with `-` for `_`. */
  readonly find: (name: string) => Term | undefined;
  /** Every name and alias, for suggestions. */
  readonly names: readonly string[];
}

/** Namespaces of tags that read like fields: `genre house` asks for the tag `genre:house`. */
export const tagNamespaces: readonly string[] = ["genre", "mood", "feel", "style", "era", "artist", "role", "source"];

/** Fields of the catalogue whose values have a shape of their own. */
const shapes: Readonly<Record<string, Shape>> = { path: "path", hash: "hash", tag: "tag", tap: "rhythm" };

/** Fields that a free word is looked up in, where the registry has them. */
export const freeTextFields: readonly string[] = ["name", "folder", "instruments", "track_names", "tag"];

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
  const byField = new Map<Field, Term>();
  const names = [...registry.fields.flatMap((field) => [field.name, ...field.aliases]), ...extra.keys()];
  const find = (name: string): Term | undefined => {
    const field = registry.find(name);
    if (!field) return extra.get(name.toLowerCase());
    const term = byField.get(field) ?? termOf(field);
    byField.set(field, term);
    return term;
  };
  const terms = { find, names };
  cache.set(registry, terms);
  return terms;
}

function termOf(field: Field): Term {
  const shape = shapes[field.name];
  return {
    name: field.name,
    field,
    shape,
    namespace: undefined,
    flag: kindOf(field.kind).comparison === "flag",
    raw: shape === "path",
  };
}
