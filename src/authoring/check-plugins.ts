/**
 * Checks plugins by running them: over the same files with workers, without in reverse order, and once more by hand. What
 * they give must be of their schema, always the same, and must leave the songs as they were.
 */
import core from "../core.ts";
import { createDigest } from "../digest.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { Source } from "../pipeline/stage.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Found, Tagged } from "../plugin/records.ts";
import { createRegistry, type Registry } from "../plugin/registry.ts";
import { analyze } from "../stages/analyze.ts";
import { download } from "../stages/download.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { tag } from "../stages/tag.ts";
import { startByHand } from "./check-by-hand.ts";
import { createFindings, type Finding, type PartFigures } from "./findings.ts";

/** What a check found. */
export interface Checked {
  /** Files that hold music. */
  readonly files: number;
  readonly parts: readonly PartFigures[];
  /** What is wrong: none of it may be there. */
  readonly problems: readonly Finding[];
  /** What may be meant so. */
  readonly notes: readonly Finding[];
}

/** Items of a batch, with workers and without: a plugin that keeps something between files is not the same in both. */
const batches = { 2: 8, 0: 3 } as const;

/**
 * Checks some plugins.
 *
 * @param plugins all that are loaded, the core list among them.
 * @param isChecked whether one of them is to be checked; the others give what it needs.
 * @throws PluginError when the plugins cannot be used together.
 */
export async function checkPlugins(
  plugins: readonly Plugin[],
  isChecked: (plugin: Plugin) => boolean,
  files: readonly Found[],
): Promise<Checked> {
  const registry = createRegistry(plugins);
  const findings = createFindings(registry, isChecked);
  const byHand = startByHand(registry, isChecked, findings, await createDigest());
  const first = new Map<string, ReadonlyMap<string, string>>();
  const unsafe = new Set<string>();
  for await (const file of journey(plugins, files, 2)) {
    first.set(file.path, givenIn(file, registry));
    // It would end this thread too, or keep it.
    if (file.failures.some(({ code }) => ["hung", "killed"].includes(code))) unsafe.add(file.path);
    findings.file(file);
  }
  const safe = files.filter(({ path }) => first.has(path) && !unsafe.has(path)).reverse();
  for await (const file of journey(plugins, safe, 0)) {
    const [before, now] = [first.get(file.path), givenIn(file, registry)];
    for (const [id, given] of now) {
      const known = before?.get(id);
      if (known !== undefined) findings.compare(id, file.path, ["in a worker", known], ["in reverse order", given]);
    }
    byHand(file, now);
  }
  return { files: first.size, ...findings.report() };
}

function journey(plugins: readonly Plugin[], files: readonly Found[], workers: 0 | 2): AsyncGenerator<Tagged, void> {
  const source: Source<Found> = async function* found() {
    yield* files;
  };
  const stages = [download(), hash(), parse(), analyze(core, ...others(plugins)), tag(...plugins)] as const;
  return pipeline(source, ...stages).items({ workers, batch: batches[workers] }) as AsyncGenerator<Tagged, void>;
}

const others = (plugins: readonly Plugin[]): readonly Plugin[] => plugins.filter(({ name }) => name !== core.name);

/** What each analyzer and tagger gave on a file, as text; what failed gave nothing. */
function givenIn({ features, tags, copyTags, failures }: Tagged, registry: Registry): ReadonlyMap<string, string> {
  const failed = new Set(failures.map(({ analyzer }) => analyzer));
  const given = new Map<string, string>();
  for (const { analyzer, features: own } of registry.analyzers) {
    if (failed.has(analyzer.id)) continue;
    given.set(
      analyzer.id,
      JSON.stringify(
        Object.fromEntries(
          own.map(([property, name]) => [property, (features as Readonly<Record<string, unknown>>)[name]]),
        ),
      ),
    );
  }
  const evidence = [...tags, ...copyTags];
  for (const { tagger } of registry.taggers) {
    if (!failed.has(tagger.id)) given.set(tagger.id, JSON.stringify(evidence.filter(({ by }) => by === tagger.id)));
  }
  return given;
}
