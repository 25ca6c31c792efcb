import type { Command } from "@commander-js/extra-typings";
import { mayFollow } from "./program/offered.ts";

/**
 * Sorts the words of a command line before commander sees them. Words that are no command begin a query; in a query,
 * known --options may stand anywhere, and any other word with one dash belongs to the query (`midiq piano -drums`).
 */

/** What is read of the commands, whatever their options are typed as. */
export type CommandLine = Pick<Command, "options"> & {
  readonly commands: readonly (Pick<Command, "options"> & { name(): string })[];
};

/** Options by each of their names: those that take a value, that may take one, and that take none. */
interface Vocabulary {
  readonly valued: ReadonlySet<string>;
  readonly optional: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
}

/**
 * Reads the options off all commands. An option that takes a value in one command and none in another (`doctor --fix FOLDER`,
 * `db check --fix`) is read as that of the command that is named.
 */
function vocabularyOf(program: CommandLine, words: readonly string[]): Vocabulary {
  const named = program.commands.find((command) => words.includes(command.name()));
  const own = new Set(named?.options.map(({ long }) => long));
  const others = [program, ...program.commands].flatMap((command) => command.options);
  const options = [...(named?.options ?? []), ...others.filter(({ long }) => !own.has(long))];
  const namesOf = (some: CommandLine["options"]): string[] =>
    some.flatMap(({ long, short }) => [long, short]).filter((name) => typeof name === "string");
  return {
    valued: new Set(namesOf(options.filter(({ required }) => required))),
    optional: new Set(namesOf(options.filter(({ optional }) => optional))),
    flags: new Set(["--help", "-h", ...namesOf(options.filter(({ required, optional }) => !required && !optional))]),
  };
}

/** An unknown long option is a typing mistake, never part of a query. */
const isLong = (word: string): boolean => /^--[a-z]/i.test(word);

/** The values of an option that may be given several times, before the rest is read. */
export const valuesOf = (words: readonly string[], option: string): string[] =>
  words.flatMap((word, n) => {
    if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
    return words[n - 1] === option ? [word] : [];
  });

/** Whether a word is a command, or begins a query. `forget PATH --missing` is one: no query takes that option. */
export function isCommand(word: string, [next = "--", ...others]: readonly string[], program: CommandLine): boolean {
  if (word === "help") return true;
  const command = program.commands.find((one) => one.name() === word);
  return command !== undefined && (mayFollow(command, next) || (word === "forget" && others.includes("--missing")));
}

/**
 * Puts options first and the words of a query behind `--`, so that commander takes them as they are.
 *
 * @param program all commands, those of plugins too.
 */
export function arrange(words: readonly string[], program: CommandLine): string[] {
  const { valued, optional, flags } = vocabularyOf(program, words);
  const options: string[] = [];
  const rest: string[] = [];
  let command: string | undefined;
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as string;
    if (word === "--") {
      rest.push(...words.slice(n + 1));
      break;
    }
    const name = word.includes("=") && isLong(word) ? word.slice(0, word.indexOf("=")) : word;
    if (valued.has(name)) {
      options.push(word);
      if (name === word && n + 1 < words.length) options.push(words[++n] as string);
    } else if (optional.has(word) && /^[^-]/.test(words[n + 1] ?? "")) {
      options.push(`${word}=${words[++n]}`);
    } else if (flags.has(word) || isLong(word)) options.push(word);
    else if (command === undefined && rest.length === 0 && isCommand(word, words.slice(n + 1), program)) command = word;
    else rest.push(word);
  }
  if (command === undefined && rest.length === 0) return options;
  return [command ?? "find", ...options, ...(rest.length > 0 ? ["--", ...rest] : [])];
}
