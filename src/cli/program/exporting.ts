/** Commands that write what a catalogue knows for other tools, or for another catalogue. */
import { Option } from "@commander-js/extra-typings";
import { rowForms } from "../export/row-forms.ts";
import { allFields, fieldsOption, json, plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function exportingCommands({ program, db, ended }: Shared): void {
  program
    .command("export")
    .description("write the rows of a query to a file for other tools, with what they mean; or the whole catalogue")
    .argument("[words...]", "the query; all files unless said")
    .option("--to <file>", "a new file, whose ending says its form: rows.parquet, .arrow, .csv, .tsv, .jsonl")
    .addOption(new Option("--as <form>", "the form, where the ending does not say it").choices(rowForms))
    .addOption(fieldsOption)
    .addOption(allFields)
    .addOption(new Option("--limit <n>", "at most so many rows").argParser(positive))
    .option("--evidence", "also say in which bars the patterns of the query were found")
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
