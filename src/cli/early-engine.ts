/**
 * Loads and compiles the embedded engine, in a thread of its own, while the rest of the command is loaded. Both take some
 * 0.2 s. It is a guess from the words and the folder alone: what guesses wrong costs CPU time and changes nothing.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beginThread } from "../database/engine/early-thread.ts";

/** Commands that open no catalogue, and options that end the command before it does. */
const withoutCatalogue = new Set([
  ...["analyze", "completion", "help", "man", "repair", "split"],
  ...["--help", "-h", "--version", "-V"],
]);

/** Whether the words will open an embedded catalogue that is there, and that nobody else has open. */
export function opensEngine(words: readonly string[], environment: NodeJS.ProcessEnv): boolean {
  if (words.length === 0 || words.some((word, n) => withoutCatalogue.has(word) && (n === 0 || word.startsWith("-"))))
    return false;
  const named = words.findLast((word, n) => words[n - 1] === "--db" || word.startsWith("--db="));
  const folder = named?.replace(/^--db=/, "") ?? (environment["MIDIQ_DB"] || "./.midiq");
  // A server has its own engine, and so has the process whose lock lies there.
  if (folder.includes("://") || existsSync(join(folder, "lock"))) return false;
  return existsSync(join(folder, "data", "PG_VERSION"));
}

/** Begins a thread with the engine where the words will need it. */
export function startEngineEarly(words: readonly string[]): void {
  if (opensEngine(words, process.env)) beginThread();
}
