/** retag: tags of known contents anew, from what is stored of them. */

import type { StagedRow } from "../catalogue/adding/row-set.ts";
import type { RecallFilter } from "../catalogue/renewing/recall.ts";
import {
  beginRetagging,
  type Retagging,
  retaggedContent,
  retaggedCopy,
  type TaggedContent,
  taggedContents,
} from "../catalogue/renewing/retag.ts";
import type { Opened } from "../catalogue/store.ts";
import { RowPacker } from "../catalogue/tables/copy-binary.ts";
import { nameColumns } from "../catalogue/tables/copy-names.ts";
import { featureColumns, staged } from "../catalogue/tables/plan.ts";
import { type Context, type Each, each, type Sink, type Source, type Step, skip } from "../pipeline/stage.ts";
import { namesOf } from "../plugin/names.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { TagEvidence } from "../plugin/tagger.ts";
import { type Findings, startTaggers } from "./run-taggers.ts";

/** A content with the tags that it has now. */
interface Retagged extends TaggedContent {
  readonly found: Findings;
  readonly foundOfCopies: readonly Findings[];
}

/**
 * A source of known contents as taggers see them: their texts, their names, and the values that taggers need.
 *
 * @param needed features, by name, that the taggers need.
 */
export function recallTags({ store }: Opened, filter: RecallFilter, needed: readonly string[]): Source<TaggedContent> {
  const columns = featureColumns(store.registry.fields).filter(({ feature }) => needed.includes(feature));
  return async function* recalled() {
    const { inside } = await store.places();
    for await (const contents of taggedContents(store, filter, columns))
      for (const one of contents)
        yield { ...one, copies: one.copies.map((copy) => ({ ...copy, path: inside(copy.path) })) };
  };
}

/** What travels to the workers. */
interface RetagOptions {
  readonly references: PluginReferences;
  readonly ids: readonly string[];
}

/** Runs some taggers, by id, of some plugins on stored contents. */
export function retag(plugins: readonly Plugin[], ids: readonly string[]): Each<TaggedContent, Retagged> {
  const { references, bound } = referencesOf(plugins);
  const options: RetagOptions = { references, ids };
  const stage = { stage: "tag", module: import.meta.url, name: "startRetag", options } as const;
  const start = (_: RetagOptions, context: Context) => stepOf(plugins, ids, context);
  return each({ ...stage, start, ...(bound ? { bound } : {}) });
}

/** Starts the step in a thread. */
export const startRetag = async (
  { references, ids }: RetagOptions,
  context: Context,
): Promise<Step<TaggedContent, Retagged>> => stepOf(await resolvePlugins(references), ids, context);

function stepOf(plugins: readonly Plugin[], ids: readonly string[], context: Context): Step<TaggedContent, Retagged> {
  const taggers = startTaggers(plugins, context, ids);
  return {
    each: (content) => {
      const found = taggers.ofContent(content.features, () => content.texts);
      const foundOfCopies = content.copies.map(({ path }) => taggers.ofCopy(path));
      if (!(found instanceof Promise) && !foundOfCopies.some((one) => one instanceof Promise)) {
        return { ...content, found, foundOfCopies: foundOfCopies as readonly Findings[] };
      }
      return Promise.all([found, ...foundOfCopies]).then(([first, ...others]) => ({
        ...content,
        found: first,
        foundOfCopies: others,
      }));
    },
    stop: taggers.stop,
  };
}

/**
 * A sink for contents that were tagged anew. Counts `retagged`. Tags of other taggers stay.
 *
 * @param ids taggers that ran.
 * @param sets number of the set that a content has then, by the number of the one before.
 */
export function storeTags(
  { store }: Opened,
  plugins: readonly Plugin[],
  ids: readonly string[],
  sets: ReadonlyMap<number, number>,
): Sink<Retagged> {
  const order = createRegistry(plugins).taggers.map(({ tagger }) => tagger.id);
  let begun: Promise<Retagging> | undefined;
  return {
    kind: "sink",
    pack: each({
      stage: "store",
      module: import.meta.url,
      name: "startPackTags",
      start: startPackTags,
      prepare: async () => {
        begun = beginRetagging(store, ids);
        await begun;
        return { ids, order, sets };
      },
    }),
    write: async (batches, run) => {
      const retagging = await (begun as Promise<Retagging>);
      for await (const packed of batches) run.count("retagged", await retagging.write(packed));
      await retagging.end(run.report(), undefined, run.stop);
    },
  };
}

/** What the packing step needs to know. */
interface PackOptions {
  readonly ids: readonly string[];
  /** All loaded taggers in their order. */
  readonly order: readonly string[];
  readonly sets: ReadonlyMap<number, number>;
}

/** Starts the packing step in a thread. */
export function startPackTags({ ids, order, sets }: PackOptions, _context: Context): Step<Retagged, never> {
  const contents = new RowPacker(retaggedContent);
  const copies = new RowPacker(retaggedCopy);
  const failed = new RowPacker(staged.failure);
  const ran = new Set(ids);
  const place = new Map(order.map((id, n) => [id, n]));
  const placeOf = ({ by }: TagEvidence): number => place.get(by) ?? order.length;
  // In the order of the taggers, as when the content came in, whichever of them ran now.
  const joined = (before: readonly TagEvidence[], found: Findings): readonly TagEvidence[] =>
    [...found.tags, ...before.filter(({ by }) => by !== undefined && !ran.has(by))].sort(
      (a, b) => placeOf(a) - placeOf(b),
    );
  return {
    each: ({ content, set, evidence, found, copies: known, foundOfCopies }) => {
      const own = joined(evidence, found);
      const row: Readonly<Record<(typeof retaggedContent)[number]["column"], unknown>> = {
        id: content,
        analyzer_set: sets.get(set) ?? set,
        own_tags: tagNames(own),
        own_tag_sources: tagSources(own),
        evidence: own.length > 0 ? own : null,
      };
      contents.row(retaggedContent.map(({ column }) => row[column]));
      const failures = [...found.failures];
      known.forEach((copy, n) => {
        const of = foundOfCopies[n] as Findings;
        const all = joined(copy.evidence, of);
        const { name, folders } = namesOf(copy.path);
        const told: Readonly<Record<(typeof retaggedCopy)[number]["column"], unknown>> = {
          id: BigInt(copy.id),
          tags: tagNames(all),
          tag_sources: tagSources(all),
          evidence: all.length > 0 ? all : null,
          ...nameColumns(name, folders),
        };
        copies.row(retaggedCopy.map(({ column }) => told[column]));
        failures.push(...of.failures);
      });
      for (const failure of failures) {
        const why: StagedRow<"failure"> = { content, ...failure };
        failed.row(staged.failure.map(({ column }) => why[column]));
      }
      return skip;
    },
    flush: () =>
      contents.length > 0 ? { buffers: [contents.take(), copies.take(), failed.take()], about: null } : undefined,
  };
}

const tagNames = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ tag }) => tag))].sort();
const tagSources = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ source }) => source))].sort();
