/** tag: features and names to tags, by every tagger of the plugins. */
import { type Context, type Each, each, type Step } from "../pipeline/stage.ts";
import { namesOf } from "../plugin/names.ts";
import type { FeaturesOf, Plugin } from "../plugin/plugin.ts";
import type { Analyzed, AnalyzerFailure, Copy, Tagged } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { AnyTagger, Tag } from "../plugin/tagger.ts";

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
  const contentTaggers = registry.taggers.flatMap(({ tagger, needs }) =>
    tagger.of === "content" ? [{ tagger, needs }] : [],
  );
  const nameTaggers = registry.taggers.flatMap(({ tagger }) => (tagger.of === "copy" ? [tagger] : []));

  /** Runs one tagger; one that throws costs only its own tags. */
  const run = (tagger: AnyTagger, tags: () => readonly Tag[], failures: AnalyzerFailure[]): readonly Tag[] => {
    context.mark(tagger.id);
    try {
      return tags();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ analyzer: tagger.id, version: tagger.version, code: "threw", message });
      context.count(`failed ${tagger.id}`);
      return [];
    }
  };
  const copyTagsOf = (path: string, failures: AnalyzerFailure[]): readonly Tag[] => {
    const names = namesOf(path);
    return nameTaggers.flatMap((tagger) => run(tagger, () => tagger.run(names), failures));
  };

  return {
    each: (file) => {
      const failures = [...file.failures];
      const tags = contentTaggers.flatMap(({ tagger, needs }) => {
        const values = Object.fromEntries(needs.map(([name, feature]) => [name, file.features[feature] ?? null]));
        return run(tagger, () => tagger.run(values), failures);
      });
      return { ...file, tags, copyTags: copyTagsOf(file.path, failures), failures };
    },
    aside: (record) => {
      const copy = record as Copy;
      return { ...copy, copyTags: copyTagsOf(copy.found.path, []) };
    },
  };
}
