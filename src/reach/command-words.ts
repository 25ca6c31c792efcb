/**
 * Commands that other programs are run by, as fd has them: `cp {} /tmp`, one for each file, or one with all of them. No
 * shell reads the words, so that no name of a file can do harm.
 */
import { basename, dirname, extname } from "node:path";
import { AskedError } from "../errors.ts";

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

/**
 * Words of a command, read as a shell reads quotes and backslashes, and nothing else; `{}` comes last where no word has it.
 *
 * @throws AskedError `bad-command` for an open quote, or no words.
 */
export function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(.)/gsu;
  let word: string | undefined;
  for (const [all, single, double, one, plain, open] of command.matchAll(pattern)) {
    if (open !== undefined)
      throw new AskedError("bad-command", `Cannot read the command "${command}": a quote is not closed`);
    if (/^\s/.test(all)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? one ?? plain ?? "");
  }
  if (word !== undefined) words.push(word);
  if (words.length === 0) throw new AskedError("bad-command", "Cannot run an empty command");
  return words.some((one) => one.search(anyPlaceholder) >= 0) ? words : [...words, "{}"];
}

const filled = (word: string, path: string): string =>
  word.replace(anyPlaceholder, (placeholder) => placeholders[placeholder]?.(path) ?? placeholder);

/** A command for one file: the program, and what it is given. */
export const commandFor = (words: readonly string[], path: string): readonly string[] =>
  words.map((word) => filled(word, path));

/** One command for all files, or as many as its arguments are too long for one. */
export function commandsForAll(words: readonly string[], paths: readonly string[]): readonly (readonly string[])[] {
  const commands: (readonly string[])[] = [];
  let first = 0;
  while (first < paths.length) {
    let end = first;
    for (let bytes = 0; end < paths.length; end++) {
      bytes += Buffer.byteLength(paths[end] ?? "") + 1;
      if (bytes > mostBytes && end > first) break;
    }
    const some = paths.slice(first, end);
    commands.push(
      words.flatMap((word) => (word.search(anyPlaceholder) >= 0 ? some.map((path) => filled(word, path)) : [word])),
    );
    first = end;
  }
  return commands;
}
