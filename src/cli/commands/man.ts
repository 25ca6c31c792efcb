/** midiq man: the manual page, made of the commands themselves; `midiq man | man -l -` shows it. */
import type { Argument, Command, Option } from "@commander-js/extra-typings";
import { jsonLine } from "../../text/plain.ts";
import { version } from "../../version.ts";
import { exits } from "../failure.ts";

/** Prints the page in the language of man(7), or the commands as JSON lines for other programs. */
export function man(program: Command, { json }: { readonly json?: true }): number {
  process.stdout.write(json ? commandObjects(program) : `${manualPage(program)}\n`);
  return exits.found;
}

/** What is read of a command, whatever its options are typed as. */
interface Described {
  name(): string;
  description(): string;
  helpGroup(): string;
  readonly options: readonly Option[];
  readonly registeredArguments: readonly Argument[];
}

/** A JSON line a command: what help shows of it. */
const commandObjects = (program: Command): string =>
  (program.commands as unknown as readonly Described[])
    .map((command) => {
      const { options, registeredArguments } = command;
      const object = {
        name: command.name(),
        group: groupOf(command),
        description: command.description(),
        arguments: registeredArguments.map((one) => ({
          name: one.name(),
          description: one.description,
          required: one.required,
          variadic: one.variadic,
          choices: one.argChoices ?? [],
        })),
        options: options.map((one) => ({
          flags: one.flags,
          description: one.description,
          required: one.mandatory,
          variadic: one.variadic,
          choices: one.argChoices ?? [],
        })),
      };
      return `${jsonLine(object)}\n`;
    })
    .join("");

/** The heading of its group in the overview, without the colon. */
const groupOf = (command: Described): string => command.helpGroup().replace(/:$/, "");

/** The whole page. */
export function manualPage(program: Command): string {
  const commands = program.commands as unknown as readonly Described[];
  const groups = new Map<string, Described[]>();
  for (const command of commands) groups.set(groupOf(command), [...(groups.get(groupOf(command)) ?? []), command]);
  return [
    `.TH MIDIQ 1 "" "midiq ${version}" "User commands"`,
    ".SH NAME",
    "midiq \\- a catalogue of MIDI files that answers musical questions",
    ".SH SYNOPSIS",
    ".B midiq",
    ".I QUERY",
    ".br",
    ".B midiq",
    ".I COMMAND",
    "[options] [words]",
    ".SH DESCRIPTION",
    text(
      "midiq reads MIDI files from folders, archives and buckets. In each distinct file it finds tempo, key, meter, chords, melodies, " +
        "drums and more. It stores them in a PostgreSQL database: a folder (./.midiq) or a server. Words that are not a command are " +
        "a query. Only organize, rename and dupes change your files, and only with --apply; undo moves the files back.",
    ),
    ...[...groups].flatMap(([heading, some]) => [`.SH ${heading.toUpperCase()}`, ...some.flatMap(commandLines)]),
    ".SH EXIT STATUS",
    ...items([
      ["0", "found, or done"],
      ["1", "nothing found"],
      ["2", "a mistake in the command, explained in one line"],
      ["70", "a fault in midiq: please report it"],
      ["129, 130, 143", "stopped by SIGHUP, Ctrl-C or SIGTERM; finished work is stored"],
    ]),
    ".SH ENVIRONMENT",
    ...items([
      ["MIDIQ_DB", "the catalogue, if --db is not given"],
      ["MIDIQ_NO_CONFIG", "if set, midiq reads no configuration, as with --no-config"],
      ["MIDIQ_WORKERS", "the number of threads, if --workers is not given"],
      ["NO_COLOR", "if set, midiq prints no colors"],
      ["PGHOST, PGPORT, PGUSER, PGPASSWORD, ...", "as in psql, if the catalogue is a server"],
    ]),
    ".SH FILES",
    ...items([
      ["./.midiq", "the catalogue, unless you name another"],
      [
        "midiq.config.ts",
        "settings of this folder and the folders below; it is code, and runs after midiq config trust allows it",
      ],
      ["~/.config/midiq/midiq.config.ts", "your own settings; midiq config shows which apply"],
    ]),
    ".SH EXAMPLES",
    ...items([
      ["midiq add ~/midi", "make a catalogue of a folder"],
      ['midiq "bpm 120..130 key in [C,G] -drums"', "ask it"],
      ["midiq --evidence chords I-V-vi-IV meter 6/8", "show the bars where the chords are"],
      ['midiq like song.mid --by groove "key near(Am)"', "find files with a similar groove and a key that fits"],
    ]),
    ".SH SEE ALSO",
    "midiq help query, midiq fields",
  ].join("\n");
}

/** A line that roff does not take for a request, with its dashes and backslashes as they are. */
const text = (words: string): string =>
  words
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=[.'])/gm, "\\&");

const items = (pairs: readonly (readonly [term: string, meaning: string])[]): readonly string[] =>
  pairs.flatMap(([term, meaning]) => [".TP", `.B "${text(term).replaceAll('"', '""')}"`, text(meaning)]);

function commandLines(command: Described): readonly string[] {
  const words = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? "..." : ""}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [
    `.SS "midiq ${text([command.name(), ...words].join(" "))}"`,
    text(command.description()),
    ...items(command.registeredArguments.map((one) => [one.name(), one.description] as const)),
    ...items(command.options.map((one) => [one.flags, meaningOf(one)] as const)),
  ];
}

const meaningOf = ({ description, argChoices }: Option): string =>
  argChoices ? `${description}: ${argChoices.join(", ")}` : description;
