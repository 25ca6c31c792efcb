/** What stands at the cursor of a command line: a command, an option, a path, a query. */
import type { Argument, Command, Option } from "@commander-js/extra-typings";
import { isCommand } from "../arguments.ts";
import { offeredBy } from "../program/offered.ts";

/** A candidate for the word at the cursor, and what it means in a few words. */
export interface WordCandidate {
  readonly text: string;
  readonly about: string;
}

/** What may stand at the cursor: some words, a path, or the next word of a query that begins with earlier words. */
export interface Place {
  readonly words: readonly WordCandidate[];
  readonly isPath?: true;
  /** Words of the query before the one at the cursor. */
  readonly query?: readonly string[];
  readonly isField?: true;
  /** A tag to give or to take away, behind its sign. */
  readonly isTag?: true;
}

/** The parts of a command line that completion reads, whatever their types. */
interface Spoken {
  name(): string;
  summary(): string;
  description(): string;
  readonly options: readonly Option[];
  readonly registeredArguments: readonly Argument[];
}
type Line = Spoken & { readonly commands: readonly Spoken[] };

/** The command that commander adds by itself. */
const help: Spoken = {
  name: () => "help",
  summary: () => "help on a command, or on the query language",
  description: () => "",
  options: [],
  registeredArguments: [],
};

const firstLine = (text: string): string => text.split(/[:;(]/)[0]?.trim() ?? "";
const paths = /^(?:paths?|files?|folder|dir|url)$/;

/** Reads where the cursor stands. @param before words after the name of the command, before the one at the cursor. */
export function placeIn(program: Command, before: readonly string[], current: string): Place {
  const line = program as unknown as Line;
  const all = [line, ...line.commands].flatMap(({ options }) => options);
  const words: string[] = [];
  let command: Spoken | undefined;
  // Options of one name mean different things: `like --by groove`, `stats --by key`.
  const byName = (word: string): Option | undefined =>
    [...(command?.options ?? []), ...all].find(({ long, short }) => long === word || short === word);
  for (let n = 0; n < before.length; n++) {
    const word = before[n] as string;
    const option = byName(word);
    if (n === before.length - 1 && (option?.required || (option?.optional && option.argChoices)))
      return valuesOf(option);
    if (option) {
      if (option.required) n++;
    } else if (!command && words.length === 0 && isCommand(word, [...before.slice(n + 1), current], program)) {
      command = named(line, word) ?? help;
    } else words.push(word);
  }
  const place = command ? argumentAt(line, command, words, current) : queryAt(line, words);
  // In a query one dash takes what follows away.
  const isOption = current.startsWith("--") || (current.startsWith("-") && !place.query && !place.isTag);
  if (!isOption) return place;
  const options = command?.options ?? [...line.options, ...(named(line, "find")?.options ?? [])];
  return { words: optionsAt(options, before) };
}

/** The first word may be a command or begin a query. */
const queryAt = (line: Line, words: readonly string[]): Place => ({
  words: words.length === 0 ? commandsOf(line) : [],
  query: words,
});

const named = ({ commands }: Line, word: string): Spoken | undefined => commands.find((one) => one.name() === word);

const commandsOf = ({ commands }: Line): readonly WordCandidate[] =>
  [...commands, help].map((one) => ({ text: one.name(), about: one.summary() || firstLine(one.description()) }));

/** Options that were not given yet, or may be given again. */
const optionsAt = (options: readonly Option[], before: readonly string[]): readonly WordCandidate[] =>
  options
    .filter(({ long, short }) => long !== undefined && ![long, short].some((name) => name && before.includes(name)))
    .map(({ long, description }) => ({ text: long as string, about: firstLine(description) }));

const offered = (words: readonly string[]): Place => ({ words: words.map((text) => ({ text, about: "" })) });

function valuesOf(option: Option): Place {
  const [, value = ""] = /<([a-z]+)/.exec(option.flags) ?? [];
  const words = offeredBy(option);
  if (words) return offered(words);
  if (value === "field") return { words: [], isField: true };
  return paths.test(value) ? { words: [], isPath: true } : { words: [] };
}

function argumentAt(line: Line, command: Spoken, words: readonly string[], current: string): Place {
  const { registeredArguments: all } = command;
  const at = Math.min(words.length, all.length - 1);
  const argument = all[at];
  if (command.name() === "tag" && /^[+-](?!-)/.test(current)) return { words: [], isTag: true };
  if (command.name() === "help")
    return { words: [...commandsOf(line), { text: "query", about: "the language on one page" }] };
  if (!argument || (words.length > at && !argument.variadic)) return { words: [] };
  const offers = offeredBy(argument);
  if (offers) return offered(offers);
  const name = argument.name();
  if (paths.test(name)) return { words: [], isPath: true };
  if (command.name() === "plot" && words[0] === "roll") return { words: [], isPath: true };
  if (name === "name" && command.name() === "fields") return { words: [], isField: true };
  if (name !== "words" && name !== "query") return { words: [] };
  // What comes before the query of `midiq tag +house QUERY` is none of it.
  const given = command.name() === "tag" ? words.filter((word) => !/^[+-]/.test(word)) : words;
  return { words: [], query: given.slice(Math.min(at, given.length)) };
}
