/**
 * Analyzer sets: which analyzers and taggers, in which versions and with which options, made the values of a content. A
 * content refers to its set by number, so that staleness costs one number a row.
 */
import type { Digest } from "../digest.ts";
import { nameFactsVersion } from "../music/name-facts.ts";
import { optionsText } from "../plugin/options.ts";
import { neededBy } from "../plugin/order.ts";
import type { Registry } from "../plugin/registry.ts";

/** One analyzer or tagger of a set. */
export interface SetEntry {
  readonly kind: "analyzer" | "tagger";
  readonly id: string;
  readonly version: number;
  /** Its options as text, and a hash of its tables; empty where it has neither. */
  readonly options: string;
}

/** The entries of a set in order of kind and id. */
export type AnalyzerSet = readonly SetEntry[];

/** A set as it is stored. */
export interface StoredSet {
  readonly id: number;
  readonly list: AnalyzerSet;
}

/** An entry as text. The database keeps the members of an object in an order of its own. */
const textOf = ({ kind, id, version, options }: SetEntry): string => JSON.stringify([kind, id, version, options]);
const orderOf = ({ kind, id }: Pick<SetEntry, "kind" | "id">): string => `${kind} ${id}`;
const sorted = (entries: Iterable<SetEntry>): AnalyzerSet =>
  [...entries].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

/** The set of what is loaded now. */
export const setOf = ({ analyzers, taggers }: Registry, digest: Digest): AnalyzerSet =>
  sorted([
    ...analyzers.map(({ analyzer: { kind, id, version }, options }) => ({
      kind,
      id,
      version,
      options: optionsText(options),
    })),
    ...taggers.map(({ tagger: { kind, id, version, tables } }) => ({
      kind,
      id,
      version,
      options: tables === undefined ? "" : `tables ${numberOf(digest, JSON.stringify(tables)).toString(16)}`,
    })),
    // What names say is read by the store itself, and goes stale as tags do.
    { kind: "tagger", id: "name-facts", version: nameFactsVersion, options: "" },
  ]);

/** 31 bits of the hash of a text: small numbers for small tables, the same on every machine. */
export const numberOf = (digest: Digest, text: string): number =>
  new DataView(digest(text).slice(0, 4).buffer).getUint32(0) >>> 1;

/** Number of a set. */
export const setNumber = (digest: Digest, set: AnalyzerSet): number => numberOf(digest, set.map(textOf).join("\n"));

/**
 * Entries of what is loaded that a set lacks, or has otherwise, and those that need one of these. What the set has of
 * plugins that are not loaded is not stale: nobody could compute it anew.
 */
export function staleEntries(set: AnalyzerSet, now: AnalyzerSet, registry: Registry): AnalyzerSet {
  const before = new Map(set.map((entry) => [orderOf(entry), textOf(entry)]));
  const stale = new Set(now.filter((entry) => before.get(orderOf(entry)) !== textOf(entry)).map(orderOf));
  const dependsOnStale = (needs: readonly string[]): boolean =>
    needs.some((id) => stale.has(orderOf({ kind: "analyzer", id })));
  // Analyzers stand in an order in which each comes after those that it needs.
  for (const { analyzer } of registry.analyzers) if (dependsOnStale(neededBy(analyzer))) stale.add(orderOf(analyzer));
  for (const { tagger } of registry.taggers)
    if (tagger.of === "content" && dependsOnStale(neededBy(tagger))) stale.add(orderOf(tagger));
  return now.filter((entry) => stale.has(orderOf(entry)));
}

/** A set after some entries were computed anew, and without others that no longer hold. */
export function renewedSet(set: AnalyzerSet, renewed: AnalyzerSet, dropped: AnalyzerSet = []): AnalyzerSet {
  const entries = new Map(set.map((entry) => [orderOf(entry), entry]));
  for (const entry of dropped) entries.delete(orderOf(entry));
  for (const entry of renewed) entries.set(orderOf(entry), entry);
  return sorted(entries.values());
}
