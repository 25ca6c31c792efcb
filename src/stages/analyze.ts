/** analyze: notes to features, by every analyzer of the plugins; one that fails costs only its own fields. */

import { analyzersOf } from "../catalogue/renewing/analyzer-set.ts";
import { isolatedIn } from "../isolation/plugins.ts";
import { type Context, type Each, each, type Step } from "../pipeline/stage.ts";
import { wantedIn } from "../plugin/order.ts";
import { type FeaturesOf, isOwn, type Plugin } from "../plugin/plugin.ts";
import type { Analyzed, AnalyzerFailure, Parsed } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry, type Registered } from "../plugin/registry.ts";
import { failureOf, type Outcome, runAnalyzer } from "../plugin/run-analyzer.ts";
import { createGuard } from "./guard.ts";

/**
 * Runs the analyzers of some plugins on each song. The features are one flat record: `file.features.bpm`,
 * `file.features["arp.rate"]`. A file that is recalled from the store is analyzed by what it wants, and what that needs, only.
 */
export function analyze<const Plugins extends readonly Plugin[]>(
  ...plugins: Plugins
): Each<Parsed, Analyzed<FeaturesOf<Plugins>>> {
  const { references, bound } = referencesOf(plugins);
  const stage = { stage: "analyze", module: import.meta.url, name: "startAnalyze", options: references } as const;
  // In this thread the plugins at hand run: a script that defines one would wait for itself if it were imported again.
  const start = (_: PluginReferences, context: Context) => stepOf(plugins, context);
  // The record that the step builds has the names and types that FeaturesOf computes from the same schemas.
  return each({ ...stage, start, ...(bound ? { bound } : {}) }) as Each<Parsed, Analyzed<FeaturesOf<Plugins>>>;
}

/** Starts the step in a thread. */
export const startAnalyze = async (references: PluginReferences, context: Context): Promise<Step<Parsed, Analyzed>> =>
  stepOf(await resolvePlugins(references), context);

/** Seconds that a stranger's analyzer may take on one file unless it says otherwise. */
const strangerSeconds = 10;
/** One file in so many is timed by analyzer. */
const timedFiles = 16;

/** A file at work: what is known of it so far. */
interface Work {
  readonly file: Parsed;
  readonly features: Record<string, unknown>;
  readonly failures: AnalyzerFailure[];
  readonly isTimed: boolean;
}

function stepOf(plugins: readonly Plugin[], context: Context): Step<Parsed, Analyzed> {
  const { analyzers } = createRegistry(plugins);
  const ran = analyzersOf({ analyzers });
  const guard = createGuard(context);
  const isolated = isolatedIn(plugins);
  let files = 0;

  const settle = (
    { features, failures }: Work,
    { analyzer, features: own, plugin }: Registered,
    outcome: Outcome,
  ): void => {
    const output = "output" in outcome ? outcome.output : undefined;
    for (const [property, feature] of own) features[feature] = output?.[property] ?? null;
    if ("failure" in outcome) failures.push(outcome.failure);
    guard.note(analyzer, plugin, "failure" in outcome);
  };

  const runHere = (work: Work, one: Registered): void => {
    const { analyzer, plugin } = one;
    const out = guard.leftOut(analyzer);
    if (out) return settle(work, one, { failure: out });
    // Our own analyzers' output is held to their schemas by tests; a stranger's is checked on every file.
    const isStranger = !isOwn(plugin);
    context.mark(analyzer.id, isStranger ? (analyzer.seconds ?? strangerSeconds) : analyzer.seconds);
    const began = work.isTimed ? performance.now() : 0;
    settle(work, one, runAnalyzer(one, work.file.song, work.features, isStranger));
    if (work.isTimed) context.spend(analyzer.id, ((performance.now() - began) / 1000) * timedFiles);
  };

  /** Runs neighbours that are isolated, in one request. */
  const runApart = async (work: Work, some: readonly Registered[]): Promise<void> => {
    const fit = some.filter((one) => {
      const out = guard.leftOut(one.analyzer);
      if (out) settle(work, one, { failure: out });
      return !out;
    });
    const began = performance.now();
    const ids = fit.map(({ analyzer }) => analyzer.id);
    const answers = await isolated.analyze(
      { ids, features: work.features, parse: work.file.parsedUnder ?? {} },
      work.file.bytes,
    );
    const spent = (performance.now() - began) / 1000 / Math.max(1, ids.length);
    for (const one of fit) {
      const answer = answers.find(({ id }) => id === one.analyzer.id);
      const lost = failureOf(one.analyzer, "killed", "Its process did not answer");
      settle(work, one, answer && !("tags" in answer) ? answer : { failure: lost });
      if (work.isTimed) context.spend(one.analyzer.id, spent * timedFiles);
    }
  };

  /** Runs some analyzers in order; a promise only where one of them is isolated. */
  const runAll = (work: Work, some: readonly Registered[]): void | Promise<void> => {
    for (let n = 0; n < some.length; n++) {
      const one = some[n] as Registered;
      if (!isolated.has(one.plugin)) {
        runHere(work, one);
        continue;
      }
      let end = n;
      while (end < some.length && isolated.has((some[end] as Registered).plugin)) end++;
      return runApart(work, some.slice(n, end)).then(() => runAll(work, some.slice(end)));
    }
  };

  const wantedOf = wantedIn(analyzers);
  return {
    each: (file) => {
      const work: Work = { file, features: {}, failures: [], isTimed: files++ % timedFiles === 0 };
      context.count("analyzed");
      const done = (): Analyzed => ({ ...file, features: work.features, failures: work.failures, analyzers: ran });
      const pending = runAll(work, file.recalled ? wantedOf(file.recalled.wanted) : analyzers);
      return pending ? pending.then(done) : done();
    },
    stop: isolated.stop,
  };
}
