/** The beginning of a condition: a field, a keyword, or a word that is searched as text. */
import { patternName } from "../../src/plugin/extensions.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import type { Term } from "../check/terms.ts";
import { suggest } from "../complete/suggest.ts";
import type { Scope } from "../tree/ast.ts";
import { boundOperators, operatorText, operatorWords, symbols } from "../tree/operators.ts";
import { scopes, tailWords } from "../tree/words.ts";
import { scanCall, scanSaved } from "./call.ts";
import type { Scanner } from "./scanner.ts";
import { beginsTail, scanTail, unknownField } from "./tail.ts";

/** Reads what stands where a condition may begin. */
export function scanTerm(scanner: Scanner): undefined {
  const { text, at } = scanner;
  const next = text[at] as string;
  if (next === "(") return scanner.open();
  if (next === ")") return scanner.close();
  if (next === '"') return scanner.string();
  if (next === "|") return scanner.push("or", text[at + 1] === "|" ? at + 2 : at + 1);
  if (next === "&") return scanner.push("and", text[at + 1] === "&" ? at + 2 : at + 1);
  if (next === "/" && scanner.regex()) return;
  const symbol = symbols.find(([sign]) => text.startsWith(sign, at));
  if (symbol) noField(scanner, symbol[0]);
  if (next === "!" || (next === "-" && /[^\s,|)\]]/.test(text[at + 1] ?? " "))) return scanner.push("not", at + 1);
  if (next === ",")
    scanner.fail(
      "stray-token",
      "this comma has nothing to join",
      at,
      at + 1,
      "commas join the values of one field: `key C,G`; quote a phrase that contains a comma",
    );
  if (next === "[" || next === "]") {
    scanner.fail(
      next === "[" ? "missing-field" : "stray-token",
      next === "[" ? "a list needs a field before it" : "this list was never opened",
      at,
      at + 1,
      "for example `key in [C,G]`",
    );
  }
  const range = scanner.here(/(?:[\d:.-]*\d\w*)?\.\.<?[\w:.-]*/y);
  if (range) {
    const hint =
      scanner.found.length > 0
        ? "write a range without spaces after its field: `bpm 120..130`"
        : "for example `bpm 120..130`";
    scanner.fail("stray-range", "this range needs a field before it", at, at + Math.max(2, range[0].length), hint);
  }
  if (scanSaved(scanner)) return;
  word(scanner);
}

/** Words that stand between a field and a number. */
const beforeNumber = new RegExp(
  `\\s+(?:${[...boundOperators].map((operator) => operatorText[operator]).join("|")}|between)\\s+[-\\d.]`,
  "iy",
);

function noField(scanner: Scanner, sign: string): never {
  const { at } = scanner;
  const operator = symbols.find(([symbol]) => symbol === sign)?.[1];
  const words = operator && operatorText[operator];
  const hint =
    words && operatorWords.has(words)
      ? `for example \`bpm ${sign} 120\`; in a shell quote the query, or write \`bpm ${words} 120\``
      : `for example \`bpm ${sign} 120\``;
  return scanner.fail("missing-field", `\`${sign}\` needs a field before it`, at, at + sign.length, hint);
}

// A name ends before a dot that is not followed by a letter, so that `bpm..120` is a field and a range.
const namePattern = /[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*/uy;
const afterName = /(?=[\s()[\],|":=<>~]|!=|!~|\.\.|&&|$)/y;
const afterKeyword = /(?=[\s()[\],|"]|&&|$)/y;
const wordPattern = /(?:(?!&&)[^\s()[\],|"])+/y;

function word(scanner: Scanner): undefined {
  const { text, at, terms } = scanner;
  const name = scanner.here(namePattern)?.[0];
  const nameEnd = at + (name?.length ?? 0);
  if (name && text[nameEnd] === "(" && scanCall(scanner, name)) return;
  if (name && scanner.here(afterKeyword, nameEnd) && keyword(scanner, name.toLowerCase(), nameEnd)) return;
  const term = name && scanner.here(afterName, nameEnd) ? terms.find(name) : undefined;
  if (name && !term) refuseOutsider(scanner, name, nameEnd);
  const last = scanner.found.at(-1)?.tokenType.name;
  const isAsked = last === "Has" || last === "Lacks";
  if (name && term && (isAsked ? term.presence : begins(scanner, term, nameEnd))) {
    scanner.term = term;
    scanner.termStart = at;
    scanner.push(term.flag ? "flag" : "field", nameEnd, { term });
    scanner.place = isAsked ? "term" : "operator";
    return;
  }
  if (name && term) {
    // A word like any other here; as a string it is told from the field of its name.
    scanner.push("string", nameEnd, { text: name });
    return;
  }
  if (name) {
    if (meansField(scanner, nameEnd, name)) {
      const typed = scanner.here(wordPattern)?.[0] ?? name;
      unknownField(scanner, name, at, `to search for the text, quote it: \`"${typed}"\``);
    }
  }
  const match = scanner.here(wordPattern);
  if (!match) return;
  if (name === match[0]) remark(scanner, name);
  scanner.push("word", at + match[0].length, { text: match[0] });
}

/** A known word of the grammar; false when it is an ordinary word here. */
function keyword(scanner: Scanner, name: string, end: number): boolean {
  const rest = scanner.text.slice(end);
  if (name === "and" || name === "or" || name === "not") {
    scanner.push(name, end);
    return true;
  }
  if (tailWords.includes(name)) {
    if (!beginsTail(scanner, name)) return false;
    scanTail(scanner);
    return true;
  }
  if (name === "has" || name === "with" || name === "no" || name === "without") {
    const what = /^\s+(?!(?:and|or|not)\b)([^\s()[\],|"<>=:~!&-][^\s()[\],|"]*|")/i.exec(rest)?.[1];
    if (!what) {
      scanner.notes.push(`\`${name}\` is searched as text: it needs a field or word after it, as in \`${name} drums\``);
      return false;
    }
    const lacks = name === "no" || name === "without";
    if (lacks && what !== '"' && !scanner.terms.find(what)) {
      scanner.notes.push(
        `\`${name} ${what}\` leaves out what has the word \`${what}\`; to search for the text, quote it: \`"${name} ${what}"\``,
      );
    }
    scanner.push(lacks ? "lacks" : "has", end);
    return true;
  }
  const scope = /^\s+([a-z]+)\s*(?=\()/i.exec(rest);
  if (
    (name === "any" || name === "all" || name === "none") &&
    scope &&
    (scopes as readonly string[]).includes((scope[1] as string).toLowerCase())
  ) {
    const what = (scope[1] as string).toLowerCase() as Scope;
    if (scanner.terms.scope !== undefined) {
      const hint = `close the parenthesis of \`${scanner.terms.scope}\` before it`;
      scanner.fail(
        "bad-scope",
        `\`${name} ${what}\` cannot be inside another`,
        scanner.at,
        end + scope[0].length,
        hint,
      );
    }
    scanner.push("scope", end + scope[0].length, { text: `${name} ${what}`, scope: what });
    return true;
  }
  return false;
}

/** `any track (bpm 120)`: a field of the file has no meaning in a track. */
function refuseOutsider(scanner: Scanner, name: string, end: number): undefined {
  const { scope, names } = scanner.terms;
  const file = scanner.outer.find((terms) => terms.scope === undefined);
  if (scope === undefined || !file?.find(name) || !scanner.here(afterName, end)) return;
  const message = `\`${name}\` is a field of the file, not of a ${scope}`;
  scanner.fail("bad-scope", message, scanner.at, end, `fields of a ${scope}: ${names.join(", ")}`);
}

/** Whether the name of a field begins a condition here: `bass "C2 G2 A2"` does, `bass` alone is a word to look up. */
function begins(scanner: Scanner, term: Term, end: number): boolean {
  const { begins: wanted } = kindOf(term.field.kind);
  const rest = scanner.text.slice(end).trimStart();
  const [next = ""] = /^[^\s()[\],|"]*/.exec(rest) ?? [];
  const isNamed = scanner.terms
    .patternsOf(term.field)
    .some(({ of, id }) => patternName(of, id) === patternName(of, next));
  if (!wanted || wanted.test(rest) || isNamed || (rest === "" && scanner.isUnfinished)) return true;
  const [example = term.name] = term.field.examples;
  scanner.notes.push(`\`${term.name}\` is searched as text; as a field it takes a pattern: \`${example}\``);
  return false;
}

/**
 * A word that is no field was meant as one where only a field can stand: before an operator, a range or a list. Before
 * a plain word or number it is text: `tempoo 120` may be a title.
 */
function meansField(scanner: Scanner, end: number, name: string): boolean {
  if (scanner.here(/(?::(?!\/\/)|[=<>]|!=|!~)/y, end)) return true;
  if (scanner.here(/\s+(?:[=<>]|!=|!~|~|:\s*\S)/y, end)) return true;
  if (scanner.here(/\s*(?:(?:any|all|none|only|in)\s*)?\[/iy, end)) return true;
  if (scanner.here(/\s+(?:[-\d][\w:.%/-]*?(?:\.\.|±|\+-)|\.\.<?[-\d])/y, end)) return true;
  if (scanner.here(beforeNumber, end)) return true;
  return scanner.here(/\s+(?:about|in|is|not\s+in)\s+\S/iy, end) !== null && distanceOne(scanner, name);
}

const distanceOne = (scanner: Scanner, name: string): boolean =>
  name.length > 4 && suggest(name, scanner.terms.names) !== undefined;

/** `tempoo 120`: text, but the next word would be a value of the field that it resembles. */
function remark(scanner: Scanner, name: string): undefined {
  const near = suggest(name, scanner.terms.names);
  const term = near === undefined ? undefined : scanner.terms.find(near);
  const next = scanner.here(/\s+([^\s()[\],|"]+)/y, scanner.at + name.length)?.[1];
  if (!near || !term || !next) return;
  const kind = kindOf(term.field.kind);
  const valued = kind.comparison === "ordered" || (kind.comparison === "equal" && term.field.choices.length === 0);
  if (valued && kind.parse(next))
    scanner.notes.push(`\`${name}\` is searched as text; did you mean the field \`${near}\`?`);
}
