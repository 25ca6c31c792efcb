/** Commands that bring a catalogue from elsewhere: out of a file that another one wrote, into any engine. */
import { json, noSync } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function movingCommands({ program, db, ended }: Shared): void {
  program
    .command("import")
    .description("read a file of `midiq export --catalogue` into a new catalogue, or with --merge into an existing one")
    .argument("<file>", "a file that midiq export --catalogue wrote")
    .addOption(db)
    .option("--merge", "add what is missing; existing rows, tags and ratings stay")
    .addOption(noSync)
    .addOption(json)
    .action(async (file, options) => {
      ended(await (await import("../commands/import.ts")).importAll(file, options));
    });
}
