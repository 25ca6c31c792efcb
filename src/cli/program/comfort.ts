/** Commands that help with the command itself. */
import { Argument } from "@commander-js/extra-typings";
import { shells } from "../completion/scripts.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function comfortCommands({ program, ended }: Shared): void {
  program
    .command("completion")
    .description("print the script that lets Tab complete commands, options, fields and values: bash, zsh or fish")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .action(async (shell) => {
      ended((await import("../commands/completion.ts")).completion(shell));
    });
}
