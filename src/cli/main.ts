/**
 * The command `midiq`, as a process is started with it. Nothing but the seal is loaded before the seal: settings of the current
 * folder could send Bun to a registry for any package that an import names.
 */
import { sealStart } from "./sealed-start.ts";

/** Runs the command on the words that this process was started with, and ends with its exit status. */
export const start = async (): Promise<void> => (await import("./command.ts")).start();

// Read in one go: for Node the bundler writes a test of its own in place of import.meta and a property, which is always true.
const { main: isStarted } = import.meta;
if (isStarted) {
  sealStart();
  (await import("./early-engine.ts")).startEngineEarly(process.argv.slice(2));
  await start();
}
