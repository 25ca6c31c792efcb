/** Commands that look closely: at a file, at the whole, at a picture of it. */
import { Argument, Option } from "@commander-js/extra-typings";
import { plotNames } from "../../plots/kind-names.ts";
import { color, json, plugin, positive, set } from "../options.ts";
import type { CommandGroup } from "./group.ts";
import { either, offering } from "./offered.ts";

const plotForms = ["svg", "png", "json", "text"];

/** In the order of the overview. */
export const looking: CommandGroup = {
  heading: "Look",
  commands: [
    {
      name: "show",
      summary: "show everything about one file",
      declare: (command, { db, ended }) =>
        command
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
          }),
    },
    {
      name: "stats",
      summary: "summarize the catalogue, or what a query finds",
      declare: (command, { db, ended }) =>
        command
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
          }),
    },
    {
      name: "plot",
      summary: "draw tempos, keys, meters, a piano roll or a map",
      declare: (command, { db, ended }) =>
        command
          .description(
            "draw what a query finds, or one file: midiq plot keys house --to keys.png; midiq plot lists the kinds",
          )
          .addArgument(offering(new Argument("[kind]", plotNames.join(", ")), plotNames))
          .argument("[words...]", "the query, or a file for roll and loop")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .option("--to <file>", "FILE.svg or FILE.png (default: draw in the terminal)")
          .addOption(
            offering(
              new Option("-o, --output <form>", `${either(plotForms)}, to stdout; or FILE.svg or FILE.png`).conflicts(
                "to",
              ),
              plotForms,
            ),
          )
          .addOption(new Option("--width <n>", "width in pixels, or in characters in the terminal").argParser(positive))
          .addOption(
            new Option("--theme <theme>", "colors for a light or a dark background").choices([
              "light",
              "dark",
            ] as const),
          )
          .option("--by <field>", "color the map by a field, or by a kind of tag such as genre")
          .option("--bars <first..last>", "only these bars of a piano roll")
          .addOption(json)
          .action(async (kind, words, options) => {
            ended(await (await import("../commands/plot.ts")).plot(kind, words.join(" "), options));
          }),
    },
  ],
};
