/** Analyzers in an order in which each comes after those that it needs. */
import type { FieldRef, Needs } from "./analyzer.ts";
import { PluginError } from "./error.ts";

/** The part of an analyzer that decides its place. */
interface Needing {
  readonly id: string;
  readonly needs: Needs;
}

/** Ids of the analyzers that something needs, each once. */
export const neededBy = ({ needs }: { readonly needs: Needs }): readonly string[] => [
  // A plugin of plain JavaScript may leave them out.
  ...new Set(Object.values(needs ?? {}).map((need: FieldRef<unknown>) => need.analyzer)),
];

/** Gives of some analyzers in order those with the wanted ids, and all that these need. */
export function wantedIn<One extends { readonly analyzer: Needing }>(
  analyzers: readonly One[],
): (ids: readonly string[]) => readonly One[] {
  const byId = new Map(analyzers.map((one) => [one.analyzer.id, one]));
  const known = new Map<string, readonly One[]>();
  return (ids) => {
    const key = ids.join(" ");
    const hit = known.get(key);
    if (hit) return hit;
    const wanted = new Set<string>();
    const want = (id: string): void => {
      const one = byId.get(id);
      if (!one || wanted.has(id)) return;
      wanted.add(id);
      neededBy(one.analyzer).forEach(want);
    };
    ids.forEach(want);
    const found = analyzers.filter(({ analyzer }) => wanted.has(analyzer.id));
    known.set(key, found);
    return found;
  };
}

/**
 * Sorts analyzers by what they need; else they stay in the order in which they came.
 *
 * @throws PluginError `cycle` when some need each other in a circle, which is spelled out.
 */
export function orderByNeeds<One extends Needing>(analyzers: readonly One[]): readonly One[] {
  const byId = new Map(analyzers.map((one) => [one.id, one]));
  const placed = new Set<string>();
  const ordered: One[] = [];
  const place = (one: One, within: readonly string[]): void => {
    if (placed.has(one.id)) return;
    if (within.includes(one.id)) {
      const circle = [...within.slice(within.indexOf(one.id)), one.id].join(" needs ");
      throw new PluginError("cycle", `Cannot put the analyzers in order: ${circle}`);
    }
    for (const id of neededBy(one)) {
      const needed = byId.get(id);
      if (needed) place(needed, [...within, one.id]);
    }
    placed.add(one.id);
    ordered.push(one);
  };
  for (const one of analyzers) place(one, []);
  return ordered;
}
