/**
 * Text -> tokens. The rules that make the grammar LL(1) live here: which word is a field, that the word after a field
 * is its value, that only a value which touches the dots closes a range, that a path reaches to the next space.
 */

import type { Terms } from "../check/terms.ts";
import { QueryError } from "../error.ts";
import { type Place, Scanner } from "./scanner.ts";
import { scanTail } from "./tail.ts";
import { scanTerm } from "./term.ts";
import type { IToken } from "./tokens.ts";
import { scanItem, scanOperator } from "./value.ts";

// PostgreSQL takes 65,535 parameters; a query of this length has fewer.
const longest = 20_000;

/** Tokens of a query, with the remarks that came up. */
export function scan(
  text: string,
  terms: Terms,
): { readonly found: readonly IToken[]; readonly notes: readonly string[] } {
  const nul = text.indexOf("\0");
  const scanner = new Scanner(text, terms);
  if (text.length > longest) {
    scanner.fail(
      "too-long",
      `a query has at most ${longest} characters, this has ${text.length}`,
      longest,
      text.length,
    );
  }
  if (nul >= 0) scanner.fail("bad-character", "a query cannot hold the character U+0000", nul, nul + 1);
  scanner.skipSpace();
  while (scanner.at < text.length || scanner.place === "operator" || scanner.place === "value") {
    const { at, place } = scanner;
    step[place](scanner);
    scanner.skipSpace();
    if (scanner.at === at && scanner.place === place) scanner.fail("stray-token", strayText(text, at), at, at + 1);
  }
  if (scanner.list >= 0) scanner.fail("unclosed-list", "this list is never closed", scanner.list, scanner.list + 1);
  if (scanner.between) {
    scanner.fail(
      "missing-value",
      "`between` needs two values",
      scanner.termStart,
      text.length,
      "for example `between 120 and 130`",
    );
  }
  const open = scanner.parentheses.at(-1);
  if (open !== undefined) scanner.fail("unclosed-parenthesis", "this parenthesis is never closed", open, open + 1);
  return scanner;
}

/**
 * Reads as much of a text as can be read, for completion: where a query stands that somebody is still typing.
 */
export function scanUnfinished(text: string, terms: Terms): Scanner {
  const scanner = new Scanner(text, terms);
  scanner.isUnfinished = true;
  try {
    scanner.skipSpace();
    while (scanner.at < text.length) {
      const { at, place } = scanner;
      step[place](scanner);
      scanner.skipSpace();
      if (scanner.at === at && scanner.place === place) break;
    }
  } catch (error) {
    // What cannot be read does not matter here; what stands before it does.
    if (!(error instanceof QueryError)) throw error;
  }
  return scanner;
}

const strayText = (text: string, at: number): string => `\`${text[at] as string}\` has no meaning here`;

const step: Readonly<Record<Place, (scanner: Scanner) => undefined>> = {
  term: scanTerm,
  operator: scanOperator,
  value: scanItem,
  "after-value": afterValue,
  tail: scanTail,
};

/** After a value: the list goes on, the range ends, or a new condition begins. */
function afterValue(scanner: Scanner): undefined {
  const { text } = scanner;
  const next = text[scanner.at];
  if (next === "," && !scanner.between) {
    scanner.push("comma", scanner.at + 1);
    scanner.place = "value";
  } else if (scanner.list >= 0) {
    if (next !== "]") scanner.fail("unclosed-list", "this list is never closed", scanner.list, scanner.list + 1);
    scanner.push("closeList", scanner.at + 1);
    scanner.list = -1;
    scanner.place = "term";
  } else if (scanner.between) {
    const and = scanner.here(/and(?=[\s"]|$)/iy);
    if (!and) {
      scanner.fail(
        "missing-value",
        "`between` needs `and` and a second value",
        scanner.termStart,
        Math.max(scanner.at, scanner.termStart + 1),
        "for example `between 120 and 130`",
      );
    }
    scanner.between = false;
    scanner.push("betweenAnd", scanner.at + 3);
    scanner.place = "value";
  } else scanner.place = "term";
}
