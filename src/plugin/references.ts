/** How plugins travel to workers: by the URL of their module, their name, and their options. */
import { realpathSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { PluginError } from "./error.ts";
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
  const stranger = plugins.find((one) => Array.isArray(one) || typeof (one as Plugin | undefined)?.name !== "string");
  if (stranger !== undefined || plugins.includes(undefined as never))
    throw new PluginError(
      "bad-plugin",
      Array.isArray(stranger)
        ? "A stage takes its plugins one by one, not in a list: analyze(core), or analyze(...plugins)"
        : "A stage was given something that is no plugin: give it what definePlugin(...) returns",
    );
  const inline = plugins.find(({ url }) => url === undefined || isEntry(url));
  const references = plugins.flatMap(({ url, name, options, isolate }) =>
    url === undefined ? [] : [{ url, name, options, isolate }],
  );
  if (inline === undefined) return { references };
  const how = inline.url === undefined ? "was defined without a URL" : "is defined in the script that is running";
  const does = "put it in a file of its own, as its default export, or use workers: 0";
  return { references, bound: `the plugin "${inline.name}" ${how}: ${does}` };
}

/** Whether a module is the script that this process was started with: a worker that imports it would run it again. */
function isEntry(url: string): boolean {
  const [, script] = process.argv;
  if (script === undefined || !url.startsWith("file:")) return false;
  try {
    return realpathSync(fileURLToPath(url)) === realpathSync(script);
  } catch {
    // Started by something that is no file (`node --eval`).
    return false;
  }
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
