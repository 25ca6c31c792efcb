/** Contents that somebody names: by the path of a copy, or by the first digits of their hash. Both are looked up by an index. */
import { hashPrefix, hashWhere } from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";

/** A condition over `content c`, with placeholders from $1 on. */
export interface NamedWhere {
  readonly text: string;
  readonly parameters: readonly string[];
}

/**
 * The condition that means a name.
 *
 * @param path the whole path of what was typed, where it is one of this machine.
 */
export async function namedWhere(store: Store, named: string, path = named): Promise<NamedWhere> {
  const digits = hashPrefix(named);
  if (digits !== undefined) return hashWhere(digits);
  return {
    text: `c."id" = any(array(select k."content" from copy k where k."path" = $1::text))`,
    parameters: [(await store.places()).meant(named, path)],
  };
}
