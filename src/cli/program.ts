/** The command line: what it takes by itself, and all subcommands. */
import { Command } from "@commander-js/extra-typings";
import type { LoadedConfig } from "../plugin/config.ts";
import { version } from "../version.ts";
import { dbOption, workersOption } from "./options.ts";
import { addCommands } from "./program/registry.ts";
import { speakOfUsage } from "./program/usage.ts";

const firstSteps = `
First steps:
  midiq add ~/midi                         make a catalogue of a folder, in ./.midiq
  midiq "bpm 120..130 key in [C,G]"        ask it; midiq fields lists all fields
  midiq show song.mid                      show everything about one file
  midiq help query                         the query language on one page
`;

/**
 * Builds the command line.
 *
 * @param ended told the exit status of the subcommand that ran.
 */
export function buildProgram(config: LoadedConfig | undefined, ended: (status: number) => void): Command {
  const db = dbOption(config?.db);
  const workers = workersOption(config?.workers);
  const program = new Command("midiq")
    .description("A catalogue of MIDI files that answers musical questions.")
    .version(version)
    .option("--no-config", "read no midiq.config.ts at all; $MIDIQ_NO_CONFIG=1 does the same")
    .addHelpText("after", firstSteps)
    .showHelpAfterError("(midiq --help shows all commands)")
    .exitOverride();

  addCommands({ program, db, workers, ended });
  speakOfUsage(program);
  return program;
}
