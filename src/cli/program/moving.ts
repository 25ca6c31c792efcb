/** Commands that take a catalogue elsewhere: to a file, and from one into any engine. */
import { Option } from "@commander-js/extra-typings";
import { json } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function movingCommands({ program, db, ended }: Shared): void {
  program
    .command("export")
    .description("write the whole catalogue to one file, for safekeeping or for another database")
    .addOption(new Option("--catalogue <file>", "a file that is not there yet").makeOptionMandatory())
    .addOption(db)
    .option("--stable", "without times and numbers of runs: to compare catalogues, not to be imported")
    .addOption(json)
    .action(async (options) => {
      ended(await (await import("../commands/export.ts")).exportAll(options));
    });
  program
    .command("import")
    .description("read such a file into a new catalogue, or with --merge into one that has files")
    .argument("<file>", "what midiq export wrote")
    .addOption(db)
    .option("--merge", "add what is missing; what is there stays, marks by hand too")
    .addOption(json)
    .action(async (file, options) => {
      ended(await (await import("../commands/import.ts")).importAll(file, options));
    });
}
