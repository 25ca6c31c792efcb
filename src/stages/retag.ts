/** retag: tags of known contents anew, from what is stored of them. */
import { nameFacts } from "../music/name-facts.ts";
import { type Context, type Each, each, type Sink, type Source, type Step, skip } from "../pipeline/stage.ts";
import { namesOf } from "../plugin/names.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { TagEvidence } from "../plugin/tagger.ts";
import { RowPacker } from "../store/copy-binary.ts";
import { featureColumns, staged } from "../store/plan.ts";
import type { RecallFilter } from "../store/recall.ts";
import { retaggedContent, retaggedCopy, type TaggedContent } from "../store/retag.ts";
import type { Store } from "../store/store.ts";
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
export function recallTags(db: Store, filter: RecallFilter, needed: readonly string[]): Source<TaggedContent> {
  const columns = featureColumns(db.registry.fields).filter(({ feature }) => needed.includes(feature));
  return async function* recalled() {
    for await (const contents of db.recallTags(filter, columns)) yield* contents;
  };
}

/** Runs the taggers of some plugins on stored contents. */
export function retag(plugins: readonly Plugin[]): Each<TaggedContent, Retagged> {
  const { references, bound } = referencesOf(plugins);
  const stage = { stage: "tag", module: import.meta.url, name: "startRetag", options: references } as const;
  const start = bound ? (_: PluginReferences, context: Context) => stepOf(plugins, context) : startRetag;
  return each({ ...stage, start, ...(bound ? { bound } : {}) });
}

/** Starts the step in a thread. */
export const startRetag = async (
  references: PluginReferences,
  context: Context,
): Promise<Step<TaggedContent, Retagged>> => stepOf(await resolvePlugins(references), context);

function stepOf(plugins: readonly Plugin[], context: Context): Step<TaggedContent, Retagged> {
  const taggers = startTaggers(plugins, context);
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
 * A sink for contents that were tagged anew. Counts `retagged`. Tags of taggers that are not loaded stay.
 *
 * @param sets number of the set that a content has then, by the number of the one before.
 */
export function storeTags(db: Store, plugins: readonly Plugin[], sets: ReadonlyMap<number, number>): Sink<Retagged> {
  const taggers = createRegistry(plugins).taggers.map(({ tagger }) => tagger.id);
  return {
    kind: "sink",
    pack: each({
      stage: "store",
      module: import.meta.url,
      name: "startPackTags",
      start: startPackTags,
      prepare: async () => {
        await db.beginRetagging();
        return { taggers, sets };
      },
    }),
    write: async (batches, run) => {
      for await (const packed of batches) run.count("retagged", await db.retag(packed, taggers));
      await db.endRun(run.report());
    },
  };
}

/** Starts the packing step in a thread. */
export function startPackTags(
  { taggers, sets }: { readonly taggers: readonly string[]; readonly sets: ReadonlyMap<number, number> },
  _context: Context,
): Step<Retagged, never> {
  const contents = new RowPacker(retaggedContent);
  const copies = new RowPacker(retaggedCopy);
  const failed = new RowPacker(staged.failure);
  const ran = new Set(taggers);
  const joined = (before: readonly TagEvidence[], found: Findings): readonly TagEvidence[] => [
    ...found.tags,
    ...before.filter(({ by }) => by !== undefined && !ran.has(by)),
  ];
  return {
    each: ({ content, set, evidence, found, copies: known, foundOfCopies }) => {
      const own = joined(evidence, found);
      contents.row([content, sets.get(set) ?? set, tagNames(own), tagSources(own), own.length > 0 ? own : null]);
      const failures = [...found.failures];
      known.forEach((copy, n) => {
        const of = foundOfCopies[n] as Findings;
        const all = joined(copy.evidence, of);
        const said = nameFacts(namesOf(copy.path).name);
        const facts = [said.bpm, said.key, said.bars, said.track];
        copies.row([BigInt(copy.id), tagNames(all), tagSources(all), all.length > 0 ? all : null, ...facts]);
        failures.push(...of.failures);
      });
      for (const { analyzer, version, code, message } of failures)
        failed.row([content, analyzer, version, code, message]);
      return skip;
    },
    flush: () =>
      contents.length > 0 ? { buffers: [contents.take(), copies.take(), failed.take()], about: null } : undefined,
  };
}

const tagNames = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ tag }) => tag))].sort();
const tagSources = (tags: readonly TagEvidence[]): string[] => [...new Set(tags.map(({ source }) => source))].sort();
