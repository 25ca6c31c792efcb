/** How plugins travel to workers: by the URL of their module. */
import { loadPlugin } from "./load.ts";
import type { Plugin } from "./plugin.ts";

/** Plugins as a worker needs them: their URLs. Where one was defined inline, the plugins themselves, which stay here. */
export interface PluginReferences {
  readonly urls: readonly string[];
}

/** Where some plugins can be loaded from, and why they cannot travel when one has no URL. */
export function referencesOf(plugins: readonly Plugin[]): {
  readonly references: PluginReferences;
  readonly bound?: string;
} {
  const inline = plugins.filter(({ url }) => url === undefined).map(({ name }) => name);
  const references = { urls: plugins.flatMap(({ url }) => (url === undefined ? [] : [url])) };
  if (inline.length === 0) return { references };
  const what = `the plugin "${inline[0]}" was defined without a URL`;
  return { references, bound: `${what}: put it in a file of its own and pass import.meta.url, or use workers: 0` };
}

/** The plugins of some references, in order. */
export const resolvePlugins = (references: PluginReferences): Promise<readonly Plugin[]> =>
  Promise.all(references.urls.map(loadPlugin));
