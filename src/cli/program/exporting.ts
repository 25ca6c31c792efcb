/** Commands that write what a catalogue knows for other tools, or for another catalogue. */
import { Option } from "@commander-js/extra-typings";
import { fileForms } from "../../forms/our-forms.ts";
import { allFields, fieldsOption, json, plugin, positive, set, spreadsheet } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function exportingCommands({ program, db, ended }: Shared): void {
  program
    .command("export")
    .description("write the rows of a query to a file for other tools, with what they mean; or the whole catalogue")
    .argument("[words...]", "the query; all files unless said")
    .option("--to <file>", `a new file, whose ending says its form: rows.${fileForms.join(", .")}; set.zip`)
    .addOption(
      new Option("--files [how]", "the files too, with their rows and a manifest, into the new folder of --to")
        .choices(["copy", "link", "symlink"] as const)
        .preset("copy" as const),
    )
    .option("--layout <template>", "folders and names of the files, {folder}/{name} unless said; docs/export-files.md")
    .addOption(new Option("--sample <n>", "so many of them, by lot").argParser(positive))
    .option("--split <shares>", "train=80,validation=10,test=10: what is the same music stays together")
    .addOption(new Option("--seed <n>", "another lot, another split").argParser(positive).default(0))
    .option("--verify <folder>", "whether exported files are as their manifest says")
    .addOption(new Option("--as <form>", "the form, where the ending does not say it").choices(fileForms))
    .addOption(fieldsOption)
    .addOption(allFields)
    .addOption(new Option("--limit <n>", "at most so many rows").argParser(positive))
    .option("--evidence", "also say in which bars the patterns of the query were found")
    .addOption(spreadsheet)
    .option("--force", "replace what stands under the name")
    .addOption(new Option("--catalogue <file>", "the whole catalogue, for safekeeping or another database"))
    .option(
      "--stable",
      "with --catalogue: without times and numbers of runs, to compare catalogues, not to be imported",
    )
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("../commands/export.ts")).exportTo(query.join(" "), options));
    });
}
