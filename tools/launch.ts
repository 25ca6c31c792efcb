/**
 * What the compiled command does first: unpacks midiq as it is installed elsewhere into the user's cache, once a version,
 * and starts it from there. So workers, WebAssembly, plugins and isolated processes find real files, as in a package.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { unpackCargo } from "./cargo.ts";

/**
 * Starts the command.
 *
 * @param cargo path of the packed files inside the executable.
 * @param name of this version with a hash of its files: the folder that they are unpacked to.
 */
export async function launch(cargo: string, name: string): Promise<void> {
  const main = join(unpacked(cargo, name), "package", "dist", "command", "main.js");
  await ((await import(pathToFileURL(main).href)) as { readonly start: () => Promise<void> }).start();
}

/** The folder of a version. It appears whole, by a rename, whoever else unpacks it at the same time. */
function unpacked(cargo: string, name: string): string {
  const cache = join(cacheFolder(), "midiq");
  const home = join(cache, name);
  if (existsSync(home)) return home;
  let unfinished: string | undefined;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    unfinished = mkdtempSync(join(cache, "unpacking-"));
    unpackCargo(readFileSync(cargo), unfinished);
    renameSync(unfinished, home);
  } catch (error) {
    if (unfinished !== undefined) rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(home)) return home;
    const why = error instanceof Error ? error.message : String(error);
    console.error(`midiq: Cannot unpack to ${cache}: ${why}; XDG_CACHE_HOME names another folder for caches`);
    process.exit(2);
  }
  return home;
}

/** Where caches belong: $XDG_CACHE_HOME, which counts only as an absolute path, or the system's place. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: named, LOCALAPPDATA: local } = process.env;
  if (named && isAbsolute(named)) return named;
  if (process.platform === "win32" && local) return local;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
