/** Runs the taggers of some plugins, here or in a process of their own; each costs at worst its own tags. */
import { isolatedIn } from "../isolation/plugins.ts";
import type { Context } from "../pipeline/stage.ts";
import type { Field } from "../plugin/fields.ts";
import type { FileTexts } from "../plugin/file-texts.ts";
import { kindOf } from "../plugin/kinds.ts";
import { namesOf } from "../plugin/names.ts";
import { isOwn, type Plugin } from "../plugin/plugin.ts";
import type { AnalyzerFailure } from "../plugin/records.ts";
import { createRegistry, type RegisteredTagger } from "../plugin/registry.ts";
import { failureOf } from "../plugin/run-analyzer.ts";
import { runTagger, type Tagging } from "../plugin/run-tagger.ts";
import type { TagEvidence } from "../plugin/tagger.ts";
import { createGuard } from "./guard.ts";

/** What taggers found, and those that failed. */
export interface Findings {
  readonly tags: readonly TagEvidence[];
  readonly failures: readonly AnalyzerFailure[];
}

/** Taggers at work in one thread. A promise comes only where one of them is isolated. */
export interface RunningTaggers {
  /** Tags of a content, of its features and of the texts in it. */
  readonly ofContent: (
    features: Readonly<Record<string, unknown>>,
    texts: () => FileTexts,
  ) => Findings | Promise<Findings>;
  /** Tags of the names of one copy. */
  readonly ofCopy: (path: string) => Findings | Promise<Findings>;
  readonly stop: () => void;
}

/** Seconds that a stranger's tagger may take on one file. */
const strangerSeconds = 5;

/** Digits that any number of 32 bits needs at most. */
const mostDigits = 9;

/** A number as a column of 32 bits gives it back: the shortest that is rounded to the same. */
export function storedSingle(value: number): number {
  const single = Math.fround(value);
  if (Number.isInteger(single)) return single;
  for (let digits = 1; digits < mostDigits; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(mostDigits));
}

/**
 * Starts the taggers of some plugins.
 *
 * @param ids those that run; all unless said.
 */
export function startTaggers(plugins: readonly Plugin[], context: Context, ids?: readonly string[]): RunningTaggers {
  const { analyzers, taggers } = createRegistry(plugins);
  const guard = createGuard(context);
  const isolated = isolatedIn(plugins);
  // Taggers see values as they come back from the store, so that a tag never depends on where its value came from.
  const single = new Set(
    analyzers.flatMap(({ fields, features }) =>
      features.filter((_, n) => kindOf((fields[n] as Field).kind).sql === "float4").map(([, feature]) => feature),
    ),
  );
  const running = taggers.filter(({ tagger }) => ids === undefined || ids.includes(tagger.id));
  const ofContent = running.filter(({ tagger }) => tagger.of !== "copy");
  const ofCopy = running.filter(({ tagger }) => tagger.of === "copy");

  const run = (
    some: readonly RegisteredTagger[],
    inputOf: (one: RegisteredTagger) => unknown,
  ): Findings | Promise<Findings> => {
    const tags: TagEvidence[] = [];
    const failures: AnalyzerFailure[] = [];
    const settle = ({ tagger, plugin }: RegisteredTagger, found: Tagging): void => {
      if ("failure" in found) failures.push(found.failure);
      else for (const tag of found.tags) tags.push({ ...tag, by: tagger.id });
      guard.note(tagger, plugin, "failure" in found);
    };
    const apart: RegisteredTagger[] = [];
    for (const one of some) {
      const out = guard.leftOut(one.tagger);
      if (out) settle(one, { failure: out });
      else if (isolated.has(one.plugin)) apart.push(one);
      else {
        context.mark(one.tagger.id, isOwn(one.plugin) ? undefined : strangerSeconds);
        settle(one, runTagger(one.tagger, inputOf(one)));
      }
    }
    if (apart.length === 0) return { tags, failures };
    return isolated.tag(apart.map((one) => [one.tagger.id, inputOf(one)] as const)).then((answers) => {
      for (const one of apart) {
        const answer = answers.find(({ id }) => id === one.tagger.id);
        const lost = failureOf(one.tagger, "killed", "Its process did not answer");
        settle(one, answer && !("output" in answer) ? answer : { failure: lost });
      }
      return { tags, failures };
    });
  };

  return {
    ofContent: (features, texts) =>
      run(ofContent, ({ tagger, needs }) => {
        if (tagger.of === "text") return texts();
        const values: Record<string, unknown> = {};
        for (const [name, feature] of needs) {
          const value = features[feature] ?? null;
          values[name] = single.has(feature) && typeof value === "number" ? storedSingle(value) : value;
        }
        return values;
      }),
    ofCopy: (path) => {
      const names = namesOf(path);
      return run(ofCopy, () => names);
    },
    stop: isolated.stop,
  };
}
