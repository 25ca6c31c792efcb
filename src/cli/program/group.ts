/** How a subcommand is declared: in one place, from which the parser, help, completion and the manual page come. */
import type { Command } from "@commander-js/extra-typings";
import type { dbOption, workersOption } from "../options.ts";

/** What a declaration is given. */
export interface Shared {
  /** The whole command line, for commands that speak of it. */
  readonly program: Command;
  /** Options whose defaults come from the configuration. */
  readonly db: ReturnType<typeof dbOption>;
  readonly workers: ReturnType<typeof workersOption>;
  /** Told the exit status of the subcommand that ran. */
  readonly ended: (status: number) => void;
}

/** One subcommand. */
export interface DeclaredCommand {
  readonly name: string;
  /** What `midiq --help` says of it; its own help says the rest. */
  readonly summary: string;
  /** People begin queries with its name too: which next words make it the command (`tag +house`, `rate 4`). */
  readonly follows?: RegExp;
  /** Gives it arguments and options, and loads its function in `src/cli/commands/` when it runs. */
  readonly declare: (command: Command, shared: Shared) => unknown;
}

/** Commands under one heading of the overview. */
export interface CommandGroup {
  readonly heading: string;
  readonly commands: readonly DeclaredCommand[];
}
