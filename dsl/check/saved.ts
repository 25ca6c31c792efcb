/** Saved queries inside of queries: `@club key near(8A)`, `@fast(140)`. */
import { arityOf } from "../../src/plugin/query-function.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import { suggest } from "../complete/suggest.ts";
import { QueryError } from "../error.ts";
import { parseQuery } from "../grammar/parse.ts";
import { quoted } from "../scan/quoted.ts";
import type { Expression, Saved } from "../tree/ast.ts";

/** A query under a name. */
export interface SavedQuery {
  readonly name: string;
  /** Names of its parameters, which its text uses as `$name`. */
  readonly parameters: readonly string[];
  /** Conditions, without tails. */
  readonly query: string;
}

/** Queries that use each other deeper than this go in a circle. */
const deepest = 20;

/** How a parameter stands in the text of a saved query. */
const parameterPattern = /\$(\w+)/g;

/**
 * The conditions of a saved query with its arguments in place; undefined when it has none.
 *
 * @param within the saved queries that this one is used in.
 * @throws QueryError at the place of the node, whatever is wrong within the saved query.
 */
export function expandSaved(
  node: Saved,
  saved: ReadonlyMap<string, SavedQuery>,
  registry: Registry,
  within: readonly string[],
): { readonly expression: Expression | undefined; readonly text: string } {
  if (node.by === "function") return readText(node, callFunction(node, registry), registry, within);
  const found = saved.get(node.name);
  if (!found) {
    const near = suggest(node.name, saved.keys());
    const hint = near ? `did you mean \`@${near}\`?` : `\`midiq save ${node.name} QUERY\` makes one`;
    throw new QueryError("unknown-saved", `unknown saved query \`@${node.name}\``, node.span, hint);
  }
  return readText(node, withArguments(node, found), registry, within);
}

function readText(
  node: Saved,
  text: string,
  registry: Registry,
  within: readonly string[],
): { readonly expression: Expression | undefined; readonly text: string } {
  const name = nameOf(node);
  if (within.includes(name) || within.length >= deepest) {
    throw new QueryError("saved-circle", `\`${name}\` uses itself: ${[...within, name].join(" > ")}`, node.span);
  }
  try {
    const { where, tails, text: read } = parseQuery(text, registry);
    const [tail] = tails;
    if (tail)
      throw new QueryError("bad-tail", `a saved query has only conditions, and \`${tail.type}\` is not one`, tail.span);
    return { expression: where, text: read };
  } catch (error) {
    throw inside(error, node);
  }
}

/** How a saved query or a function is written. */
export const nameOf = ({ name, by }: Saved): string => (by === "function" ? `${name}(...)` : `@${name}`);

/** The query text that a plugin's function gives. */
function callFunction(node: Saved, { functions }: Registry): string {
  const called = functions.get(node.name);
  // The scanner knows functions by the same registry.
  if (!called) throw new TypeError(`Cannot call "${node.name}": no plugin provides it`);
  const [least, most] = arityOf(called);
  const given = node.arguments.map(({ text }) => text);
  if (given.length < least || given.length > most) {
    const takes = most === 0 ? "takes no arguments" : `takes ${least === most ? most : `${least} to ${most}`}`;
    const hint = called.examples?.[0] ?? `${node.name}(${called.parameters.join(", ")})`;
    throw new QueryError("bad-argument", `\`${node.name}(...)\` ${takes}`, node.span, `for example \`${hint}\``);
  }
  let text: unknown;
  try {
    text = called.run(...given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new QueryError("bad-argument", `\`${node.name}(...)\`: ${why}`, node.span);
  }
  if (typeof text === "string" && text.trim() !== "") return text;
  throw new QueryError("bad-argument", `\`${node.name}(...)\` returned no query; its plugin has a fault`, node.span);
}

/** An error of a saved query, told at the place where it is used. */
export function inside(error: unknown, node: Saved): unknown {
  if (!(error instanceof QueryError)) return error;
  return new QueryError(error.code, `in \`${nameOf(node)}\`: ${error.message}`, node.span, error.hint);
}

function withArguments(node: Saved, { parameters, query }: SavedQuery): string {
  const given = node.arguments;
  if (given.length !== parameters.length) {
    const takes =
      parameters.length === 0 ? "takes no arguments" : `takes ${parameters.length}: ${parameters.join(", ")}`;
    const example =
      parameters.length === 0 ? `@${node.name}` : `@${node.name}(${parameters.map(() => "...").join(", ")})`;
    throw new QueryError("bad-argument", `\`@${node.name}\` ${takes}`, node.span, `write \`${example}\``);
  }
  return query.replace(parameterPattern, (whole, name: string) => {
    const index = parameters.indexOf(name);
    return index < 0 ? whole : quoted(given[index]?.text ?? "");
  });
}

/** Names of the parameters in the text of a query that is to be saved, in order of appearance. */
export const parametersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(parameterPattern)].map((match) => match[1] as string)),
];
