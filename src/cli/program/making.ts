/** Commands that write files: repaired, split, and plugins. */
import { Option } from "@commander-js/extra-typings";
import { apply, folder, json, plugin, set, to } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function makingCommands({ program, db, ended }: Shared): void {
  program
    .command("repair")
    .description("write a clean MIDI file of all that could be salvaged from each damaged one")
    .argument("<paths...>", "files, folders, archives")
    .addOption(to)
    .option("--all", "also copy the files that are sound")
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/repair.ts")).repair(paths, options));
    });
  program
    .command("split")
    .description("write one MIDI file a track, or a channel, with all notes at their seconds")
    .argument("<path>", "a file; of a folder or an archive each file is split")
    .addOption(to)
    .addOption(new Option("--by <what>", "what becomes a file").choices(["track", "channel"] as const))
    .addOption(json)
    .action(async (path, options) => {
      ended(await (await import("../commands/split.ts")).split(path, options));
    });
  program
    .command("plugins")
    .description("new NAME writes one, list, test PATH checks one, purge NAME forgets one with its fields and tags")
    .argument("<what>", "new, list, test or purge")
    .argument("[words...]", "a name, or a path and files to test it with")
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
