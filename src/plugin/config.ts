/** midiq.config.ts: which plugins and which catalogue a folder uses, so that nobody has to type them. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { PluginError } from "./error.ts";
import { importOwn, loadPlugins } from "./load.ts";
import { giveOptions, readOptions } from "./options.ts";
import type { Plugin, PluginOptions } from "./plugin.ts";
import { pluginUrl } from "./resolve.ts";

/** A plugin as a configuration names it: itself, a preset, or a path, package or URL; with options in a pair. */
export type PluginEntry =
  | string
  | Plugin
  | readonly Plugin[]
  | readonly [plugin: string | Plugin, options: PluginOptions];

/** What a configuration may say. */
export interface Config {
  /** Catalogue: a folder, relative to the file, or postgres://... */
  readonly db?: string;
  /** Paths are relative to the file. */
  readonly plugins?: readonly PluginEntry[];
  /** Threads that read and analyze. */
  readonly workers?: number;
  /** Rules by which `midiq dupes` says which file it would keep, as `--keep`. */
  readonly keep?: readonly string[];
  /** Folders that machines share, each with the name of its location: `{ "/mnt/midi": "nas1" }`. Relative to the file. */
  readonly locations?: Readonly<Record<string, string>>;
}

/**
 * Declares a configuration; make it the default export of midiq.config.ts.
 *
 * @example
 * export default defineConfig({ db: "./catalogue", plugins: ["./arp.ts", ["./swing.ts", { swing: { grid: 16 } }]] });
 */
export const defineConfig = (config: Config): Config => config;

const files = ["midiq.config.ts", "midiq.config.js", "midiq.config.mjs"] as const;

const shape = z.strictObject({
  db: z.string().optional(),
  plugins: z.array(z.unknown()).optional(),
  workers: z.int().min(0).optional(),
  keep: z.array(z.string()).optional(),
  locations: z.record(z.string(), z.string()).optional(),
});

/** A configuration that was read, of a folder and of a person. */
export interface LoadedConfig {
  /** Where it was found: the folder's, or else the person's. */
  readonly file: string;
  /** The file that says each value. */
  readonly from: Readonly<Partial<Record<"db" | "workers" | "keep" | "locations", string>>>;
  readonly db: string | undefined;
  readonly plugins: readonly Plugin[];
  readonly workers: number | undefined;
  readonly keep: readonly string[] | undefined;
  /** Names by whole path. */
  readonly locations: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads the configuration of a folder, or of the nearest one above it, and that of a person, which says what the folder's leaves
 * open; plugins are those of both. Undefined when there is neither. A configuration is code: this runs it.
 *
 * @param personal the folder of the person's configuration, which is not looked for above.
 * @param mayRun asked before a configuration runs; without it each does, which is right only for folders that you trust.
 * @throws PluginError `bad-config` when it is none, `not-found` when it or a plugin of it cannot be loaded.
 */
export async function loadConfig(
  folder: string,
  personal?: string,
  mayRun: (file: string, isPersonal: boolean) => boolean | Promise<boolean> = () => true,
): Promise<LoadedConfig | undefined> {
  const file = nearestConfig(folder);
  const own = personal === undefined ? undefined : configIn(personal);
  const far = own !== undefined && (await mayRun(own, true)) ? await readConfig(own) : undefined;
  const near = file !== undefined && file !== own && (await mayRun(file, false)) ? await readConfig(file) : undefined;
  if (!near || !far) return near || far || undefined;
  return {
    file: near.file,
    from: { ...far.from, ...near.from },
    db: near.db ?? far.db,
    plugins: [...far.plugins, ...near.plugins],
    workers: near.workers ?? far.workers,
    keep: near.keep ?? far.keep,
    locations: near.locations || far.locations ? { ...far.locations, ...near.locations } : undefined,
  };
}

async function readConfig(file: string): Promise<LoadedConfig> {
  const read = shape.safeParse(await importOwn(pathToFileURL(file).href, "configuration"));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
    throw new PluginError(
      "bad-config",
      `Cannot use ${file}: ${where}${issue?.message ?? "it exports no configuration"}; end the file with export default defineConfig({ ... })`,
    );
  }
  const { db, plugins = [], workers, keep, locations } = read.data;
  const home = dirname(file);
  const loaded = await Promise.all(plugins.map((entry) => pluginsOfEntry(entry, home, file)));
  return {
    file,
    from: {
      ...(db !== undefined && { db: file }),
      ...(workers !== undefined && { workers: file }),
      ...(keep !== undefined && { keep: file }),
      ...(locations !== undefined && { locations: file }),
    },
    db: db === undefined || /^postgres(ql)?:\/\//.test(db) ? db : resolve(home, db),
    plugins: loaded.flat(),
    workers,
    keep,
    locations:
      locations && Object.fromEntries(Object.entries(locations).map(([path, name]) => [resolve(home, path), name])),
  };
}

const configIn = (folder: string): string | undefined =>
  files.map((name) => join(folder, name)).find((path) => existsSync(path));

/**
 * The configuration that is nearest to a folder: in it, or above it up to the home folder or the folder of a catalogue
 * (`.midiq`), whichever is met first. Where neither lies above, nothing above counts.
 */
export function nearestConfig(folder: string, home: string = homedir()): string | undefined {
  const first = resolve(folder);
  const folders: string[] = [];
  for (let at = first; at !== dirname(at); at = dirname(at)) {
    folders.push(at);
    if (at === home || existsSync(join(at, ".midiq"))) return folders.map(configIn).find((file) => file !== undefined);
  }
  return configIn(first);
}

const isPlugin = (entry: unknown): entry is Plugin => (entry as Partial<Plugin> | null)?.kind === "plugin";

async function pluginsOfEntry(entry: unknown, folder: string, file: string): Promise<readonly Plugin[]> {
  if (typeof entry === "string") return loadPlugins(pluginUrl(entry, folder));
  if (isPlugin(entry)) return [entry];
  if (Array.isArray(entry)) {
    const [first, options] = entry as readonly unknown[];
    const isPair = entry.length === 2 && !isPlugin(options) && typeof options === "object" && options !== null;
    if (!isPair) return (await Promise.all(entry.map((one) => pluginsOfEntry(one, folder, file)))).flat();
    return configured(await pluginsOfEntry(first, folder, file), options as PluginOptions, file);
  }
  throw new PluginError(
    "bad-config",
    `Cannot use ${file}: "plugins" is a list of paths, plugins, and pairs of a plugin with options`,
  );
}

/** Plugins with options, which are read here, so that a wrong one is told with the file that says it. */
function configured(plugins: readonly Plugin[], options: PluginOptions, file: string): readonly Plugin[] {
  try {
    const given = giveOptions(plugins, options);
    for (const plugin of given) readOptions(plugin);
    return given;
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    throw new PluginError(error.code, `${error.message} (in ${file})`, error);
  }
}
