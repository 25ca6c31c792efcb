/**
 * Analyzer sets: which analyzers and taggers, in which versions and with which options, made the values of a content. A
 * content refers to its set by number, so that staleness costs one number a row.
 */
import type { Digest } from "../digest.ts";
import { nameFactsVersion } from "../music/name-facts.ts";
import type { Needs } from "../plugin/analyzer.ts";
import { optionsText } from "../plugin/options.ts";
import { neededBy } from "../plugin/order.ts";
import type { Registry } from "../plugin/registry.ts";
import { songFactsId, songFactsVersion } from "./song-facts.ts";

/** One analyzer or tagger of a set. */
export interface SetEntry {
  readonly kind: "analyzer" | "tagger";
  readonly id: string;
  readonly version: number;
  /** Its options as text, and a hash of its tables; empty where it has neither. */
  readonly options: string;
  /** What it needs, with a hash of the entries of those; not there where it needs nothing. */
  readonly needs?: string;
}

/** The entries of a set in order of kind and id. */
export type AnalyzerSet = readonly SetEntry[];

/** A set as it is stored. */
export interface StoredSet {
  readonly id: number;
  readonly list: AnalyzerSet;
}

/** An entry as text. The database keeps the members of an object in an order of its own. */
const textOf = ({ kind, id, version, options, needs }: SetEntry): string =>
  JSON.stringify([kind, id, version, options, needs]);
const orderOf = ({ kind, id }: Pick<SetEntry, "kind" | "id">): string => `${kind} ${id}`;
const sorted = (entries: Iterable<SetEntry>): AnalyzerSet =>
  [...entries].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

/** The set of what is loaded now. */
export function setOf({ analyzers, taggers }: Registry, digest: Digest): AnalyzerSet {
  const hashed = (text: string): string => numberOf(digest, text).toString(16);
  const known = new Map<string, SetEntry>();
  // What is needed is part of an entry, so that its change is noticed also where it ran while the other was not loaded.
  const needing = (entry: SetEntry, needs: Needs): SetEntry => {
    const ids = neededBy({ needs });
    const needed = ids.map((id) => `${id} ${hashed(textOf(known.get(id) as SetEntry))}`);
    return ids.length > 0 ? { ...entry, needs: needed.join(" ") } : entry;
  };
  // What rows say of a song beside these is written by the store itself; taggers of texts look at it.
  known.set(songFactsId, { kind: "analyzer", id: songFactsId, version: songFactsVersion, options: "" });
  for (const { analyzer, options } of analyzers) {
    const { kind, id, version, needs } = analyzer;
    known.set(id, needing({ kind, id, version, options: optionsText(options) }, needs));
  }
  const ofTaggers = taggers.map(({ tagger }): SetEntry => {
    const { kind, id, version, tables } = tagger;
    const options = tables === undefined ? "" : `tables ${hashed(JSON.stringify(tables))}`;
    const texts = { texts: { analyzer: songFactsId, property: "texts" } };
    const needs = tagger.of === "content" ? tagger.needs : tagger.of === "text" ? texts : {};
    return needing({ kind, id, version, options }, needs);
  });
  // What names say is read by the store itself, and goes stale as tags do.
  const facts: SetEntry = { kind: "tagger", id: "name-facts", version: nameFactsVersion, options: "" };
  return sorted([...known.values(), ...ofTaggers, facts]);
}

/** 31 bits of the hash of a text: small numbers for small tables, the same on every machine. */
export const numberOf = (digest: Digest, text: string): number =>
  new DataView(digest(text).slice(0, 4).buffer).getUint32(0) >>> 1;

/** Number of a set. */
export const setNumber = (digest: Digest, set: AnalyzerSet): number => numberOf(digest, set.map(textOf).join("\n"));

/**
 * Entries of what is loaded that a set lacks, or has otherwise; what they need counts. What the set has of plugins that
 * are not loaded is not stale: nobody could compute it anew.
 */
export function staleEntries(set: AnalyzerSet, now: AnalyzerSet): AnalyzerSet {
  const before = new Map(set.map((entry) => [orderOf(entry), textOf(entry)]));
  return now.filter((entry) => before.get(orderOf(entry)) !== textOf(entry));
}

/** A set after some entries were computed anew, and without others that no longer hold. */
export function renewedSet(set: AnalyzerSet, renewed: AnalyzerSet, dropped: AnalyzerSet = []): AnalyzerSet {
  const entries = new Map(set.map((entry) => [orderOf(entry), entry]));
  for (const entry of dropped) entries.delete(orderOf(entry));
  for (const entry of renewed) entries.set(orderOf(entry), entry);
  return sorted(entries.values());
}
