/** What the groups of commands are given. */
import type { Command } from "@commander-js/extra-typings";
import type { dbOption, workersOption } from "../options.ts";

/** The command line that is being built, and the options whose defaults come from the configuration. */
export interface Shared {
  readonly program: Command;
  readonly db: ReturnType<typeof dbOption>;
  readonly workers: ReturnType<typeof workersOption>;
  /** Told the exit status of the subcommand that ran. */
  readonly ended: (status: number) => void;
}
