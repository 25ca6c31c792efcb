/** How the command fails: one line for what a person can mend (exit 2), the stack for what is our fault (exit 70). */

import { type ErrorContext, MidiqError } from "../errors.ts";
import { systemReason } from "../text/system-error.ts";

/** Exit statuses of the command. */
export const exits = { found: 0, nothing: 1, mistake: 2, bug: 70, interrupted: 130 } as const;

/** A mistake of the person at the keyboard: said in one line, without a stack. */
export class Mistake extends MidiqError<"mistake"> {
  override readonly name = "Mistake";
  constructor(message: string, context?: ErrorContext) {
    super("mistake", message, context);
  }
}

/** Error classes whose message is written for the person who reads it. */
const forPeople: ReadonlySet<string> = new Set([
  "Mistake",
  "PluginError",
  "StoreError",
  "AskedError",
  "Refusal",
  "FileRefused",
]);

/**
 * Prints an error and returns the exit status for it.
 *
 * @param query the query that was typed, for an error that shows where in it something is wrong.
 */
export async function explainFailure(error: unknown, out: NodeJS.WritableStream, query: string): Promise<number> {
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  if (code === "EPIPE") return exits.found;
  if (name === "QueryError") {
    const { QueryError, renderError } = await import("../../dsl/error.ts");
    if (error instanceof QueryError) {
      out.write(`${renderError(error, query)}\n`);
      return exits.mistake;
    }
  }
  if (name === "ResourceError") {
    out.write(
      `midiq: ${message}\nRun the same command again to continue. With --isolate process, a plugin that leaks memory costs only its own field\n`,
    );
    return exits.mistake;
  }
  if (name !== undefined && forPeople.has(name)) {
    out.write(`midiq: ${message}\n`);
    return exits.mistake;
  }
  const reason = systemReason(error);
  if (reason !== undefined) {
    out.write(`midiq: ${reason}\n`);
    return exits.mistake;
  }
  out.write(
    `midiq: this is a fault in midiq, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return exits.bug;
}
