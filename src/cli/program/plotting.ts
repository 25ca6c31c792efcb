/** The command that draws. */
import { Option } from "@commander-js/extra-typings";
import { plotNames } from "../../plots/kind-names.ts";
import { json, plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds it to the command line. */
export function plottingCommands({ program, db, ended }: Shared): void {
  program
    .command("plot")
    .description(
      "draw what a query finds, or one file: midiq plot keys house --to keys.png; midiq plot lists the kinds",
    )
    .argument("[kind]", plotNames.join(", "))
    .argument("[words...]", "the query, or a file for roll and loop")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--to <file>", "FILE.svg or FILE.png (default: draw in the terminal)")
    .addOption(
      new Option("-o, --output <form>", "svg, png, json or text, to stdout; or FILE.svg or FILE.png").conflicts("to"),
    )
    .addOption(new Option("--width <n>", "width in pixels, or in characters in the terminal").argParser(positive))
    .addOption(
      new Option("--theme <theme>", "colors for a light or a dark background").choices(["light", "dark"] as const),
    )
    .option("--by <field>", "color the map by a field, or by a kind of tag such as genre")
    .option("--bars <first..last>", "only these bars of a piano roll")
    .addOption(json)
    .action(async (kind, words, options) => {
      ended(await (await import("../commands/plot.ts")).plot(kind, words.join(" "), options));
    });
}
