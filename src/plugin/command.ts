/** Commands of a plugin: `midiq swing-report QUERY`. */
import type { Field } from "./fields.ts";
import type { RenderedRow } from "./renderer.ts";

/** What a command may ask of a catalogue. It cannot write to it. */
export interface ReadableCatalogue {
  readonly fields: readonly Field[];
  /**
   * The answers to a query; `show` names the values that are wanted. All of them unless the query has a limit.
   *
   * @throws QueryError, which the command line shows with its place.
   */
  readonly find: (query: string, show?: readonly string[]) => Promise<readonly RenderedRow[]>;
}

/** What a command runs in. */
export interface CommandContext {
  /** Opens the catalogue of `--db`; it is closed when the command ends. */
  readonly open: () => Promise<ReadableCatalogue>;
  /** Writes a line to stdout. */
  readonly print: (line: string) => void;
  /** Writes a line to stderr. */
  readonly warn: (line: string) => void;
}

/** A command. */
export interface PluginCommand<Id extends string = string> {
  readonly kind: "command";
  readonly id: Id;
  readonly description: string;
  /** What follows it, for help: `QUERY`. */
  readonly usage?: string;
  /** Runs it with the words after its name. Exit status: nothing or 0 for success, 1 where nothing was found. */
  readonly run: (words: readonly string[], context: CommandContext) => Promise<number | undefined>;
}

/**
 * Declares a command.
 *
 * @example
 * const slow = defineCommand({ id: "slow", description: "the slowest files" }).run(async (_, { open, print }) => {
 *   for (const { path } of await (await open()).find("has bpm sort bpm limit 5")) print(path);
 *   return 0;
 * });
 */
export function defineCommand<const Id extends string>(declared: {
  readonly id: Id;
  readonly description: string;
  readonly usage?: string;
}): { readonly run: (run: PluginCommand["run"]) => PluginCommand<Id> } {
  return { run: (run) => ({ kind: "command", ...declared, run }) };
}
