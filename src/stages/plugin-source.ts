/** Files from a source that a plugin provides. */
import type { Source } from "../pipeline/stage.ts";
import { optionsFor } from "../plugin/options.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Found } from "../sources/source.ts";

/**
 * Begins a pipeline with a plugin's source.
 *
 * @param address `id:rest`, as on the command line: `list:songs.m3u`.
 * @throws TypeError when the plugin provides no source of that name; PluginError `bad-options`.
 * @example
 * pipeline(source(list, "list:songs.m3u"), hash(), parse(), analyze(core));
 */
export function source(plugin: Plugin, address: string): Source<Found> {
  const id = address.slice(0, address.indexOf(":"));
  for (const one of plugin.provides) {
    if (one.kind === "source" && one.id === id) return one.run(address.slice(id.length + 1), optionsFor(plugin, one));
  }
  throw new TypeError(`Cannot open "${address}": the plugin "${plugin.name}" provides no source "${id}"`);
}
