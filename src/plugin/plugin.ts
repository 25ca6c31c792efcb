/** Plugins: a named bundle of extensions, known by the URL of its module so that workers can load it. */
import type { z } from "zod";
import type { Analyzer, AnyAnalyzer } from "./analyzer.ts";
import type { PluginCommand } from "./command.ts";
import type { NamedPattern } from "./named-pattern.ts";
import type { QueryFunction } from "./query-function.ts";
import type { Renderer } from "./renderer.ts";
import type { AnySink } from "./sink.ts";
import type { AnySource } from "./source.ts";
import type { AnyTagger } from "./tagger.ts";

/** What a plugin may provide. */
export type Provided =
  | AnyAnalyzer
  | AnyTagger
  | AnySource
  | AnySink
  | QueryFunction
  | NamedPattern
  | Renderer
  | PluginCommand;

/** The interface version that plugins are written against. */
export const apiVersion = 1;

/** Options by the id of what they are for: `{ arp: { minRun: 6 } }`. */
export type PluginOptions = Readonly<Record<string, unknown>>;

/** One plugin: plain data, no side effects. */
export interface Plugin<Name extends string = string, Provides extends readonly Provided[] = readonly Provided[]> {
  readonly kind: "plugin";
  readonly name: Name;
  readonly api: typeof apiVersion;
  readonly provides: Provides;
  /** URL of the module whose default export is this plugin; workers import it. Undefined: defined inline. */
  readonly url: string | undefined;
  /** Options that differ from their defaults; `configure` sets them. */
  readonly options?: PluginOptions;
  /** Set where it runs in a process of its own; `isolate` sets it. */
  readonly isolate?: IsolationLimits;
}

/** What a plugin in a process of its own may cost. */
export interface IsolationLimits {
  /** Seconds on one file, unless the analyzer itself says otherwise. */
  readonly seconds: number;
  /** Megabytes that the process may hold; noticed on Linux only. */
  readonly megabytes: number;
}

/** Limits of an isolated plugin unless it is given others. */
export const isolation: IsolationLimits = { seconds: 10, megabytes: 1024 };

/**
 * The same plugin in a process of its own, beside each worker: for native code, which may crash or leak. It costs a
 * second reading of each file, and the way there and back.
 *
 * @example
 * analyze(core, isolate(arp, { megabytes: 500 }));
 */
export const isolate = <One extends Plugin>(plugin: One, limits: Partial<IsolationLimits> = {}): One => ({
  ...plugin,
  isolate: { ...isolation, ...limits },
});

/**
 * Declares a plugin. Pass `import.meta.url`, and make it the default export of its file.
 *
 * @example
 * export default definePlugin(import.meta.url, { name: "arp", api: 1, provides: [arpeggio, fast] });
 */
export function definePlugin<const Name extends string, const Provides extends readonly Provided[]>(
  url: string | undefined,
  declared: { readonly name: Name; readonly api: typeof apiVersion; readonly provides: Provides },
): Plugin<Name, Provides> {
  return { kind: "plugin", url, ...declared };
}

type WithOptions<One> = One extends {
  readonly id: infer Id extends string;
  readonly options: infer Schema extends z.ZodType;
}
  ? { readonly [K in Id]?: z.input<Schema> }
  : unknown;
/** The options that a plugin takes, by the id of what they are for. */
export type OptionsOf<One> = One extends Plugin<string, infer Provides> ? Union<WithOptions<Provides[number]>> : never;

/**
 * The same plugin with options for its analyzers, sources and sinks. They are read when a registry is made: a wrong one
 * is refused there.
 *
 * @example
 * analyze(core, configure(arp, { arp: { minRun: 6 } }));
 */
export const configure = <One extends Plugin>(plugin: One, options: OptionsOf<One>): One => ({
  ...plugin,
  options: { ...plugin.options, ...(options as PluginOptions) },
});

/** The name of midiq's own plugin, whose fields have bare names: `bpm`, not `tempo.bpm`. A name alone is trusted by nothing: `isOwn`. */
export const ownName = "core";

/** What midiq's own plugin provides, by identity: copies of the plugin with options share the very list, and nobody else has it. */
const own = new WeakSet<readonly Provided[]>();

/** Declares the plugin that comes with midiq, and is trusted as midiq is: `src/core.ts` does, once. */
export function markOwn<One extends Plugin>(plugin: One): One {
  own.add(plugin.provides);
  return plugin;
}

/** Whether it is midiq's own plugin. All others are strangers: checked, timed, isolated, with prefixed fields. */
export const isOwn = ({ provides }: Plugin): boolean => own.has(provides);

type Union<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer All) => void ? All : never;
type Outputs<Name, Provides> = Provides extends readonly (infer One)[]
  ? One extends Analyzer<infer Id, infer Output, infer _Options, infer _Wanted>
    ? Name extends typeof ownName
      ? z.output<Output>
      : { [K in keyof z.output<Output> & string as `${Id}.${K}`]: z.output<Output>[K] }
    : never
  : never;

/** The features that a list of plugins gives, by property: `bpm` for the core list, `arp.rate` for others. */
export type FeaturesOf<Plugins extends readonly Plugin[]> = {
  readonly [K in keyof Union<FeaturesEach<Plugins>>]: Union<FeaturesEach<Plugins>>[K];
};
type FeaturesEach<Plugins> = Plugins extends readonly (infer One)[]
  ? One extends Plugin<infer Name, infer Provides>
    ? Outputs<Name, Provides>
    : never
  : never;
