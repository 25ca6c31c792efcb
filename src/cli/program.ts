/** The subcommands, each loaded when it is asked for. */
import { Command } from "@commander-js/extra-typings";
import type { LoadedConfig } from "../plugin/config.ts";
import { version } from "../version.ts";
import { dbOption, workersOption } from "./options.ts";
import { askingCommands } from "./program/asking.ts";
import { comfortCommands } from "./program/comfort.ts";
import { exportingCommands } from "./program/exporting.ts";
import { lookingCommands } from "./program/looking.ts";
import { makingCommands } from "./program/making.ts";
import { markingCommands } from "./program/marking.ts";
import { movingCommands } from "./program/moving.ts";
import { organizingCommands } from "./program/organizing.ts";
import { arrangeOverview } from "./program/overview.ts";
import { plottingCommands } from "./program/plotting.ts";
import { reachingCommands } from "./program/reaching.ts";
import { speakOfUsage } from "./program/usage.ts";
import { workingCommands } from "./program/working.ts";

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

  const shared = { program, db, workers, ended };
  workingCommands(shared);
  askingCommands(shared);
  lookingCommands(shared);
  reachingCommands(shared);
  markingCommands(shared);
  makingCommands(shared);
  exportingCommands(shared);
  movingCommands(shared);
  organizingCommands(shared);
  comfortCommands(shared);
  plottingCommands(shared);
  arrangeOverview(program);
  speakOfUsage(program);
  return program;
}
