/** Queries that were meant as a command: `midiq exprot`, `midiq stat`, `midiq plugins foo`. */
import type { Command } from "@commander-js/extra-typings";
import { type Expression, parseQuery, QueryError, suggest } from "../../../dsl/mod.ts";
import { core } from "../../core.ts";
import { tagWords } from "../../music/words.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { type CommandLine, isCommand } from "../arguments.ts";

/**
 * What to say of a query whose first word was searched as text and is a command, or nearly one; undefined where the word
 * means a field, is a word of music (`piano` is no slip of `plan`), or where following the advice would search again.
 *
 * @param isFound whether the query found something: then only a missing plural is worth a word.
 */
export function nearCommand(
  query: string,
  program: CommandLine & Pick<Command, "commands">,
  isFound: boolean,
): string | undefined {
  const [first = "", ...rest] = query.trim().split(/\s+/);
  if (!isSearched(first, query)) return undefined;
  const names = program.commands.map((command) => command.name());
  if (names.includes(first))
    return isFound
      ? undefined
      : `\`${first}\` is searched as text here; midiq ${first} --help shows how to use the command`;
  const mayBeSlip = !isFound && !isOfMusic(first);
  const meant = names.includes(`${first}s`) ? `${first}s` : mayBeSlip ? suggest(first, names) : undefined;
  if (meant === undefined || !isCommand(meant, rest, program)) return undefined;
  return `\`${first}\` is searched as text; did you mean the command midiq ${meant}?`;
}

const isOfMusic = (word: string): boolean =>
  Object.values(tagWords).some((ways) => ways.some((way) => way.split(" ").includes(word.toLowerCase())));

/** Whether the first word of a query is looked for as text. */
function isSearched(first: string, query: string): boolean {
  try {
    const leaf = leftmost(parseQuery(query, createRegistry([core])).where);
    return leaf?.type === "text" && leaf.value.type === "word" && leaf.value.text === first;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}

function leftmost(node: Expression | undefined): Expression | undefined {
  return node?.type === "and" || node?.type === "or" ? leftmost(node.parts[0]) : node;
}

/** Whether a query is the name of one file and nothing else. */
export const isNamed = (query: string): boolean => /^\S+\.(?:midi?|kar|rmi|smf)$/i.test(query);
