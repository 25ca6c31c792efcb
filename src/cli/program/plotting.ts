/** The command that draws. */
import { Option } from "@commander-js/extra-typings";
import { plotNames } from "../../plots/kind-names.ts";
import { json, plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds it to the command line. */
export function plottingCommands({ program, db, ended }: Shared): void {
  program
    .command("plot")
    .description("draw what a query finds, or one file; alone it lists the kinds: midiq plot keys house --to keys.png")
    .argument("[kind]", plotNames.join(", "))
    .argument("[words...]", "the query, or for roll and loop a file")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--to <file>", "FILE.svg or FILE.png; in the terminal unless said")
    .addOption(
      new Option("-o, --output <form>", "svg, png, json or text, to stdout; a FILE.svg or FILE.png, too").conflicts(
        "to",
      ),
    )
    .addOption(new Option("--width <n>", "pixels of a picture, characters in the terminal").argParser(positive))
    .addOption(new Option("--theme <theme>", "colours for light or for dark paper").choices(["light", "dark"] as const))
    .option("--by <field>", "what colours the map: a field, or a kind of tag such as genre")
    .option("--bars <first..last>", "only these bars of a piano roll")
    .addOption(json)
    .action(async (kind, words, options) => {
      ended(await (await import("../commands/plot.ts")).plot(kind, words.join(" "), options));
    });
}
