/** Which plugins are used, and with which options: midiq's own, those of the configuration, and those that were named. */
import core from "../core.ts";
import { AskedError } from "../errors.ts";
import { loadPlugins } from "../plugin/load.ts";
import { giveOptions } from "../plugin/options.ts";
import { isOwn, isolate, type Plugin } from "../plugin/plugin.ts";
import { pluginUrl } from "../plugin/resolve.ts";

/** What was named. */
export interface PluginChoice {
  /** Files, folders, packages or URLs. */
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

/**
 * The core list, the plugins of a configuration, and those that were named; one that is named twice comes once. Loading a plugin
 * runs its code.
 *
 * @param configured plugins of the configuration.
 * @param folder where paths and packages are looked for from.
 * @throws PluginError for a plugin that cannot be loaded; AskedError `bad-option` for an option that cannot be read.
 */
export async function choosePlugins(
  { plugin: named, set, isolate: apart, memory }: PluginChoice,
  configured: readonly Plugin[] = [],
  folder: string = process.cwd(),
): Promise<readonly Plugin[]> {
  const loaded = await Promise.all(named.map((one) => loadPlugins(pluginUrl(one, folder))));
  const all = [core, ...configured, ...loaded.flat()];
  const seen = new Set<string>();
  const once = all.filter(({ url, name }) => {
    const key = `${url} ${name}`;
    if (url !== undefined && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const given = giveOptions(once, readPluginOptions(set));
  return apart
    ? given.map((plugin) =>
        isOwn(plugin) ? plugin : isolate(plugin, memory === undefined ? {} : { megabytes: memory }),
      )
    : given;
}

/** `arp.minRun=6` as `{ arp: { minRun: 6 } }`; what is no JSON is text. @throws AskedError `bad-option` */
function readPluginOptions(set: readonly string[]): Readonly<Record<string, Record<string, unknown>>> {
  // Without a prototype: `__proto__.x=1` names an option that there is not, and nothing else.
  const options: Record<string, Record<string, unknown>> = Object.create(null);
  for (const one of set) {
    const [, id, name, text] = /^([\w-]+)\.([\w-]+)=([\s\S]*)$/.exec(one) ?? [];
    if (id === undefined || name === undefined || text === undefined) {
      throw new AskedError(
        "bad-option",
        `Cannot set "${one}": write --set ID.OPTION=VALUE, for example --set arp.minRun=6`,
      );
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
