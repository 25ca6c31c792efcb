/** Commands that help with the command itself. */
import { Argument } from "@commander-js/extra-typings";
import { shells } from "../completion/scripts.ts";
import { json, plugin, set } from "../options.ts";
import type { Shared } from "./shared.ts";

const trustWords = ["trust", "untrust", "list"] as const;

/** Adds them to the command line. */
export function comfortCommands({ program, db, workers, ended }: Shared): void {
  program
    .command("config")
    .description(
      "show the settings, and where each comes from; trust FILE lets a midiq.config.ts run, untrust FILE revokes that",
    )
    .addArgument(new Argument("[what]", "trust, untrust or list, instead of the settings").choices(trustWords))
    .argument("[file]", "the configuration file (default: the nearest midiq.config.ts)")
    .addOption(db)
    .addOption(workers)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (what, file, options, command) => {
      if (what !== undefined) {
        const { listTrusted, trustConfig, untrustConfig } = await import("../commands/config-trust.ts");
        if (what === "list") ended(listTrusted(options.json === true));
        else ended(what === "trust" ? trustConfig(file) : untrustConfig(file));
        return;
      }
      const isGiven = (option: string): boolean =>
        option in options && command.getOptionValueSource(option as keyof typeof options) === "cli";
      ended(await (await import("../commands/config.ts")).config(options, isGiven));
    });
  program
    .command("man")
    .description("print the manual page: midiq man | man -l -")
    .option("--json", "print the commands with their arguments and options as JSON, one command per line")
    .action(async (options) => {
      ended((await import("../commands/man.ts")).man(program, options));
    });
  program
    .command("completion")
    .description("print a script that lets Tab complete commands, options, fields and values")
    .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(shells))
    .action(async (shell) => {
      ended((await import("../commands/completion.ts")).completion(shell));
    });
}
