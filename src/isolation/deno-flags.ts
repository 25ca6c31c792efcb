/**
 * The flags with which an isolated process finds the same modules as this one on Deno, where "midiq" and all that a plugin
 * imports come from an import map. A worker does not know how its process was started, so the system is asked.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const inherited = ["--config", "-c", "--import-map"];

/**
 * Flags for a `deno run` that reads the configuration of this process: the one that it was given, or the nearest one above
 * its script. None where the system does not tell (it does on Linux): then Deno looks above our own files.
 */
export function denoFlags(commandLine: readonly string[] = ownCommandLine()): readonly string[] {
  const flags: string[] = [];
  let at = commandLine.indexOf("run") + 1;
  if (at === 0) return [];
  for (; commandLine[at]?.startsWith("-"); at++) {
    const [name = "", value] = (commandLine[at] as string).split(/=(.*)/s);
    if (inherited.includes(name)) flags.push(name, absolute(value ?? commandLine[++at] ?? ""));
  }
  const script = commandLine[at];
  if (script === undefined || flags.some((flag) => flag === "--config" || flag === "-c")) return flags;
  const found = configAbove(dirname(absolute(script)));
  return found === undefined ? flags : [...flags, "--config", found];
}

function ownCommandLine(): readonly string[] {
  try {
    return readFileSync("/proc/self/cmdline", "utf8").split("\0").slice(0, -1);
  } catch {
    return [];
  }
}

/** A path of the command line; what is at another place than this machine stays as it is. */
const absolute = (given: string): string =>
  given.startsWith("file:") ? fileURLToPath(given) : /^\w{2,}:/.test(given) ? given : resolve(process.cwd(), given);

function configAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = ["deno.json", "deno.jsonc"].map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || at === dirname(at)) return found;
  }
}
