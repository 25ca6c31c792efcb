/** Commands that put files in order on the disk, and back. */
import { Option } from "@commander-js/extra-typings";
import { json, plugin, set } from "../options.ts";
import type { Shared } from "./shared.ts";

const applyMoves = new Option("--apply", "carry out the plan; without it, the plan is only shown");
const skipDuplicates = new Option("--skip-duplicates", "skip files with the same bytes that would get the same name");

/** Adds them to the command line. */
export function organizingCommands({ program, db, ended }: Shared): void {
  program
    .command("organize")
    .description("move files into folders by their fields: midiq organize '{genre}/{key}/{bpm:03.0f} {name}' --to DIR")
    .argument("<template>", "folders and name, with fields in braces; see docs/organizing.md")
    .argument("[words...]", "only files that this query finds")
    .requiredOption("--to <folder>", "the target folder; nothing in it is overwritten")
    .addOption(applyMoves)
    .addOption(new Option("--copy", "make copies; the files stay where they are").conflicts(["link", "symlink"]))
    .addOption(new Option("--link", "make hard links: more names for the same files").conflicts(["symlink"]))
    .option("--symlink", "make symbolic links")
    .addOption(skipDuplicates)
    .option("--prune", "remove folders that became empty")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (template, query, options) => {
      ended(await (await import("../commands/organize.ts")).organize(template, query.join(" "), options));
    });
  program
    .command("rename")
    .description("rename files in their folders: midiq rename '{bpm:.0f} {key} {name}' QUERY")
    .argument("<template>", "the name, with fields in braces; see docs/organizing.md")
    .argument("[words...]", "only files that this query finds")
    .addOption(applyMoves)
    .addOption(skipDuplicates)
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (template, query, options) => {
      ended(await (await import("../commands/organize.ts")).rename(template, query.join(" "), options));
    });
  program
    .command("undo")
    .description("move files back that organize, rename or dupes --set-aside moved: the latest run, or the given one")
    .argument("[run]", "number of the run")
    .option("--list", "list the runs")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (run, options) => {
      ended(await (await import("../commands/undo.ts")).undo(run, options));
    });
}
