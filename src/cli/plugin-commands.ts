/** Commands that plugins provide, beside our own. */
import type { Command } from "@commander-js/extra-typings";
import { readable } from "../catalogue/asking/readable.ts";
import { type Catalogue, open } from "../catalogue/catalogue.ts";
import type { PluginCommand } from "../plugin/command.ts";
import type { LoadedConfig } from "../plugin/config.ts";
import { collectExtensions } from "../plugin/extensions.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { PluginChoice } from "../settings/plugins.ts";
import { exits, Mistake } from "./failure.ts";
import { dbOption, plugin, set } from "./options.ts";
import { pluginsOf } from "./settings.ts";

/** Adds the commands of the plugins at hand to the command line. */
export async function addPluginCommands(
  program: Command,
  named: PluginChoice,
  config: LoadedConfig | undefined,
  ended: (status: number) => void,
): Promise<void> {
  const plugins = await pluginsOf(named);
  const ours = new Set(["help", ...program.commands.map((command) => command.name())]);
  for (const command of collectExtensions(plugins).commands.values()) {
    if (ours.has(command.id)) {
      throw new Mistake(`Cannot use a plugin's command "${command.id}": midiq has a command with that name`);
    }
    program
      .command(command.id)
      .description(command.description)
      .helpGroup("Of plugins:")
      .argument("[words...]", command.usage ?? "")
      .addOption(dbOption(config?.db))
      .addOption(plugin)
      .addOption(set)
      .action(async (words, options) => ended(await runCommand(command, words, options.db, plugins)));
  }
}

async function runCommand(
  command: PluginCommand,
  words: readonly string[],
  db: string,
  plugins: readonly Plugin[],
): Promise<number> {
  let opened: Catalogue | undefined;
  try {
    const status = await command.run(words, {
      open: async () => {
        opened ??= await open(db, { plugins, mode: "read" });
        return readable(opened);
      },
      print: (line) => void process.stdout.write(`${line}\n`),
      warn: (line) => void process.stderr.write(`${line}\n`),
    });
    return status ?? exits.found;
  } finally {
    await opened?.close();
  }
}
