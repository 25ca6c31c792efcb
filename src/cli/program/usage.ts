/** What is said of options and arguments: in help, and where they are wrong. */
import { Argument, type Command, Help, InvalidArgumentError, type Option } from "@commander-js/extra-typings";
import { suggest } from "../../../dsl/complete/suggest.ts";

/**
 * What the library calls where words are wrong. It hands over what is wrong, so no text of its own need be read. Its types
 * leave these methods out (commander 15, lib/command.js), so `test/cli/help.test.ts` holds what each says.
 */
interface Refusals {
  unknownOption(flag: string): void;
  missingArgument(name: string): void;
  optionMissingArgument(option: Option): void;
  missingMandatoryOptionValue(option: Option): void;
  _callParseArg(target: Option | Argument, value: string, previous: unknown): unknown;
}

/** Lets each command speak of itself: its own page of help, and what is wrong with words that it refuses. */
export function speakOfUsage(program: Command): void {
  const commands = program.commands as unknown as readonly Command[];
  for (const command of commands)
    command.configureHelp({ optionDescription }).showHelpAfterError(`(${nameOf(command)} --help shows all options)`);
  for (const command of [program, ...commands]) {
    command.configureOutput({
      outputError: (text, write) =>
        write(text.replace(/^(?:error: )?(.)/, (_, first: string) => `midiq: ${first.toUpperCase()}`)),
    });
    Object.assign(command, refusals(command, commands));
  }
}

function refusals(command: Command, commands: readonly Command[]): Refusals {
  const name = nameOf(command);
  return {
    unknownOption(flag) {
      const others = commands.filter(({ options }) => options.some((one) => namesOf(one).includes(flag)));
      const meant = suggest(flag, command.options.flatMap(namesOf));
      const question = meant === undefined ? "" : `\n(Did you mean ${meant}?)`;
      command.error(`Cannot use ${flag}: ${name} has no such option${whereElse(others)}${question}`, {
        code: "commander.unknownOption",
      });
    },
    missingArgument(argument) {
      command.error(`Cannot run ${name} without its argument <${argument}>`, { code: "commander.missingArgument" });
    },
    optionMissingArgument({ flags }) {
      command.error(`Cannot use ${flags} without a value`, { code: "commander.optionMissingArgument" });
    },
    missingMandatoryOptionValue({ flags }) {
      command.error(`Cannot run ${name} without ${flags}`, { code: "commander.missingMandatoryOptionValue" });
    },
    _callParseArg(target, value, previous) {
      try {
        return target.parseArg?.(value, previous as never);
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        const words =
          target instanceof Argument ? `Cannot run ${name} "${value}"` : `Cannot use ${target.long} "${value}"`;
        const choices = target.argChoices;
        return command.error(`${words}: ${choices ? `expected one of ${choices.join(", ")}` : error.message}`, {
          code: error.code,
        });
      }
    },
  };
}

/** As it is typed. */
const nameOf = (command: Command): string => (command.parent ? `midiq ${command.name()}` : "midiq");

const namesOf = ({ long, short }: Option): readonly string[] => [long, short].filter((one) => one !== undefined);

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
