/**
 * Analyzer sets: which analyzers and taggers, in which versions and with which options, made the values of a content. A
 * content refers to its set by number, so that staleness costs one number a row.
 */
import type { Digest } from "../../digest.ts";
import { nameFactsVersion } from "../../music/names/name-facts.ts";
import { optionsText } from "../../plugin/options.ts";
import { neededBy } from "../../plugin/order.ts";
import type { Maker } from "../../plugin/records.ts";
import type { Registry } from "../../plugin/registry.ts";
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

/** Name of the entry for the texts that taggers look at. */
const songFacts: SetEntry = { kind: "analyzer", id: songFactsId, version: songFactsVersion, options: "" };
/** What names say is read by the store itself, and goes stale as tags do. */
const nameFacts: SetEntry = { kind: "tagger", id: "name-facts", version: nameFactsVersion, options: "" };

/** The analyzers of a registry as they would run, each after those that it needs. */
export const analyzersOf = ({ analyzers }: Pick<Registry, "analyzers">): readonly Maker[] =>
  analyzers.map(({ analyzer, options }) => {
    const { kind, id, version, needs } = analyzer;
    return { kind, id, version, options: optionsText(options), needs: neededBy({ needs }) };
  });

/** The taggers of a registry as they would run. */
export const taggersOf = ({ taggers }: Pick<Registry, "taggers">): readonly Maker[] =>
  taggers.map(({ tagger }) => {
    const { kind, id, version, tables } = tagger;
    const needs = tagger.of === "content" ? neededBy(tagger) : tagger.of === "text" ? [songFactsId] : [];
    return { kind, id, version, options: "", ...(tables === undefined ? {} : { tables }), needs };
  });

/** The set of what is loaded now: what the store writes itself, and all analyzers and taggers. */
export const setOf = (registry: Registry, digest: Digest): AnalyzerSet =>
  setOfMakers(analyzersOf(registry), taggersOf(registry), digest, true);

/**
 * The set of what ran on a content. A tagger that looks at values which nothing made has said nothing of them, and is left
 * out.
 *
 * @param hasSongFacts whether the rows of tracks, sections and so on are written.
 */
export function setOfMakers(
  analyzers: readonly Maker[],
  taggers: readonly Maker[],
  digest: Digest,
  hasSongFacts: boolean,
): AnalyzerSet {
  const hashed = (text: string): string => numberOf(digest, text).toString(16);
  // Taggers read texts off the song; what rows say of it has the same version.
  const known = new Map<string, SetEntry>([[songFactsId, songFacts]]);
  // What is needed is part of an entry, so that its change is noticed also where it ran while the other was not loaded.
  const entryOf = ({ kind, id, version, options, tables, needs }: Maker): SetEntry => {
    const said = tables === undefined ? options : `tables ${hashed(JSON.stringify(tables))}`;
    const entry: SetEntry = { kind, id, version, options: said };
    const needed = needs.map((one) => `${one} ${hashed(textOf(known.get(one) as SetEntry))}`);
    return needed.length > 0 ? { ...entry, needs: needed.join(" ") } : entry;
  };
  for (const one of analyzers) known.set(one.id, entryOf(one));
  const ofTaggers = taggers.filter(({ needs }) => needs.every((id) => known.has(id))).map(entryOf);
  if (!hasSongFacts) known.delete(songFactsId);
  return sorted([...known.values(), ...ofTaggers, nameFacts]);
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
