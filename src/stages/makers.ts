/** What made the values of the files that a thread packs: their analyzer set, and whether the store has a place for them. */

import { type AnalyzerSet, setNumber, setOfMakers } from "../catalogue/renewing/analyzer-set.ts";
import type { WritePlan } from "../catalogue/tables/plan.ts";
import { StoreError } from "../database/error.ts";
import type { Digest } from "../digest.ts";
import type { Maker } from "../plugin/records.ts";

/** A set with the number by which contents refer to it. */
interface Numbered {
  readonly number: number;
  readonly set: AnalyzerSet;
}

/** The makers that one thread has met. */
export interface Makers {
  /** The set of what made a file's values. */
  readonly setOf: (
    analyzers: readonly Maker[],
    taggers: readonly Maker[],
    features: Readonly<Record<string, unknown>>,
  ) => Numbered;
  /** @throws StoreError `unknown-values` when a file had features that the store has no columns for. */
  readonly check: () => void;
}

/** Names of features that a message lists. */
const mostNamed = 3;

/** Begins with none. */
export function createMakers({ features: columns }: Pick<WritePlan, "features">, digest: Digest): Makers {
  const known = new Set(columns.map(({ feature }) => feature));
  let unknown: readonly string[] = [];
  // A stage gives all files of a thread the same lists; where some of them came from elsewhere, these are others.
  let last:
    | { readonly analyzers: readonly Maker[]; readonly taggers: readonly Maker[]; readonly of: Numbered }
    | undefined;
  return {
    setOf: (analyzers, taggers, features) => {
      // What a stage of the user's own adds has no makers, and may differ from file to file.
      if (analyzers.length > 0 && last?.analyzers === analyzers && last.taggers === taggers) return last.of;
      const strange = Object.keys(features).filter((name) => !known.has(name));
      if (strange.length > 0) unknown = strange;
      if (last?.analyzers === analyzers && last.taggers === taggers) return last.of;
      const set = setOfMakers(analyzers, taggers, digest, analyzers.length > 0);
      last = { analyzers, taggers, of: { number: setNumber(digest, set), set } };
      return last.of;
    },
    check: () => {
      if (unknown.length === 0) return;
      const more = unknown.length - mostNamed;
      const names = unknown
        .slice(0, mostNamed)
        .map((name) => `"${name}"`)
        .join(", ");
      throw new StoreError(
        "unknown-values",
        `Cannot store ${names}${more > 0 ? ` and ${more} other values` : ""}: the catalogue was opened without the plugins that compute them; ` +
          "give open(..., { plugins }) all plugins that analyze(...) runs",
      );
    },
  };
}
