/** Commands that say something of files by hand. */
import { all, dryRun, json, plugin, set } from "../options.ts";
import type { CommandGroup } from "./group.ts";

/** In the order of the overview. */
export const marking: CommandGroup = {
  heading: "Tag and rate",
  commands: [
    {
      name: "tag",
      summary: "add tags to files, and remove them",
      follows: /^[+-]|\.(?:midi?|kar|rmi|smf)$/i,
      declare: (command, { db, ended }) =>
        command
          .description("add and remove your own tags: midiq tag +house -demo QUERY")
          .argument("[words...]", "+TAG to add, -TAG to remove, then a query or files")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .option("--clear", "forget what you decided about these tags, or about all tags")
          .addOption(all)
          .addOption(dryRun)
          .addOption(json)
          .action(async (given, options) => {
            ended(await (await import("../commands/tag.ts")).tag(given, options));
          }),
    },
    {
      name: "rate",
      summary: "rate files, 1 to 5",
      follows: /^(?:\d|--)|\.(?:midi?|kar|rmi|smf)$/i,
      declare: (command, { db, ended }) =>
        command
          .description("rate files from 1 to 5; 0 removes the rating: midiq rate 4 QUERY")
          .argument("[words...]", "the rating, then a query or files")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .option("--clear", "remove ratings; give only the query")
          .addOption(all)
          .addOption(dryRun)
          .addOption(json)
          .action(async (given, options) => {
            ended(await (await import("../commands/rate.ts")).rate(given, options));
          }),
    },
  ],
};
