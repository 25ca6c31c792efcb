/** What all commands share: the catalogue that is meant, and the plugins to use with it. */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { type Catalogue, open } from "../catalogue/catalogue.ts";
import { readLocations } from "../catalogue/places/locations.ts";
import core from "../core.ts";
import { AskedError } from "../errors.ts";
import { type LoadedConfig, loadConfig } from "../plugin/config.ts";
import { loadPlugins } from "../plugin/load.ts";
import { giveOptions } from "../plugin/options.ts";
import { isOwn, isolate, type Plugin } from "../plugin/plugin.ts";
import { pluginUrl } from "../plugin/resolve.ts";
import { Mistake } from "./failure.ts";
import { isStoppable, untilStopped } from "./stop.ts";

/** Options that name plugins. */
export interface PluginChoice {
  readonly plugin: readonly string[];
  /** `arp.minRun=6`: options of what plugins provide. */
  readonly set: readonly string[];
  /** Plugins run in a process of their own. */
  readonly isolate?: "process" | undefined;
  /** Megabytes that a run, or an isolated process, may take. */
  readonly memory?: number | undefined;
}

/** The memory that a run may take, where the person says; of isolated plugins it is what each process may. */
export const memoryOf = ({ memory, isolate: apart }: PluginChoice): { readonly memoryBytes?: number } =>
  memory === undefined || apart ? {} : { memoryBytes: memory * 2 ** 20 };

/** Options that name a catalogue and plugins. */
export interface CatalogueOptions extends PluginChoice {
  readonly db: string;
  /** `nas1=/mnt/midi`: folders that machines share. */
  readonly location?: readonly string[];
  /** False for writes that do not wait for the disk. */
  readonly sync?: boolean | undefined;
}

let configuration: Promise<LoadedConfig | undefined> | undefined;

/** Where a person keeps a configuration that holds in every folder, as the XDG base directory specification says. */
export function personalFolder(): string {
  const { XDG_CONFIG_HOME: named } = process.env;
  return join(named && isAbsolute(named) ? named : join(homedir(), ".config"), "midiq");
}

/** The configuration of the folder that the command was started in, and of the person; those that may run. */
export const configOf = (): Promise<LoadedConfig | undefined> => {
  configuration ??= loadConfig(process.cwd(), personalFolder(), async (file, isPersonal) => {
    const { mayRun, mayRunPersonal } = await import("./trust/ask.ts");
    return isPersonal ? mayRunPersonal(file) : mayRun(file, personalFolder());
  });
  return configuration;
};

/** A command looks for its configuration anew, whatever ran in this process before it. */
export function lookForConfig(): void {
  configuration = undefined;
}

/** From here on there is no configuration: none is looked for, read or run. */
export function doWithoutConfig(): void {
  configuration = Promise.resolve(undefined);
}

/** The core list, the plugins of the configuration, and those that were named; one that is named twice comes once. */
export async function pluginsOf({
  plugin: named,
  set,
  isolate: apart,
  memory,
}: PluginChoice): Promise<readonly Plugin[]> {
  const config = await configOf();
  const loaded = await Promise.all(named.map((one) => loadPlugins(pluginUrl(one, process.cwd()))));
  const all = [core, ...(config?.plugins ?? []), ...loaded.flat()];
  const seen = new Set<string>();
  const once = all.filter(({ url, name }) => {
    const key = `${url} ${name}`;
    if (url !== undefined && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const given = giveOptions(once, optionsIn(set));
  return apart
    ? given.map((plugin) =>
        isOwn(plugin) ? plugin : isolate(plugin, memory === undefined ? {} : { megabytes: memory }),
      )
    : given;
}

/** `arp.minRun=6` as `{ arp: { minRun: 6 } }`; what is no JSON is text. */
function optionsIn(set: readonly string[]): Readonly<Record<string, Record<string, unknown>>> {
  // Without a prototype: `__proto__.x=1` names an option that there is not, and nothing else.
  const options: Record<string, Record<string, unknown>> = Object.create(null);
  for (const one of set) {
    const [, id, name, text] = /^([\w-]+)\.([\w-]+)=([\s\S]*)$/.exec(one) ?? [];
    if (id === undefined || name === undefined || text === undefined) {
      throw new Mistake(`Cannot set "${one}": write --set ID.OPTION=VALUE, for example --set arp.minRun=6`);
    }
    options[id] ??= Object.create(null) as Record<string, unknown>;
    options[id][name] = readValue(text);
  }
  return options;
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Folders that machines share, by path: those of the configuration, and those that are named. */
async function locationsOf({ location = [] }: CatalogueOptions): Promise<Readonly<Record<string, string>>> {
  const named = location.map((one) => {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(one) ?? [];
    if (name !== undefined && path !== undefined) return [path, name] as const;
    throw new Mistake(`Cannot read the location "${one}": write NAME=PATH, for example --location nas1=/mnt/midi`);
  });
  const all = { ...(await configOf())?.locations, ...Object.fromEntries(named) };
  try {
    readLocations(all);
  } catch (error) {
    if (error instanceof AskedError) throw new Mistake(error.message);
    throw error;
  }
  return all;
}

/** Says that a server was lost or is there again; a live line is wiped first, and comes again with the next progress. */
const tellTrouble = (line: string): void => {
  process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[K" : ""}midiq: ${line}\n`);
};

/** How a command uses a catalogue: `export` reads for long, and can be stopped at any moment as what writes can. */
type Use = "read" | "write" | "export";

/**
 * Opens the catalogue, does something with it, and closes it whatever happens.
 *
 * @param meanwhile what can be done while it opens.
 */
export function withCatalogue<T>(
  options: CatalogueOptions,
  how: Use,
  use: (catalogue: Catalogue, plugins: readonly Plugin[]) => Promise<T>,
  meanwhile?: (plugins: readonly Plugin[]) => void,
): Promise<T> {
  const whole = (): Promise<T> => withOpened(options, how, use, meanwhile);
  // A reader's engine is in this thread, where no signal is seen before its answer: the system ends it.
  return how === "read" || isStoppable() ? whole() : untilStopped({}, whole);
}

async function withOpened<T>(
  options: CatalogueOptions,
  how: Use,
  use: (catalogue: Catalogue, plugins: readonly Plugin[]) => Promise<T>,
  meanwhile?: (plugins: readonly Plugin[]) => void,
): Promise<T> {
  const catalogue = await openCatalogue(options, how, meanwhile);
  try {
    const used = await use(catalogue, catalogue.plugins);
    if (how !== "write") await (await import("./tell-running.ts")).tellRunning(catalogue);
    return used;
  } finally {
    await catalogue.close();
  }
}

/** Opens the catalogue; who asks closes it. */
export async function openCatalogue(
  options: CatalogueOptions,
  how: Use,
  meanwhile?: (plugins: readonly Plugin[]) => void,
): Promise<Catalogue> {
  const mode = how === "export" ? "read" : how;
  const plugins = await pluginsOf(options);
  const isLong = how === "export";
  const locations = await locationsOf(options);
  const opening = open(options.db, { plugins, mode, isLong, sync: options.sync, locations, onTrouble: tellTrouble });
  meanwhile?.(plugins);
  return opening;
}
