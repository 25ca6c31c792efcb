/** analyze: notes to features, by every analyzer of the plugins; one that fails costs only its own fields. */
import { type Context, type Each, each, type Item, type Step } from "../pipeline/stage.ts";
import type { FeaturesOf, Plugin } from "../plugin/plugin.ts";
import { bareNames } from "../plugin/plugin.ts";
import type { Analyzed, AnalyzerFailure, Parsed } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry, type Registered } from "../plugin/registry.ts";

/**
 * Runs the analyzers of some plugins on each song. The features are one flat record: `file.features.bpm`,
 * `file.features["arp.rate"]`.
 */
export function analyze<const Plugins extends readonly Plugin[]>(
  ...plugins: Plugins
): Each<Parsed, Analyzed<FeaturesOf<Plugins>>> {
  const { references, bound } = referencesOf(plugins);
  const stage = { stage: "analyze", module: import.meta.url, name: "startAnalyze", options: references } as const;
  const start = bound ? (_: PluginReferences, context: Context) => stepOf(plugins, context) : startAnalyze;
  // The record that the step builds has the names and types that FeaturesOf computes from the same schemas.
  return each({ ...stage, start, ...(bound ? { bound } : {}) }) as Each<Parsed, Analyzed<FeaturesOf<Plugins>>>;
}

/** Starts the step in a thread. */
export const startAnalyze = async (references: PluginReferences, context: Context): Promise<Step<Parsed, Analyzed>> =>
  stepOf(await resolvePlugins(references), context);

function stepOf(plugins: readonly Plugin[], context: Context): Step<Parsed, Analyzed> {
  const prepared = createRegistry(plugins).analyzers.map((registered) => ({
    ...registered,
    // Our own analyzers' output is held to their schemas by tests; a stranger's is checked on every file.
    checked: registered.plugin.name !== bareNames,
  }));
  return {
    each: (file, item) => {
      const features: Record<string, unknown> = {};
      const failures: AnalyzerFailure[] = [];
      for (const one of prepared) {
        const { analyzer } = one;
        const output = runOne(one, file, item, context, failures);
        for (const [property, feature] of one.features) features[feature] = output?.[property] ?? null;
        if (output === undefined) context.count(`failed ${analyzer.id}`);
      }
      return { ...file, features, failures };
    },
  };
}

/** Runs one analyzer; undefined, and a failure on the list, when it throws or its output breaks its schema. */
function runOne(
  one: Registered & { readonly checked: boolean },
  file: Parsed,
  item: Item,
  context: Context,
  failures: AnalyzerFailure[],
): Readonly<Record<string, unknown>> | undefined {
  const { analyzer } = one;
  const fail = (code: string, message: string): undefined => {
    failures.push({ analyzer: analyzer.id, version: analyzer.version, code, message });
    return undefined;
  };
  // Its worker hung or died in this analyzer the first time.
  if (item.avoid?.includes(analyzer.id)) return fail("killed", "It hung or ended its worker");
  context.mark(analyzer.id);
  try {
    const output = analyzer.run(file.song, one.options);
    if (!one.checked) return output;
    const checked = analyzer.output.safeParse(output);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    return fail("bad-output", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not what its schema says"}`);
  } catch (error) {
    const code = (error as { readonly code?: unknown } | null)?.code;
    return fail(typeof code === "string" ? code : "threw", error instanceof Error ? error.message : String(error));
  }
}
