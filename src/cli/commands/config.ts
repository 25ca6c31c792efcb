/** midiq config: what is set, to what, and where that comes from. */

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { usualRules } from "../../catalogue/duplicates/keep.ts";
import { isServer, readServer, shownServer } from "../../database/server/server.ts";
import type { LoadedConfig } from "../../plugin/config.ts";
import { isOwn } from "../../plugin/plugin.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { configOf, type PluginChoice, personalFolder, pluginsOf } from "../settings.ts";

/** Options of `midiq config`, and which of them were given as such. */
export interface ConfigOptions extends PluginChoice {
  readonly db: string;
  readonly workers?: number;
  readonly json?: true;
}

/** One setting: the value that holds, and who says so. */
interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
}

/** Prints every setting. @param isGiven whether an option stood on the command line. */
export async function config(options: ConfigOptions, isGiven: (option: string) => boolean): Promise<number> {
  const settings = await settingsOf(options, isGiven, await configOf());
  if (options.json) {
    process.stdout.write(`${jsonLine(settings)}\n`);
    return exits.found;
  }
  const columns = ["setting", "value", "comes from"].map((heading) => ({ heading, numeric: false }));
  const rows = settings.map(({ name, value, from }) => [name, wordsOf(value), from]);
  process.stdout.write(`${table(columns, rows, Number.POSITIVE_INFINITY).join("\n")}\n`);
  process.stderr.write(
    "\nThe first of these that has a value wins: an option, the environment, midiq.config.ts in this folder or above, " +
      `midiq.config.ts in ${personalFolder()}.\n`,
  );
  return exits.found;
}

const wordsOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(", ") || "none" : value === null ? "" : String(value);

async function settingsOf(
  options: ConfigOptions,
  isGiven: (option: string) => boolean,
  loaded: LoadedConfig | undefined,
): Promise<readonly Setting[]> {
  const { env } = process;
  const origin = (option: string, variable: string | undefined, file: string | undefined, usual: string): string => {
    if (isGiven(option)) return `--${option}`;
    return variable !== undefined && env[variable] ? `$${variable}` : (file ?? usual);
  };
  const isHere = isServer(options.db) ? "" : existsSync(options.db) ? "" : ", which does not exist yet";
  const plugins = (await pluginsOf(options)).filter((plugin) => !isOwn(plugin));
  const configured = new Set(loaded?.plugins.map(({ name }) => name));
  return [
    {
      name: "db",
      value: isServer(options.db) ? shownServer(readServer(options.db)) : resolve(options.db),
      from: origin("db", "MIDIQ_DB", loaded?.from.db, "default: .midiq in this folder") + isHere,
    },
    {
      name: "workers",
      value: options.workers ?? availableParallelism(),
      from: origin("workers", "MIDIQ_WORKERS", loaded?.from.workers, "default: one per processor"),
    },
    { name: "keep", value: loaded?.keep ?? usualRules, from: loaded?.from.keep ?? "default" },
    ...Object.entries(loaded?.locations ?? {}).map(([path, name]) => ({
      name: "location",
      value: `${name}=${path}`,
      from: loaded?.from.locations ?? "",
    })),
    ...plugins.map(({ name, url }) => ({
      name: "plugin",
      value: url === undefined ? name : `${name} (${url.replace(/^file:\/\//, "")})`,
      from: configured.has(name) ? (loaded?.file ?? "") : "--plugin",
    })),
    colourOf(env),
  ];
}

/** Colours are for terminals; NO_COLOR is as no-color.org has it. */
function colourOf(env: NodeJS.ProcessEnv): Setting {
  if (env["NO_COLOR"]) return { name: "colour", value: "never", from: "$NO_COLOR" };
  return { name: "colour", value: process.stdout.isTTY ? "yes" : "no", from: "default: on a terminal" };
}
