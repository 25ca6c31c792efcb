/** What is said of options and arguments: in help, and where they are wrong. */
import type { Command } from "@commander-js/extra-typings";
import { Help } from "@commander-js/extra-typings";

/** Lets each command speak of itself: its own page of help, and which commands have an option that it has not. */
export function speakOfUsage(program: Command): void {
  const commands = program.commands as unknown as readonly Command[];
  for (const command of commands) {
    const name = command.name();
    command
      .configureHelp({ optionDescription })
      .showHelpAfterError(`(midiq ${name} --help shows all options)`)
      .configureOutput({
        outputError: (text, write) => {
          const unknown = /^error: unknown option '([^']+)'/.exec(text)?.[1];
          const others = commands.filter(({ options }) =>
            options.some(({ long, short }) => unknown !== undefined && [long, short].includes(unknown)),
          );
          if (unknown === undefined) write(reworded(text, name));
          else
            write(
              `midiq: Cannot use ${unknown}: midiq ${name} has no such option${whereElse(others)}${text.slice(text.indexOf("\n"))}`,
            );
        },
      });
  }
}

/** What the library says of words that it refuses, and how midiq says it. */
const wordings: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^error: missing required argument '([^']+)'/, "Cannot run midiq NAME without its argument <$1>"],
  [/^error: required option '([^']+)' not specified/, "Cannot run midiq NAME without $1"],
  [/^error: option '[^']*?(--[\w-]+)[^']*' argument '([^']*)' is invalid\. /, 'Cannot use $1 "$2": '],
  [/^error: option '[^']*?(--[\w-]+)[^']*' argument missing/, "Cannot use $1 without a value"],
  [/^error: command-argument value '([^']*)' is invalid for argument '[^']+'\. /, 'Cannot run midiq NAME "$1": '],
];

function reworded(text: string, command: string): string {
  const [theirs, ours] = wordings.find(([pattern]) => pattern.test(text)) ?? [];
  if (theirs === undefined || ours === undefined)
    return text.replace(/^error: (.)/, (_, first: string) => `midiq: ${first.toUpperCase()}`);
  return text
    .replace(theirs, `midiq: ${ours.replace("NAME", command)}`)
    .replace(/: Expected ([^\n]*)\.(?=\n)/, ": expected $1")
    .replace(/: Allowed choices are ([^\n]*)\.(?=\n)/, ": expected one of $1");
}

/** Commands that are told: an option that half of them have says nothing. */
const told = 4;

const whereElse = (others: readonly Command[]): string =>
  others.length === 0 || others.length > told
    ? ""
    : `; ${others.map((one) => one.name()).join(", ")} ${others.length === 1 ? "has" : "have"} it`;

const usual = new Help();

/** An option that may be given several times has no default to speak of. */
const optionDescription: Help["optionDescription"] = (option) =>
  Array.isArray(option.defaultValue) && option.defaultValue.length === 0 && option.argChoices === undefined
    ? option.description
    : usual.optionDescription(option);
