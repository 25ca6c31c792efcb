/** What stands after a field: its operator and its values. */
import { kindOf } from "../../src/plugin/kinds.ts";
import { operatorWords, symbols } from "../tree/operators.ts";
import { quantifiers, unitWords } from "../tree/words.ts";
import { scanValueCall } from "./call.ts";
import { isSpace, type Scanner } from "./scanner.ts";

/** Reads the operator after a field, where there is one. */
export function scanOperator(scanner: Scanner): undefined {
  scanner.operator = "default";
  scanner.place = "value";
  scanner.skipSpace();
  const { text } = scanner;
  const flag = scanner.term?.flag === true;
  // `path ~/Packs`: the home folder, not an operator.
  const symbol =
    scanner.here(/~\//y) && scanner.term?.raw ? undefined : symbols.find(([sign]) => text.startsWith(sign, scanner.at));
  if (symbol) {
    scanner.operator = symbol[1];
    scanner.push("operator", scanner.at + symbol[0].length, { operator: symbol[1], text: symbol[0] });
    return;
  }
  const is = scanner.here(/is(\s+not)?(\s+(?:(un)?known)(?=[\s)]|$))?(?=[\s"[)]|$)/iy);
  if (is && (!flag || is[2] || scanner.here(/is(?:\s+not)?\s+(?:yes|no|true|false)(?=[\s)]|$)/iy))) {
    if (is[2]) {
      scanner.push("unknown", scanner.at + is[0].length, { flip: (is[3] === undefined) !== (is[1] !== undefined) });
      scanner.place = "term";
      return;
    }
    scanner.operator = is[1] ? "differs" : "equals";
    scanner.push("operator", scanner.at + is[0].length, { operator: scanner.operator, text: is[0] });
    return;
  }
  if (flag) {
    scanner.place = "term";
    return;
  }
  const between = scanner.here(/(not\s+)?between(?=\s|$)/iy);
  if (between) {
    scanner.between = true;
    scanner.push("between", scanner.at + between[0].length, { flip: between[1] !== undefined });
    return;
  }
  const notIn = scanner.here(/not\s+in(?=[\s[]|$)/iy);
  if (notIn) {
    scanner.operator = "differs";
    scanner.push("operator", scanner.at + notIn[0].length, { operator: "differs", text: notIn[0] });
    return;
  }
  const word = scanner.here(/[a-z]+(?=[\s["]|$)/iy)?.[0];
  const operator = word && operatorWords.get(word.toLowerCase());
  if (!word || !operator || (scanner.term?.raw && operator === "default" && !/^in$/i.test(word))) return;
  scanner.operator = operator;
  scanner.push("operator", scanner.at + word.length, { operator, text: word });
}

/** Reads one item of a list: a value, a range, or a value with a margin. */
export function scanItem(scanner: Scanner): undefined {
  const { text } = scanner;
  scanner.skipSpace();
  const next = text[scanner.at];
  const last = scanner.found.at(-1);
  if (
    scanner.list < 0 &&
    !scanner.between &&
    (last?.tokenType.name === "Field" || last?.tokenType.name === "Operator")
  ) {
    // Shells eat brackets, so a set takes `all piano,bass` too; in other fields such a word is a value.
    const isSet = scanner.term !== undefined && kindOf(scanner.term.field.kind).comparison === "set";
    const word = scanner.here(isSet ? /[a-z]+(?=\s*\[|\s+[^\s,)\]|])/iy : /[a-z]+(?=\s*\[)/iy)?.[0];
    if (word && quantifiers.includes(word.toLowerCase())) {
      scanner.push("quantifier", scanner.at + word.length, { text: word.toLowerCase() });
      return;
    }
    if (next === "[") return openList(scanner);
  }
  if (last?.tokenType.name === "Quantifier" && next === "[") return openList(scanner);
  // A path or a drawn bar may begin with dots.
  const dots = scanner.term?.raw && scanner.list < 0 ? null : scanner.here(/\.\.<?/y);
  if (dots) {
    if (isBoundary(text, scanner.at + dots[0].length))
      missing(scanner, "this range has no value", scanner.at, scanner.at + dots[0].length);
    scanner.push("rangeTo", scanner.at + dots[0].length, { flip: dots[0].length === 3 });
  }
  value(scanner);
  const unit = unitAfter(scanner);
  if (unit) return unit(scanner);
  if (!dots) endOfRange(scanner);
  scanner.place = "after-value";
}

function openList(scanner: Scanner): undefined {
  scanner.list = scanner.at;
  scanner.push("openList", scanner.at + 1);
}

/** `120..130`, `500..`, `120±2`, `120+-3%`: what touches the value that was just read. */
function endOfRange(scanner: Scanner): undefined {
  const { text } = scanner;
  if (scanner.term?.raw) return;
  const dots = scanner.here(/\.\.<?/y);
  if (dots) {
    const flip = dots[0].length === 3;
    const end = scanner.at + dots[0].length;
    if (isBoundary(text, end)) scanner.push("rangeOpen", end, { flip });
    else {
      scanner.push("rangeTo", end, { flip });
      value(scanner);
    }
    return;
  }
  const margin = scanner.here(/\s*(?:±|\+-)\s*/y);
  if (!margin) return;
  if (isBoundary(text, scanner.at + margin[0].length))
    missing(scanner, "this margin has no value", scanner.at, scanner.at + margin[0].length);
  scanner.push("plusMinus", scanner.at + margin[0].length);
  value(scanner);
}

function value(scanner: Scanner): undefined {
  const { text, term } = scanner;
  const next = text[scanner.at];
  if (next === '"') return scanner.string();
  if (next === "/" && (!term?.raw || scanner.operator === "about") && scanner.regex()) return;
  if (scanner.list < 0 && scanner.found.at(-1)?.tokenType.name !== "RangeTo" && scanner.here(/(?:and|or)(?=[\s)]|$)/iy))
    return noValue(scanner);
  if (!term?.raw && scanValueCall(scanner)) return;
  const isDrawn = term !== undefined && kindOf(term.field.kind).comparison === "grid";
  const pattern = isDrawn ? drawnValue : scanner.list >= 0 ? listValue : term?.raw ? rawValue : plainValue;
  const word = scanner.here(pattern)?.[0].trimEnd();
  if (!word) {
    if (term?.raw && next === "(") {
      scanner.fail("unclosed-parenthesis", "this parenthesis is never closed", scanner.at, scanner.at + 1);
    }
    return noValue(scanner);
  }
  scanner.push("word", scanner.at + word.length, { text: word });
}

// Up to the next space outside of brackets, rule (c).
const rawValue = /(?:\([^()\s]*\)|\[[^[\]\s]*\]|[^\s()])+/y;
// Commas part the bars of a list.
const drawnValue = /[^\s,()[\]"]+/y;
// Dots and margins end a value, a dot alone does not; `R&B` is a word, `a&&b` is two.
const plainValue = /(?:(?!\.\.|±|\+-|&&)[^\s,()[\]|"])+/y;
// Inside of brackets a value may be several words: [electric piano, bass].
const listValue = /(?:(?!\.\.|±|\+-)[^,()[\]|"])+/y;

const isBoundary = (text: string, at: number): boolean =>
  at >= text.length || isSpace(text, at) || /[,()[\]|]/.test(text[at] as string);

function missing(scanner: Scanner, message: string, start: number, end: number): never {
  return scanner.fail(
    "missing-value",
    message,
    start,
    end,
    "write the range without spaces: `120..130`, `120..`, `..130`",
  );
}

function noValue(scanner: Scanner): never {
  const { term, termStart } = scanner;
  const last = scanner.found.at(-1);
  const name = term?.name ?? "";
  if (last && last.tokenType.name !== "Field") {
    const end = (last.endOffset ?? last.startOffset) + 1;
    scanner.fail(
      "missing-value",
      `\`${last.image.trim()}\` needs a value after it`,
      last.startOffset,
      end,
      `for example \`${exampleOf(scanner)}\``,
    );
  }
  // `174 bpm`, as people say it.
  const [outer, before] = [scanner.found.at(-3), scanner.found.at(-2)?.image.trim() ?? ""];
  // The number of `key 120 bpm` is the value of another field.
  const isBehind =
    /^\d+(\.\d+)?$/.test(before) &&
    outer?.tokenType.name !== "Field" &&
    term !== undefined &&
    kindOf(term.field.kind).comparison === "ordered";
  // Beside nothing but words the field may be one of a title.
  const isAmongWords =
    scanner.found.length > 1 && scanner.found.slice(0, -1).every((one) => one.tokenType.name === "Word");
  const words = isAmongWords ? `; to search for the words: \`"${scanner.text.trim()}"\`` : "";
  return scanner.fail(
    "missing-value",
    `\`${name}\` needs a value`,
    termStart,
    termStart + Math.max(1, last?.image.length ?? 1),
    isBehind
      ? `a value comes after its field: \`${name} ${before}\``
      : `for example \`${exampleOf(scanner)}\`; to ask whether it is known at all: \`has ${name}\`${words}`,
  );
}

/** A query that shows the field: the first of its own examples, or one of its kind. */
function exampleOf(scanner: Scanner): string {
  const { term } = scanner;
  if (!term) return "bpm 120..130";
  if (term.namespace) return `${term.name} house`;
  if (term.field.examples[0] && term.shape !== "under") return term.field.examples[0];
  return kindOf(term.field.kind).comparison === "ordered"
    ? `${term.name} 120..130`
    : `${term.name} ${term.field.choices[0] ?? '"..."'}`;
}

/** `len 2 minutes`: a unit apart from its number would be searched as text, which nobody means. */
function unitAfter(scanner: Scanner): ((scanner: Scanner) => never) | undefined {
  const { term } = scanner;
  const number = scanner.found.at(-1);
  if (!term || number?.tokenType.name !== "Word") return undefined;
  const apart = scanner.here(/\s+([a-z]+)(?=[\s,)\]]|$)/iy);
  const short = apart && unitWords.get((apart[1] as string).toLowerCase());
  const kind = kindOf(term.field.kind);
  if (!apart || !short || kind.comparison !== "ordered" || !/^[\d.]+$/.test(number.image)) return undefined;
  if (kind.parse(`${number.image}${short}`) === undefined) return undefined;
  const end = scanner.at + apart[0].length;
  return () =>
    scanner.fail(
      "unit-apart",
      "write the unit directly after the number",
      number.startOffset,
      end,
      `\`${scanner.text.slice(scanner.termStart, number.startOffset)}${number.image}${short}\``,
    );
}
