/** Text -> syntax tree. */
import type { Registry } from "../../src/plugin/registry.ts";
import { termsOf } from "../check/terms.ts";
import { scan } from "../scan/scan.ts";
import { fromSql } from "../spoken/from-sql.ts";
import type { Query } from "../tree/ast.ts";
import { atTyped, type Rewritten } from "../tree/rewrite.ts";
import { parseTokens } from "./grammar.ts";

/**
 * The syntax tree of a query. Which words are fields depends on the registry.
 *
 * @throws QueryError when the text is no query.
 */
export const parseQuery = (text: string, registry: Registry): Query =>
  parseRewritten(fromSql(text, termsOf(registry)), registry);

/** The syntax tree of a text that was made of another. @throws QueryError at its place in the typed text. */
export function parseRewritten(source: Rewritten, registry: Registry): Query {
  const { text } = source;
  try {
    const { found, notes } = scan(text, termsOf(registry));
    const { where, tails } = parseTokens(found, text);
    return Object.freeze({ text, source, where, tails, notes });
  } catch (error) {
    throw atTyped(error, source);
  }
}
