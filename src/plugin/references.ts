/** How plugins travel to workers: by the URL of their module, their name, and their options. */
import { loadPlugins } from "./load.ts";
import type { IsolationLimits, Plugin, PluginOptions } from "./plugin.ts";

/** One plugin as a worker needs it. */
interface PluginReference {
  readonly url: string;
  readonly name: string;
  readonly options: PluginOptions | undefined;
  readonly isolate: IsolationLimits | undefined;
}

/** Plugins as a worker needs them. */
export type PluginReferences = readonly PluginReference[];

/** Where some plugins can be loaded from, and why they cannot travel when one has no URL. */
export function referencesOf(plugins: readonly Plugin[]): {
  readonly references: PluginReferences;
  readonly bound?: string;
} {
  const inline = plugins.filter(({ url }) => url === undefined).map(({ name }) => name);
  const references = plugins.flatMap(({ url, name, options, isolate }) =>
    url === undefined ? [] : [{ url, name, options, isolate }],
  );
  if (inline.length === 0) return { references };
  const what = `the plugin "${inline[0]}" was defined without a URL`;
  return { references, bound: `${what}: put it in a file of its own and pass import.meta.url, or use workers: 0` };
}

/** The plugins of some references, in order. */
export const resolvePlugins = (references: PluginReferences): Promise<readonly Plugin[]> =>
  Promise.all(
    references.map(async ({ url, name, options, isolate }) => {
      const all = await loadPlugins(url);
      const plugin = all.find((one) => one.name === name) ?? (all[0] as Plugin);
      return { ...plugin, ...(options && { options }), ...(isolate && { isolate }) };
    }),
  );
