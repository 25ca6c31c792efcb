/** Queries that were meant as a command: `midiq exprot`, `midiq stat`. */
import type { Command } from "@commander-js/extra-typings";
import { suggest } from "../../../dsl/mod.ts";

/**
 * The command that a query nearly names in its first word.
 *
 * @param isFound whether the query found something: then only a missing plural is worth a word.
 */
export function nearCommand(query: string, program: Pick<Command, "commands">, isFound: boolean): string | undefined {
  const [first = ""] = query.trim().split(/\s/);
  const names = program.commands.map((command) => command.name());
  if (names.includes(`${first}s`)) return `${first}s`;
  return isFound ? undefined : suggest(first, names);
}

/** Whether a query is the name of one file and nothing else. */
export const isNamed = (query: string): boolean => /^\S+\.(?:midi?|kar|rmi|smf)$/i.test(query);
