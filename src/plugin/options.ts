/** Options of extensions: read by their schemas, and told apart by what they mean, not by how they were written. */
import type { z } from "zod";
import { PluginError } from "./error.ts";
import type { Plugin, PluginOptions } from "./plugin.ts";

/**
 * The options of one extension of a plugin, with defaults in place.
 *
 * @throws PluginError `bad-options` that names the option and what would do.
 */
export function optionsFor(plugin: Plugin, extension: { readonly id: string; readonly options: z.ZodType }): unknown {
  const all = plugin.options ?? {};
  const given = Object.hasOwn(all, extension.id) ? all[extension.id] : {};
  const known = knownOptions(extension.options);
  const stranger = known && Object.keys(given as object).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const takes = known && known.length > 0 ? `it takes ${known.join(", ")}` : "it takes none";
    throw new PluginError("bad-options", `Cannot use the option "${stranger}" of "${extension.id}": ${takes}`);
  }
  const read = extension.options.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = [extension.id, ...(issue?.path ?? [])].join(".");
  throw new PluginError(
    "bad-options",
    `Cannot use the option ${where}: ${issue?.message ?? "its value is not the expected one"}`,
  );
}

/** Reads all options of a plugin. @throws PluginError `bad-options` */
export function readOptions(plugin: Plugin): void {
  checkOptionNames(plugin);
  for (const one of plugin.provides) if ("options" in one) optionsFor(plugin, one);
}

/** Names of the options of a schema that is an object; by shape, since a plugin may bring its own copy of zod. */
function knownOptions(schema: z.ZodType): readonly string[] | undefined {
  const { shape } = schema as { readonly shape?: object };
  return shape === undefined ? undefined : Object.keys(shape);
}

/** @throws PluginError `bad-options` for options of something that a plugin does not provide. */
export function checkOptionNames(plugin: Plugin): void {
  const takes = plugin.provides.filter((one) => "options" in one).map(({ id }) => id);
  const stranger = Object.keys(plugin.options ?? {}).find((id) => !takes.includes(id));
  if (stranger === undefined) return;
  const known = takes.length > 0 ? `it has options for ${takes.join(", ")}` : "nothing in it has options";
  throw new PluginError("bad-options", `Cannot give options to "${stranger}" of the plugin "${plugin.name}": ${known}`);
}

/** Options as text: equal for equal options, whatever the order of their names; empty where there are none. */
export function optionsText(options: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, one]) => [name, sorted(one)]),
    );
  };
  const text = JSON.stringify(sorted(options)) ?? "";
  return text === "{}" ? "" : text;
}

/**
 * Some plugins with options by id, each given to the plugin that it is meant for.
 *
 * @throws PluginError `bad-options` when none of them provides what an option is for.
 */
export function giveOptions(plugins: readonly Plugin[], options: PluginOptions): readonly Plugin[] {
  // An analyzer and a sink may share an id: the one that takes options is meant.
  const takes = (plugin: Plugin, id: string): boolean =>
    plugin.provides.some((one) => one.id === id && "options" in one && knownOptions(one.options)?.length !== 0);
  for (const id of Object.keys(options)) {
    if (plugins.some((plugin) => takes(plugin, id))) continue;
    throw new PluginError(
      "bad-options",
      `Cannot set options of "${id}": no loaded plugin has an analyzer, tagger, source or sink with that name and options`,
    );
  }
  return plugins.map((plugin) => {
    const own = Object.entries(options).filter(([id]) => takes(plugin, id));
    if (own.length === 0) return plugin;
    const merged = own.map(([id, given]) => [id, { ...(plugin.options?.[id] as object), ...(given as object) }]);
    return { ...plugin, options: { ...plugin.options, ...Object.fromEntries(merged) } };
  });
}
