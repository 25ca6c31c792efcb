/** Commands that write files: repaired, split, and plugins. */
import { Option } from "@commander-js/extra-typings";
import { apply, folder, json, plugin, set, to } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function makingCommands({ program, db, ended }: Shared): void {
  program
    .command("repair")
    .description("write a clean copy of each damaged file, with everything that could be saved")
    .argument("<paths...>", "files, folders, archives")
    .addOption(to)
    .option("--all", "also copy the undamaged files")
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/repair.ts")).repair(paths, options));
    });
  program
    .command("split")
    .description("write one MIDI file for each track or channel; all notes keep their times")
    .argument("<path>", "a file; in a folder or archive, each file is split")
    .addOption(to)
    .addOption(new Option("--by <what>", "write one file for each").choices(["track", "channel"] as const))
    .addOption(json)
    .action(async (path, options) => {
      ended(await (await import("../commands/split.ts")).split(path, options));
    });
  program
    .command("plugins")
    .description(
      "new NAME creates a plugin, list shows them, test PATH checks one, purge NAME removes its fields and tags",
    )
    .argument("<what>", "new, list, test or purge")
    .argument("[words...]", "a name, or a path and files to test the plugin with")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(folder)
    .addOption(apply)
    .addOption(json)
    .action(async (what, words, options) => {
      ended(await (await import("../commands/plugins.ts")).plugins(what, words, options));
    });
}
