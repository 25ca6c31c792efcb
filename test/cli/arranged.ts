/** The words of a command line as our commands take them. */
import { arrange } from "../../src/cli/arguments.ts";
import { buildProgram } from "../../src/cli/program.ts";

const program = buildProgram(undefined, () => {});

/** Options first, and the words of a query behind `--`. */
export const arrangeWords = (words: readonly string[]): string[] => arrange(words, program);
