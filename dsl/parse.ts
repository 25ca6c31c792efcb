/** Text -> syntax tree. */
import type { Registry } from "../src/plugin/registry.ts";
import type { Query } from "./ast.ts";
import { parseTokens } from "./grammar.ts";
import { scan } from "./scan.ts";
import { termsOf } from "./terms.ts";

/**
 * The syntax tree of a query. Which words are fields depends on the registry.
 *
 * @throws QueryError when the text is no query.
 */
export function parseQuery(text: string, registry: Registry): Query {
  const { found, notes } = scan(text, termsOf(registry));
  const { where, tails } = parseTokens(found, text);
  return Object.freeze({ text, where, tails, notes });
}
