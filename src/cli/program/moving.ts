/** Commands that bring a catalogue from elsewhere: out of a file that another one wrote, into any engine. */
import { json, noSync } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function movingCommands({ program, db, ended }: Shared): void {
  program
    .command("import")
    .description(
      "read what `midiq export --catalogue` wrote into a new catalogue, or with --merge into one that has files",
    )
    .argument("<file>", "what midiq export --catalogue wrote")
    .addOption(db)
    .option("--merge", "add what is missing; what is there stays, marks by hand too")
    .addOption(noSync)
    .addOption(json)
    .action(async (file, options) => {
      ended(await (await import("../commands/import.ts")).importAll(file, options));
    });
}
