/**
 * Whoever runs the command's module with Bun itself (`bun dist/command/main.js`) has left out the flags that bin/midiq.mjs
 * gives. The process replaces itself by one that has them, before it uses anything of the current folder. Two things come
 * before its first line, and only the flags refuse them: a `preload`, and a path `*`, which stands for the module itself.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { bunFlags, compilerOptions } from "../isolation/bun-flags.ts";

/** Starts the same command again with the flags; returns where that is needless, or where the system cannot. */
export function sealStart(): void {
  const [flag = "", ...others] = bunFlags();
  if (!process.versions["bun"] || process.platform === "win32" || process.execArgv.includes(flag)) return;
  process.execve?.(
    process.execPath,
    [process.execPath, flag, ...others, ...process.execArgv, ...process.argv.slice(1)],
    { ...compilerOptions, ...environmentAtStart() },
  );
}

/** The environment without what Bun added from .env files; where the system does not tell, as it is now. */
function environmentAtStart(): NodeJS.ProcessEnv {
  try {
    const entries = readFileSync("/proc/self/environ", "utf8").split("\0").filter(Boolean);
    return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2) as [string, string]));
  } catch {
    return process.env;
  }
}
