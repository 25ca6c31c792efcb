/** What has to be computed again in a catalogue, for how many contents, and how long that takes. */
import { neededBy, wantedIn } from "../../plugin/order.ts";
import type { Registry } from "../../plugin/registry.ts";
import type { Opened, Store } from "../store.ts";
import type { FeatureColumn } from "../tables/plan.ts";
import { type AnalyzerSet, renewedSet, type SetEntry, staleEntries } from "./analyzer-set.ts";
import type { RecallFilter } from "./recall.ts";
import { renewalPlan, termAnalyzers } from "./renewal.ts";
import { type CountedSet, type Staleness, stalenessOf } from "./staleness.ts";

/** Contents that want the same analyzers or taggers, and are done in one pass. */
export interface RerunPass {
  readonly kind: "analyzers" | "taggers";
  readonly filter: RecallFilter;
  /** Ids of those that are stale, or that failed and what needs these. */
  readonly stale: readonly string[];
  /** What runs: the stale ones, those that they need, and those that index terms are made of. */
  readonly runs: readonly string[];
  /** The set that a content has after the pass, by the number of the one before. */
  readonly after: ReadonlyMap<number, AnalyzerSet>;
  readonly kept: readonly FeatureColumn[];
  readonly contents: number;
}

/** One analyzer or tagger that has to run again. */
export interface RerunStep {
  readonly id: string;
  readonly kind: "analyzer" | "tagger";
  readonly version: number;
  /** `new`, `version 1`, `other options`, `what it needs has changed`, `failed`, `what it needs failed`: each with the contents that it is true of. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly contents: number;
}

/** All that has to be done again. */
export interface Rerun {
  readonly passes: readonly RerunPass[];
  readonly steps: readonly RerunStep[];
  /** Contents that are worked on in one pass at least. */
  readonly contents: number;
}

/** Which failures are tried again: none, all, or those of some analyzers. */
export type Retry = boolean | readonly string[];

/**
 * Finds what has to be done again: what is stale, and, where that is wanted, what failed in its present version.
 *
 * @param retry tries failures again that a new version would try anyway.
 */
export async function planRerun({ store }: Opened, retry: Retry = false): Promise<Rerun> {
  const staleness = await stalenessOf(store);
  const steps = new Map<string, { entry: SetEntry; reasons: Map<string, number> }>();
  const note: Note = (entry, reason, contents) => {
    const key = `${entry.kind} ${entry.id}`;
    const step = steps.get(key) ?? { entry, reasons: new Map<string, number>() };
    step.reasons.set(reason, (step.reasons.get(reason) ?? 0) + contents);
    steps.set(key, step);
  };
  const stale = staleness.sets.flatMap((set) => {
    const entries = staleEntries(set.list, staleness.now);
    for (const entry of entries) note(entry, reasonOf(entry, set.list), set.contents);
    return entries.length === 0 ? [] : [{ set, entries }];
  });
  const passes = [
    ...analyzerPasses(stale, store),
    ...retryPasses(staleness, retry, store, note),
    ...taggerPasses(stale),
    ...taggerRetries(staleness, retry, note),
  ];
  return {
    passes,
    steps: [...steps.values()].map(({ entry: { id, kind, version }, reasons }) => ({
      id,
      kind,
      version,
      reasons: Object.fromEntries(reasons),
      contents: [...reasons.values()].reduce((sum, count) => sum + count, 0),
    })),
    contents:
      stale.reduce((sum, { set }) => sum + set.contents, 0) +
      passes.filter(({ filter }) => filter.by === "failures").reduce((sum, { contents }) => sum + contents, 0),
  };
}

type Stale = readonly { readonly set: CountedSet; readonly entries: AnalyzerSet }[];

function reasonOf(entry: SetEntry, before: AnalyzerSet): string {
  const old = before.find(({ kind, id }) => kind === entry.kind && id === entry.id);
  if (!old) return "new";
  if (old.version !== entry.version) return `version ${old.version}`;
  return old.options === entry.options ? "what it needs has changed" : "other options";
}

const ofKind = (kind: SetEntry["kind"], entries: AnalyzerSet): AnalyzerSet =>
  entries.filter((one) => one.kind === kind);

/** One pass for all sets that lack the same analyzers. */
function analyzerPasses(stale: Stale, store: Store): readonly RerunPass[] {
  const lacking = stale.filter(({ entries }) => ofKind("analyzer", entries).length > 0);
  const groups = Map.groupBy(lacking, ({ entries }) =>
    ofKind("analyzer", entries)
      .map(({ id }) => id)
      .join(" "),
  );
  return [...groups].map(([ids, group]) => {
    const wanted = ids.split(" ");
    return {
      ...runsOf(wanted, store.registry),
      filter: { by: "sets", sets: group.map(({ set }) => set.id) },
      // Tags of what changes no longer hold: they are the business of a later pass.
      after: new Map(
        group.map(({ set, entries }) => [
          set.id,
          renewedSet(set.list, ofKind("analyzer", entries), ofKind("tagger", entries)),
        ]),
      ),
      contents: group.reduce((sum, { set }) => sum + set.contents, 0),
    };
  });
}

function runsOf(wanted: readonly string[], registry: Registry): Pick<RerunPass, "kind" | "stale" | "runs" | "kept"> {
  const renewal = renewalPlan(registry, wanted);
  const runs = [...new Set([...wanted, ...termAnalyzers(registry, renewal)])];
  const given = new Set(registry.analyzers.flatMap(({ fields }) => fields.map(({ column }) => column)));
  return {
    kind: "analyzers",
    stale: wanted,
    runs: wantedIn(registry.analyzers)(runs).map(({ analyzer }) => analyzer.id),
    kept: renewal.termColumns.filter(({ column }) => !given.has(column)),
  };
}

type Note = (entry: SetEntry, reason: string, contents: number) => void;

/** Contents by those among some analyzers or taggers that failed on them. */
function failedOf({ failures }: Staleness, among: AnalyzerSet, note: Note): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const { analyzers, contents } of failures) {
    const failed = among.filter(({ id }) => analyzers.includes(id));
    for (const entry of failed) note(entry, "failed", contents);
    const key = failed.map(({ id }) => id).join(" ");
    if (key !== "") groups.set(key, (groups.get(key) ?? 0) + contents);
  }
  return groups;
}

const retried = (kind: SetEntry["kind"], { now }: Staleness, retry: Retry): AnalyzerSet =>
  ofKind(kind, now).filter(({ id }) => retry === true || (retry !== false && retry.includes(id)));

/** One pass for all contents on which the same analyzers failed; what needs these had nothing to go by, and runs too. */
function retryPasses(staleness: Staleness, retry: Retry, { registry }: Store, note: Note): readonly RerunPass[] {
  const among = retried("analyzer", staleness, retry);
  return [...failedOf(staleness, among, note)].map(([key, contents]) => {
    const ids = key.split(" ");
    const needing = new Set(ids);
    const needs = (one: Parameters<typeof neededBy>[0]): boolean => neededBy(one).some((id) => needing.has(id));
    // Analyzers stand in an order in which each comes after those that it needs.
    for (const { analyzer } of registry.analyzers) if (needs(analyzer)) needing.add(analyzer.id);
    const taggers = new Set(
      registry.taggers.flatMap(({ tagger }) => (tagger.of === "content" && needs(tagger) ? [tagger.id] : [])),
    );
    const again = (entry: SetEntry): boolean => (entry.kind === "tagger" ? taggers : needing).has(entry.id);
    for (const entry of staleness.now) {
      if (again(entry) && !ids.includes(entry.id)) note(entry, "what it needs failed", contents);
    }
    return {
      ...runsOf([...needing], registry),
      filter: { by: "failures", analyzers: ids, of: among.map(({ id }) => id) },
      // Their tags are the business of a later pass.
      after: new Map(
        staleness.sets.map(({ id, list }) => [id, renewedSet(list, [], ofKind("tagger", list).filter(again))]),
      ),
      contents,
    };
  });
}

/** One pass for all contents on which the same taggers failed. */
const taggerRetries = (staleness: Staleness, retry: Retry, note: Note): readonly RerunPass[] => {
  const among = retried("tagger", staleness, retry);
  return [...failedOf(staleness, among, note)].map(([key, contents]) => ({
    kind: "taggers",
    filter: { by: "failures", analyzers: key.split(" "), of: among.map(({ id }) => id) },
    stale: key.split(" "),
    runs: key.split(" "),
    after: new Map(staleness.sets.map(({ id, list }) => [id, list])),
    kept: [],
    contents,
  }));
};

/** Tags need no bytes, so all that is stale of them is one pass over the store. */
function taggerPasses(stale: Stale): readonly RerunPass[] {
  const lacking = stale.filter(({ entries }) => ofKind("tagger", entries).length > 0);
  if (lacking.length === 0) return [];
  const ids = [...new Set(lacking.flatMap(({ entries }) => ofKind("tagger", entries).map(({ id }) => id)))];
  return [
    {
      kind: "taggers",
      filter: { by: "sets", sets: lacking.map(({ set }) => set.id) },
      stale: ids,
      runs: ids,
      after: new Map(lacking.map(({ set, entries }) => [set.id, renewedSet(set.list, ofKind("tagger", entries))])),
      kept: [],
      contents: lacking.reduce((sum, { set }) => sum + set.contents, 0),
    },
  ];
}
