/** midiq completion SHELL: the script that makes Tab ask midiq; and what it answers. */
import type { Command } from "@commander-js/extra-typings";
import { type Shell, scripts } from "../completion/scripts.ts";
import { candidatesFor, linesFor } from "../completion/shell.ts";
import { exits } from "../failure.ts";
import type { CatalogueOptions } from "../settings.ts";

/** Prints the script of a shell; on a terminal, where nobody reads it, also how it is used. */
export function completion(shell: Shell): number {
  const { script, install } = scripts[shell];
  process.stdout.write(script);
  if (process.stdout.isTTY) process.stderr.write(`\nTo use it in every session:\n  ${install}\n`);
  return exits.found;
}

/** Answers Tab: candidates for the last word of a line. A line that nobody understands has none; a shell wants no errors. */
export async function completeLine(
  shell: Shell,
  line: string,
  program: Command,
  options: CatalogueOptions,
): Promise<number> {
  try {
    const lines = linesFor(shell, line, await candidatesFor(line, program, options));
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
    return exits.found;
  } catch {
    return exits.nothing;
  }
}
