/** Commands that put files in order on the disk, and back. */
import { Option } from "@commander-js/extra-typings";
import { json, plugin, set } from "../options.ts";
import type { Shared } from "./shared.ts";

const applyMoves = new Option("--apply", "do it: without it, it is only said what would go where");
const skipDuplicates = new Option("--skip-duplicates", "leave files of the same bytes that want the same name");

/** Adds them to the command line. */
export function organizingCommands({ program, db, ended }: Shared): void {
  program
    .command("organize")
    .description("move files into folders by what they are: midiq organize '{genre}/{key}/{bpm:03.0f} {name}' --to DIR")
    .argument("<template>", "folders and name, with fields in braces; docs/organizing.md")
    .argument("[words...]", "only what this query finds")
    .requiredOption("--to <folder>", "the folder below which they go; nothing in it is overwritten")
    .addOption(applyMoves)
    .addOption(new Option("--copy", "copies; the files stay where they are").conflicts(["link", "symlink"]))
    .addOption(new Option("--link", "hard links: the same files under other names too").conflicts(["symlink"]))
    .option("--symlink", "symbolic links")
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
    .argument("<template>", "the name, with fields in braces; docs/organizing.md")
    .argument("[words...]", "only what this query finds")
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
    .description(
      "put files back that organize, rename or dupes --set-aside moved: the latest run, or the one of a number",
    )
    .argument("[run]", "its number")
    .option("--list", "the runs that there are")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (run, options) => {
      ended(await (await import("../commands/undo.ts")).undo(run, options));
    });
}
