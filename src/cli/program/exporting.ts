/** Commands that write what a catalogue knows for other tools, or for another catalogue. */
import { Option } from "@commander-js/extra-typings";
import { fileForms } from "../../forms/our-forms.ts";
import { allFields, fieldsOption, json, plugin, positive, set, spreadsheet } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function exportingCommands({ program, db, ended }: Shared): void {
  program
    .command("export")
    .description("write the rows of a query to a file for other tools, with a schema; or write the whole catalogue")
    .argument("[words...]", "the query (default: all files)")
    .option(
      "--to <file>",
      `the new file; its ending decides the form: rows.${fileForms.join(", .")}; set.zip holds the files too`,
    )
    .addOption(
      new Option("--files [how]", "also export the files, with their rows and a manifest, into the new folder --to")
        .choices(["copy", "link", "symlink"] as const)
        .preset("copy" as const),
    )
    .option(
      "--layout <template>",
      "folders and names of the files (default: {folder}/{name}); see docs/export-files.md",
    )
    .addOption(new Option("--sample <n>", "number of files to choose at random").argParser(positive))
    .option(
      "--split <shares>",
      "divide the files: train=80,validation=10,test=10; files with the same music stay together",
    )
    .addOption(
      new Option("--seed <n>", "number that decides the random choice and the split").argParser(positive).default(0),
    )
    .option("--verify <folder>", "check exported files against their manifest")
    .addOption(new Option("--as <form>", "the form, if the ending of the file does not decide it").choices(fileForms))
    .addOption(fieldsOption)
    .addOption(allFields)
    .addOption(new Option("--limit <n>", "maximum number of rows").argParser(positive))
    .option("--evidence", "also show the bars where the chords, melodies and rhythms of the query are")
    .addOption(spreadsheet)
    .option("--force", "replace an existing file")
    .addOption(new Option("--catalogue <file>", "write the whole catalogue, as a backup or for another database"))
    .option("--stable", "with --catalogue: leave out times and run numbers, to compare catalogues; cannot be imported")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("../commands/export.ts")).exportTo(query.join(" "), options));
    });
}
