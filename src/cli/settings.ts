/** What all commands share: the catalogue that is meant, and the plugins to use with it. */

import type { FilesOf } from "../catalogue/asking/references.ts";
import { type Catalogue, open } from "../catalogue/catalogue.ts";
import { type LoadedConfig, loadConfig } from "../plugin/config.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { chooseLocations } from "../settings/locations.ts";
import { personalFolder } from "../settings/personal-folder.ts";
import { choosePlugins, type PluginChoice } from "../settings/plugins.ts";
import { isStoppable, untilStopped } from "./stop.ts";

/** Options that name a catalogue and plugins. */
export interface CatalogueOptions extends PluginChoice {
  readonly db: string;
  /** `nas1=/mnt/midi`: folders that machines share. */
  readonly location?: readonly string[];
  /** False for writes that do not wait for the disk. */
  readonly sync?: boolean | undefined;
}

let configuration: Promise<LoadedConfig | undefined> | undefined;

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

/** The core list, the plugins of the configuration, and those that were named. */
export const pluginsOf = async (choice: PluginChoice): Promise<readonly Plugin[]> =>
  choosePlugins(choice, (await configOf())?.plugins);

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

/** Opens the catalogue; who asks closes it. @param files where files are looked for that queries name; everywhere unless said. */
export async function openCatalogue(
  options: CatalogueOptions,
  how: Use,
  meanwhile?: (plugins: readonly Plugin[]) => void,
  files?: FilesOf,
): Promise<Catalogue> {
  const mode = how === "export" ? "read" : how;
  const plugins = await pluginsOf(options);
  const isLong = how === "export";
  const locations = chooseLocations(options.location ?? [], (await configOf())?.locations);
  const opening = open(options.db, {
    ...{ plugins, mode, isLong, sync: options.sync, locations, onTrouble: tellTrouble },
    ...(files !== undefined && { files }),
  });
  meanwhile?.(plugins);
  return opening;
}
