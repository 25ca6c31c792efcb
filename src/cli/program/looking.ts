/** Commands that look closely: at a file, at the whole, at what is like a file, at what ails. */
import { Option } from "@commander-js/extra-typings";
import { color, json, plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function lookingCommands({ program, db, ended }: Shared): void {
  program
    .command("show")
    .description("show everything about one file; a file outside the catalogue is analyzed first")
    .argument("<file>", "a path, a name that only one file has, or at least 6 hex digits of a hash")
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
    .description("summarize the catalogue, or what a query finds: totals, known fields, frequent values")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--by <field>", "show the distribution of the values of a field")
    .addOption(color)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("../commands/stats.ts")).stats(query.join(" "), options));
    });
  program
    .command("like")
    .description("find the files most similar to a file, which need not be in the catalogue, and show why")
    .argument("<file>", "a path, a name that only one file has, or at least 6 hex digits of a hash")
    .argument("[words...]", "only among the files that this query finds")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--by <aspect>", "compare only harmony, groove, melody or instruments (default: the mean of all)")
    .addOption(new Option("-o, --output <form>", "table, json or paths"))
    .addOption(json)
    .addOption(new Option("--limit <n>", "maximum number of files (default: 20)").argParser(positive))
    .addOption(color)
    .action(async (file, query, options) => {
      ended(await (await import("../commands/like.ts")).like(file, query.join(" "), options));
    });
  program
    .command("doctor")
    .description("check the machine, plugins, catalogue, values and files, and show how to fix problems")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--fix <folder>", "write clean copies of damaged files to this folder; the originals stay unchanged")
    .addOption(color)
    .addOption(json)
    .action(async (options) => {
      ended(await (await import("../commands/doctor.ts")).doctor(options));
    });
}
