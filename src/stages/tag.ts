/** tag: features, texts and names to tags, by every tagger of the plugins. */

import { taggersOf } from "../catalogue/renewing/analyzer-set.ts";
import { type Context, type Each, each, type Step } from "../pipeline/stage.ts";
import { textsOfSong } from "../plugin/file-texts.ts";
import type { FeaturesOf, Plugin } from "../plugin/plugin.ts";
import type { Analyzed, Copy, Tagged } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import { type Findings, startTaggers } from "./run-taggers.ts";

/**
 * Runs the taggers of some plugins on each file, and on the names of copies that need no analysis. Name the plugins
 * whose analyzers ran before, so that the features keep their types.
 */
export function tag<const Plugins extends readonly Plugin[]>(
  ...plugins: Plugins
): Each<Analyzed<FeaturesOf<Plugins>>, Tagged<FeaturesOf<Plugins>>> {
  const { references, bound } = referencesOf(plugins);
  const stage = { stage: "tag", module: import.meta.url, name: "startTag", options: references } as const;
  const start = (_: PluginReferences, context: Context) => stepOf(plugins, context);
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
  const taggers = startTaggers(plugins, context);
  const ran = taggersOf(createRegistry(plugins));
  const joined = (file: Analyzed, content: Findings, copy: Findings): Tagged => ({
    ...file,
    tags: content.tags,
    copyTags: copy.tags,
    taggers: ran,
    failures: [...file.failures, ...content.failures, ...copy.failures],
  });
  return {
    each: (file) => {
      const content = taggers.ofContent(file.features, () => textsOfSong(file.song));
      const copy = taggers.ofCopy(file.placed?.inside ?? file.path);
      if (!(content instanceof Promise) && !(copy instanceof Promise)) return joined(file, content, copy);
      return Promise.all([content, copy]).then(([ofContent, ofCopy]) => joined(file, ofContent, ofCopy));
    },
    aside: (record) => {
      const copy = record as Copy;
      const found = taggers.ofCopy(copy.found.placed?.inside ?? copy.found.path);
      const tagged = ({ tags }: Findings): Copy => ({ ...copy, copyTags: tags, taggers: ran });
      return found instanceof Promise ? found.then(tagged) : tagged(found);
    },
    stop: taggers.stop,
  };
}
