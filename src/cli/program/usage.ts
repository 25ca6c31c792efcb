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
          if (unknown === undefined)
            write(text.replace(/^error: (.)/, (_, first: string) => `midiq: ${first.toUpperCase()}`));
          else
            write(
              `midiq: Cannot use ${unknown}: midiq ${name} has no such option${whereElse(others)}${text.slice(text.indexOf("\n"))}`,
            );
        },
      });
  }
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
