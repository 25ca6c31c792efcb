/**
 * Runs other programs on what was found, as fd does: `-x 'cp {} /tmp'` one for each file, `-X` one with all of them. No
 * shell reads the words, so that no name of a file can do harm.
 */
import { spawnSync } from "node:child_process";
import { basename, dirname, extname } from "node:path";
import { Mistake } from "./failure.ts";

/** Bytes of arguments that one program is given: the least that POSIX systems take today, less room for the environment. */
const mostBytes = 100_000;

/** What stands for a part of a path. */
const placeholders: Readonly<Record<string, (path: string) => string>> = {
  "{}": (path) => path,
  "{/}": (path) => basename(path),
  "{//}": (path) => dirname(path),
  "{.}": (path) => path.slice(0, path.length - extname(path).length),
  "{/.}": (path) => basename(path, extname(path)),
};
const anyPlaceholder = /\{(?:|\/|\/\/|\.|\/\.)\}/g;

/** Words of a command, read as a shell reads quotes and backslashes, and nothing else. @throws Mistake for an open quote. */
export function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(.)/gsu;
  let word: string | undefined;
  for (const [all, single, double, one, plain, open] of command.matchAll(pattern)) {
    if (open !== undefined) throw new Mistake(`Cannot read the command "${command}": a quote is not closed`);
    if (/^\s/.test(all)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? one ?? plain ?? "");
  }
  if (word !== undefined) words.push(word);
  if (words.length === 0) throw new Mistake("Cannot run an empty command");
  return words.some((one) => one.search(anyPlaceholder) >= 0) ? words : [...words, "{}"];
}

const filled = (word: string, path: string): string =>
  word.replace(anyPlaceholder, (placeholder) => placeholders[placeholder]?.(path) ?? placeholder);

/** How commands ended. */
export interface Ran {
  readonly run: number;
  readonly failed: number;
}

/** Runs the command once for each path, one after the other. */
export function runEach(words: readonly string[], paths: readonly string[]): Ran {
  const failed = paths.filter((path) => !succeeds(words.map((word) => filled(word, path)))).length;
  return { run: paths.length, failed };
}

/** Runs the command with all paths at once, or as often as its arguments are too long. */
export function runWithAll(words: readonly string[], paths: readonly string[]): Ran {
  const expand = (some: readonly string[]): readonly string[] =>
    words.flatMap((word) => (word.search(anyPlaceholder) >= 0 ? some.map((path) => filled(word, path)) : [word]));
  const ran = { run: 0, failed: 0 };
  let first = 0;
  while (first < paths.length) {
    let end = first;
    for (let bytes = 0; end < paths.length; end++) {
      bytes += Buffer.byteLength(paths[end] ?? "") + 1;
      if (bytes > mostBytes && end > first) break;
    }
    ran.run++;
    if (!succeeds(expand(paths.slice(first, end)))) ran.failed++;
    first = end;
  }
  return ran;
}

/** @throws Mistake when the program cannot be started. */
function succeeds([program = "", ...given]: readonly string[]): boolean {
  const { status, error } = spawnSync(program, given, { stdio: "inherit" });
  if (!error) return status === 0;
  const { code } = error as NodeJS.ErrnoException;
  throw new Mistake(
    `Cannot run "${program}": ${code === "ENOENT" ? "there is no such program" : code === "EACCES" ? "it is not a program" : error.message}`,
  );
}
