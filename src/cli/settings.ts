/** What all commands share: the catalogue that is meant, and the plugins to use with it. */
import { type Catalogue, open } from "../catalogue/catalogue.ts";
import core from "../core.ts";
import { loadPlugins } from "../plugin/load.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { pluginUrl } from "../plugin/resolve.ts";

/** Options that name a catalogue and plugins. */
export interface CatalogueOptions {
  readonly db: string;
  readonly plugin: readonly string[];
}

/** The core list, and the plugins that were named. */
export const pluginsOf = async (named: readonly string[]): Promise<readonly Plugin[]> => [
  core,
  ...(await Promise.all(named.map((one) => loadPlugins(pluginUrl(one, process.cwd()))))).flat(),
];

/**
 * Opens the catalogue, does something with it, and closes it whatever happens.
 *
 * @param meanwhile what can be done while it opens.
 */
export async function withCatalogue<T>(
  options: CatalogueOptions,
  mode: "read" | "write",
  use: (catalogue: Catalogue, plugins: readonly Plugin[]) => Promise<T>,
  meanwhile?: (plugins: readonly Plugin[]) => void,
): Promise<T> {
  const plugins = await pluginsOf(options.plugin);
  const opening = open(options.db, { plugins, mode });
  meanwhile?.(plugins);
  const catalogue = await opening;
  try {
    return await use(catalogue, plugins);
  } finally {
    await catalogue.close();
  }
}
