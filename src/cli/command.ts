/** What the command does: reads the words, runs the one command that is asked for, and turns failures into exits. */
import { CommanderError } from "@commander-js/extra-typings";
import { outputReason } from "../text/system-error.ts";
import { arrange, valuesOf } from "./arguments.ts";
import { exits, explainFailure } from "./failure.ts";
import { defaultDb } from "./options.ts";
import { buildProgram } from "./program.ts";
import { configOf, doWithoutConfig, lookForConfig } from "./settings.ts";
import { endNow, stoppedStatus } from "./stop.ts";
import { guard } from "./terminal.ts";
import { wantsConfig, withoutSwitch } from "./trust/config-words.ts";

/** Runs the command with the words after its name, and returns the exit status. */
export async function main(given: readonly string[]): Promise<number> {
  lookForConfig();
  const words = withoutSwitch(given);
  if (words[0] === "help" && words[1] === "query") return (await import("./commands/help-query.ts")).helpQuery();
  let status: number = exits.found;
  let arranged: string[] = [];
  try {
    const ends = (ended: number): void => {
      status = ended;
    };
    const plainProgram = buildProgram(undefined, ends);
    if (words.length < given.length || !wantsConfig(arrange(words, plainProgram))) doWithoutConfig();
    // The doctor is wanted most where the configuration is broken.
    const isDoctor = words[0] === "doctor";
    const config = isDoctor ? await configOf().catch(() => undefined) : await configOf();
    const program = config === undefined ? plainProgram : buildProgram(config, ends);
    const named = { plugin: valuesOf(words, "--plugin"), set: valuesOf(words, "--set") };
    const isExtended = !isDoctor && (named.plugin.length > 0 || (config?.plugins.length ?? 0) > 0);
    if (isExtended) {
      await (await import("./plugin-commands.ts")).addPluginCommands(program, named, config, ends);
    }
    arranged = arrange(words, program);
    if (arranged.length === 0) return (await import("./commands/first-steps.ts")).firstSteps(defaultDb(config?.db));
    else await program.parseAsync(arranged, { from: "user" });
    // A word that is no command begins a query, also one that was meant as a command.
    if (arranged[0] === "find" && words[0] !== "find" && (status === exits.found || status === exits.nothing)) {
      const { isNamed, nearCommand } = await import("./program/near-command.ts");
      const query = queryIn(arranged);
      const meant = nearCommand(query, program, status === exits.found);
      if (status === exits.nothing && isNamed(query)) process.stderr.write(`To see a file, run midiq show ${query}\n`);
      else if (meant !== undefined) process.stderr.write(`${meant}\n`);
    }
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.found : exits.mistake;
    return explainFailure(error, process.stderr, queryIn(arranged));
  }
  return status;
}

const queryIn = (arranged: readonly string[]): string => arranged.slice(arranged.indexOf("--") + 1).join(" ");

/** Runs the command on the words that this process was started with, and ends with its exit status. */
export async function start(): Promise<void> {
  // Messages are text wherever they go. What is sent to a file or a program may be bytes, or paths that must be exact.
  guard(process.stderr);
  if (process.stdout.isTTY) guard(process.stdout);
  // A reader that has seen enough (`midiq ... | head`) closes the pipe: that is success.
  process.stdout.on("error", endWithoutOutput);
  // Where not even a message can be written, the status alone says that something went wrong.
  process.stderr.on("error", () => {});
  const ended = await main(process.argv.slice(2));
  const status = stoppedStatus() ?? ended;
  process.exitCode = status;
  // A failed engine leaves threads behind that would keep the process, as does on Deno a worker that hung. After a success
  // all output goes out first.
  if (status === exits.mistake || status === exits.bug) process.exit();
  // A list on stdin that nobody ends would keep a command that was stopped.
  if ("Deno" in globalThis || stoppedStatus() !== undefined) process.stdout.write("", () => process.exit(status));
}

/** Nobody reads on, or the place that the output was sent to is full or gone. */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return void endNow(exits.found);
  process.stderr.write(`midiq: ${outputReason(error)}\n`);
  void endNow(exits.mistake);
}
