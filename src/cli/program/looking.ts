/** Commands that look closely: at a file, at the whole, at what is like a file, at what ails. */
import { Option } from "@commander-js/extra-typings";
import { color, json, plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function lookingCommands({ program, db, ended }: Shared): void {
  program
    .command("show")
    .description("all that is known of one file; one that is not in the catalogue is analyzed on the spot")
    .argument("<file>", "a path, a name that one file has, or 6 or more hex digits of a hash")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--roll", "draw the whole song, not only its first 8 bars")
    .option("--chords", "print all chords, however long the song")
    .addOption(color)
    .addOption(json)
    .action(async (file, options) => {
      ended(await (await import("../commands/show.ts")).show(file, options));
    });
  program
    .command("stats")
    .description("what the catalogue, or a query, holds at a glance: sums, how much is known, what is frequent")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--by <field>", "how the values of a field are spread")
    .addOption(color)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("../commands/stats.ts")).stats(query.join(" "), options));
    });
  program
    .command("like")
    .description(
      "what is most like a file, in the catalogue or not, among what a query finds; and in what it is like it",
    )
    .argument("<file>", "a path, a name that one file has, or 6 or more hex digits of a hash")
    .argument("[words...]", "only among what this query finds")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--by <facet>", "harmony, groove, melody or instruments; the mean of all unless said")
    .addOption(new Option("-o, --output <form>", "table, json or paths"))
    .addOption(json)
    .addOption(new Option("--limit <n>", "at most so many; 20 unless said").argParser(positive))
    .addOption(color)
    .action(async (file, query, options) => {
      ended(await (await import("../commands/like.ts")).like(file, query.join(" "), options));
    });
  program
    .command("doctor")
    .description("what is well and what is not: machine, plugins, catalogue, values, files; and what mends it")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--fix <folder>", "write clean copies of damaged files there; the files themselves are never touched")
    .addOption(color)
    .addOption(json)
    .action(async (options) => {
      ended(await (await import("../commands/doctor.ts")).doctor(options));
    });
}
