/** Commands that say something of files by hand. */
import { all, dryRun, json, plugin, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function markingCommands({ program, db, ended }: Shared): void {
  program
    .command("tag")
    .description("give files tags and take tags away by hand: midiq tag +house -demo QUERY")
    .argument("[words...]", "+TAG to give, -TAG to take away, then the query, or files")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--clear", "forget what was said by hand of the named tags, or of all")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      ended(await (await import("../commands/tag.ts")).tag(given, options));
    });
  program
    .command("rate")
    .description("rate files, 1 to 5; 0 takes the rating away: midiq rate 4 QUERY")
    .argument("[words...]", "the rating, then the query, or files")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--clear", "take ratings away: only the query follows")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      ended(await (await import("../commands/rate.ts")).rate(given, options));
    });
}
