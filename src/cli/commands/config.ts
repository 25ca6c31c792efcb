/** midiq config: what is set, to what, and where that comes from. */

import { settingsInEffect } from "../../settings/in-effect.ts";
import { personalFolder } from "../../settings/personal-folder.ts";
import type { PluginChoice } from "../../settings/plugins.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { configOf, pluginsOf } from "../settings.ts";

/** Options of `midiq config`, and which of them were given as such. */
export interface ConfigOptions extends PluginChoice {
  readonly db: string;
  readonly workers?: number;
  readonly json?: true;
}

/** Prints every setting. @param isGiven whether an option stood on the command line. */
export async function config(options: ConfigOptions, isGiven: (option: string) => boolean): Promise<number> {
  const [config, plugins] = [await configOf(), await pluginsOf(options)];
  const { db, workers } = options;
  const isTerminal = process.stdout.isTTY === true;
  const settings = settingsInEffect({ db, workers, plugins, config, isGiven, env: process.env, isTerminal });
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
