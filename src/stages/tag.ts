/** tag: features, texts and names to tags, by every tagger of the plugins. */
import { type Context, type Each, each, type Step } from "../pipeline/stage.ts";
import { textsOfSong } from "../plugin/file-texts.ts";
import { namesOf } from "../plugin/names.ts";
import type { FeaturesOf, Plugin } from "../plugin/plugin.ts";
import type { Analyzed, AnalyzerFailure, Copy, Tagged } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { AnyTagger, Tag, TagEvidence } from "../plugin/tagger.ts";

/**
 * Runs the taggers of some plugins on each file, and on the names of copies that need no analysis. Name the plugins
 * whose analyzers ran before, so that the features keep their types.
 */
export function tag<const Plugins extends readonly Plugin[]>(
  ...plugins: Plugins
): Each<Analyzed<FeaturesOf<Plugins>>, Tagged<FeaturesOf<Plugins>>> {
  const { references, bound } = referencesOf(plugins);
  const stage = { stage: "tag", module: import.meta.url, name: "startTag", options: references } as const;
  const start = bound ? (_: PluginReferences, context: Context) => stepOf(plugins, context) : startTag;
  // The step looks features up by name; their types pass through untouched.
  return each({ ...stage, start, ...(bound ? { bound } : {}) }) as unknown as Each<
    Analyzed<FeaturesOf<Plugins>>,
    Tagged<FeaturesOf<Plugins>>
  >;
}

/** Starts the step in a thread. */
export const startTag = async (references: PluginReferences, context: Context): Promise<Step<Analyzed, Tagged>> =>
  stepOf(await resolvePlugins(references), context);

function stepOf(plugins: readonly Plugin[], context: Context): Step<Analyzed, Tagged> {
  const registry = createRegistry(plugins);
  /** analyzer and property -> name of the feature, for what taggers say that they need. */
  const featureOf = new Map(
    registry.analyzers.flatMap(({ analyzer, features }) =>
      features.map(([property, feature]) => [`${analyzer.id}/${property}`, feature] as const),
    ),
  );
  const contentTaggers = registry.taggers
    .filter((tagger) => tagger.of === "content")
    .map((tagger) => ({
      tagger,
      needs: Object.entries(tagger.needs).map(
        ([name, { analyzer, property }]) => [name, featureOf.get(`${analyzer}/${property}`)] as const,
      ),
    }));
  const textTaggers = registry.taggers.filter((tagger) => tagger.of === "text");
  const nameTaggers = registry.taggers.filter((tagger) => tagger.of === "copy");

  /** Runs one tagger; one that throws, or that hung before, costs only its own tags. */
  const run = (tagger: AnyTagger, tags: () => readonly Tag[], seen: Seen): readonly TagEvidence[] => {
    const fail = (code: string, message: string): readonly TagEvidence[] => {
      seen.failures.push({ analyzer: tagger.id, version: tagger.version, code, message });
      context.count(`failed ${tagger.id}`);
      return [];
    };
    // Its worker hung or died in this tagger the first time.
    if (seen.avoid?.includes(tagger.id)) return fail("killed", "It hung or ended its worker");
    context.mark(tagger.id);
    try {
      return tags().map((tag) => ({ ...tag, by: tagger.id }));
    } catch (error) {
      return fail("threw", error instanceof Error ? error.message : String(error));
    }
  };
  const copyTagsOf = (path: string, seen: Seen): readonly TagEvidence[] => {
    const names = namesOf(path);
    return nameTaggers.flatMap((tagger) => run(tagger, () => tagger.run(names), seen));
  };

  return {
    each: (file, { avoid }) => {
      const seen: Seen = { failures: [...file.failures], avoid };
      const tags = contentTaggers.flatMap(({ tagger, needs }) => {
        const values = Object.fromEntries(
          needs.map(([name, feature]) => [name, feature === undefined ? null : (file.features[feature] ?? null)]),
        );
        return run(tagger, () => tagger.run(values), seen);
      });
      const texts = textsOfSong(file.song);
      const textTags = textTaggers.flatMap((tagger) => run(tagger, () => tagger.run(texts), seen));
      const copyTags = copyTagsOf(file.path, seen);
      return { ...file, tags: [...tags, ...textTags], copyTags, failures: seen.failures };
    },
    aside: (record) => {
      const copy = record as Copy;
      return { ...copy, copyTags: copyTagsOf(copy.found.path, { failures: [], avoid: undefined }) };
    },
  };
}

/** What one file's taggers share: where failures go, and the taggers to leave out. */
interface Seen {
  readonly failures: AnalyzerFailure[];
  readonly avoid: readonly string[] | undefined;
}
