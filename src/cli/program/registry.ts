/** The registry of subcommands: all groups, in the order of a day's work. A command that is not here does not exist. */
import { Command } from "@commander-js/extra-typings";
import { asking } from "./asking.ts";
import { filing } from "./filing.ts";
import type { CommandGroup, DeclaredCommand, Shared } from "./group.ts";
import { looking } from "./looking.ts";
import { maintaining } from "./maintaining.ts";
import { making } from "./making.ts";
import { marking } from "./marking.ts";
import { setFollows } from "./offered.ts";
import { playing } from "./playing.ts";
import { serving } from "./serving.ts";

/** All groups, in the order of the overview. */
export const groups: readonly CommandGroup[] = [
  making,
  asking,
  looking,
  playing,
  serving,
  filing,
  marking,
  maintaining,
];

/** All commands, in the order of the overview. */
export const declaredCommands: readonly DeclaredCommand[] = groups.flatMap(({ commands }) => commands);

/** Adds all commands to the command line, and help on them. */
export function addCommands(shared: Shared): void {
  const { program } = shared;
  for (const { heading, commands } of groups)
    for (const { name, summary, follows, declare } of commands) {
      const command = program.command(name).summary(summary).helpGroup(`${heading}:`);
      if (follows) setFollows(command, follows);
      declare(command as Command, shared);
    }
  const help: Command = new Command("help").helpOption(false) as Command;
  help.argument("[command]").summary("help on a command; midiq help query: the language on one page");
  program.addHelpCommand(help.helpGroup(`${groups.at(-1)?.heading}:`));
  program.configureHelp({ subcommandTerm: (command) => command.name() });
}
