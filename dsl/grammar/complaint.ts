/** The parser's complaint in the words of a musician. */
import { QueryError } from "../error.ts";
import { type IToken, type TokenName, tokens } from "../scan/tokens.ts";
import { spanOf } from "./nodes.ts";

/** What is wrong where the parser met `token` after `previous`. */
export function explain(token: IToken, previous: IToken | undefined, text: string): QueryError {
  const atEnd = Number.isNaN(token.startOffset) || token.startOffset < 0 || token.tokenType.name === "EOF";
  const opener = previous && [...openers].some((name) => tokens[name] === previous.tokenType) ? previous : undefined;
  if (opener) {
    const side = atEnd || token.tokenType === tokens.close ? "after" : "that fits after";
    return new QueryError(
      "missing-condition",
      `\`${opener.image}\` has nothing ${side} it`,
      spanOf(opener),
      hintAfter(opener, text),
    );
  }
  if (atEnd) {
    const span = previous ? spanOf(previous) : { start: 0, end: text.length };
    return new QueryError("missing-condition", "the query ends too early", span);
  }
  if (token.tokenType === tokens.or || token.tokenType === tokens.and) {
    const hint = "for example `genre house or genre techno`; to search for the word, quote it";
    return new QueryError("missing-condition", `\`${token.image}\` has nothing before it`, spanOf(token), hint);
  }
  return new QueryError("stray-token", `\`${token.image}\` does not fit here`, spanOf(token));
}

const openers: ReadonlySet<TokenName> = new Set(["or", "and", "not", "open", "has", "lacks", "comma", "minus", "by"]);

function hintAfter(opener: IToken, text: string): string | undefined {
  if (opener.tokenType === tokens.or || opener.tokenType === tokens.and) {
    return `for example \`genre house ${opener.image.toLowerCase()} genre techno\`; to search for the word, quote it`;
  }
  return opener.tokenType === tokens.open && text.slice(opener.startOffset).startsWith("()")
    ? "leave empty parentheses out"
    : undefined;
}
