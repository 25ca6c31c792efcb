/** The tails of a query: sort, limit, top, sample, show, facet, group. */

import { suggest } from "../complete/suggest.ts";
import { numberWords, tailWords } from "../tree/words.ts";
import type { Scanner } from "./scanner.ts";
import type { TokenName } from "./tokens.ts";

const tokenOf: Readonly<Record<string, TokenName>> = {
  sort: "sort",
  order: "sort",
  limit: "limit",
  top: "top",
  sample: "sample",
  show: "list",
  facet: "list",
  group: "list",
};

const counted = (word: string): boolean => word === "limit" || word === "top" || word === "sample";

/**
 * Whether the tail word here begins a tail. It does where a valid tail follows; else it is text, with a note. What was
 * plainly meant as a tail but is misspelt (`limit ten`, `sort bmp`, `order by ...`) is an error.
 */
export function beginsTail(scanner: Scanner, word: string): boolean {
  const next = scanner.here(/\s+(by\s+)?-?([^\s,()[\]|"]+)/iy, scanner.at + word.length);
  const operand = next?.[2]?.toLowerCase() ?? "";
  const start = next ? scanner.at + word.length + next[0].length - operand.length : scanner.at;
  if (counted(word)) {
    if (/^\d+$/.test(operand) && !next?.[1]) return true;
    const number = numberWords.get(operand);
    if (number !== undefined) {
      scanner.fail(
        "bad-count",
        `\`${operand}\` is not a number`,
        start,
        start + operand.length,
        `\`${word} ${number}\``,
      );
    }
    scanner.notes.push(`\`${word}\` is searched as text: it limits results only before a number, as in \`${word} 20\``);
    return false;
  }
  if (scanner.terms.find(operand) || (next?.[1] && word !== "show" && word !== "facet")) return true;
  const near = operand && suggest(operand, scanner.terms.names);
  // `facet` is no word of titles: at the end of a query it counts by something.
  const isLast = scanner.text.slice(start + operand.length).trim() === "";
  if (near || (word === "facet" && operand !== "" && isLast))
    unknownField(scanner, operand, start, "`midiq fields` lists the fields that can be counted");
  scanner.notes.push(`\`${word}\` is searched as text: it is a command only before a field, as in \`${word} bpm\``);
  return false;
}

/** Reads one token of the tails. */
export function scanTail(scanner: Scanner): undefined {
  const { text, at } = scanner;
  scanner.place = "tail";
  if (scanner.parentheses.length > 0) {
    const open = scanner.parentheses.at(-1) as number;
    const closed = text.indexOf(")", at) >= 0;
    if (!closed) scanner.fail("unclosed-parenthesis", "this parenthesis is never closed", open, open + 1);
    scanner.fail("bad-tail", "this belongs after the last parenthesis", at, at + 1, "`(...) sort bpm limit 50`");
  }
  const next = text[at];
  if (next === ",") return scanner.push("comma", at + 1);
  if (next === "-") return scanner.push("minus", at + 1);
  const match = scanner.here(/[^\s,()[\]|"]+/y);
  if (!match)
    scanner.fail(
      "bad-tail",
      "conditions go before `sort`, `limit` and the like",
      at,
      at + 1,
      "for example `bpm 120..130 key C sort bpm limit 50`",
    );
  const end = at + match[0].length;
  const word = match[0].toLowerCase();
  const wanted = scanner.found.at(-1)?.tokenType.name;
  const wantsField =
    wanted === "By" || wanted === "Comma" || wanted === "Minus" || wanted === "Sort" || wanted === "ShowFacetGroup";
  const term = scanner.terms.find(word);
  if (word === "by" && (wanted === "Sort" || wanted === "ShowFacetGroup" || wanted === "Count"))
    return scanner.push("by", end);
  if (wantsField && term) return scanner.push("field", end, { term });
  if (wantsField) unknownField(scanner, match[0], at);
  if (word === "asc" || word === "desc") return scanner.push("direction", end, { flip: word === "desc" });
  if (word === "seed") return scanner.push("seed", end);
  if (wanted === "Limit" || wanted === "Top" || wanted === "Sample" || wanted === "Seed")
    return count(scanner, match[0], end);
  if (tailWords.includes(word)) return scanner.push(tokenOf[word] as TokenName, end, { text: word });
  scanner.fail(
    "bad-tail",
    `\`${match[0]}\` comes after \`sort\`, \`limit\` or the like`,
    at,
    end,
    `put conditions first; to search for words such as "top 20 hits", quote them`,
  );
}

function count(scanner: Scanner, word: string, end: number): undefined {
  const value = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (Number.isNaN(value))
    scanner.fail("bad-count", `\`${word}\` is not a number`, scanner.at, end, "a whole number such as 50");
  if (value > 2 ** 31 - 1) scanner.fail("bad-count", `\`${word}\` is too large`, scanner.at, end, "at most 2147483647");
  scanner.push("count", end, { count: value });
}

/** @throws QueryError */
export function unknownField(scanner: Scanner, name: string, start: number, otherwise?: string): never {
  const near = suggest(name, scanner.terms.names);
  const hint = near ? `did you mean \`${near}\`?` : otherwise;
  return scanner.fail("unknown-field", `unknown field \`${name}\``, start, start + name.length, hint);
}
