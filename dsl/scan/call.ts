/** Functions and saved queries with their arguments: `like(./ref.mid, by: groove) >= 0.8`, `@fast(140)`. */
import { conditionFunctions, ownFunctions } from "../../src/plugin/query-function.ts";
import { suggest } from "../complete/suggest.ts";
import type { Argument } from "../tree/ast.ts";
import { boundOperators, operatorWords, symbols } from "../tree/operators.ts";
import { argumentNames } from "../tree/words.ts";
import type { Scanner } from "./scanner.ts";

/** Reads a function where a condition may begin; false where the word before the parenthesis is none: `Song(2)`. */
export function scanCall(scanner: Scanner, name: string): boolean {
  const { at } = scanner;
  const lower = name.toLowerCase();
  const { functions } = scanner.terms;
  if (functions.has(lower)) {
    const { list, end } = readArguments(scanner, at + name.length);
    scanner.push("saved", end, { text: lower, by: "function", arguments: list });
    return true;
  }
  if (!conditionFunctions.includes(lower)) {
    const near = ownFunctions.includes(lower) ? undefined : suggest(lower, [...ownFunctions, ...functions.keys()]);
    if (near) {
      const hint =
        conditionFunctions.includes(near) || functions.has(near)
          ? `did you mean \`${near}\`?`
          : `for example \`key ${near}(Am)\``;
      scanner.fail("unknown-function", `unknown function \`${name}\``, at, at + name.length, hint);
    }
    if (!ownFunctions.includes(lower)) return false;
    scanner.fail(
      "missing-field",
      `\`${lower}(...)\` needs a field before it`,
      at,
      at + name.length,
      `for example \`key ${lower}(Am)\``,
    );
  }
  const { list, end } = readArguments(scanner, at + name.length);
  scanner.push("call", end, { text: lower, arguments: list });
  comparison(scanner);
  return true;
}

/** Reads a function where a value may stand: `near(Am)`. */
export function scanValueCall(scanner: Scanner): boolean {
  const name = scanner.here(/([a-z]+)(?=\()/iy)?.[0].toLowerCase();
  if (name === undefined || !ownFunctions.includes(name)) return false;
  const { list, end } = readArguments(scanner, scanner.at + name.length);
  scanner.push("call", end, { text: name, arguments: list });
  return true;
}

/** Reads `@name` or `@name(arguments)`. */
export function scanSaved(scanner: Scanner): boolean {
  const saved = scanner.here(/@[\p{L}_][\p{L}\p{N}_-]*/uy);
  if (!saved) return false;
  const after = scanner.at + saved[0].length;
  const { list, end } = scanner.text[after] === "(" ? readArguments(scanner, after) : { list: [], end: after };
  scanner.push("saved", end, { text: saved[0].slice(1), arguments: list });
  return true;
}

const openArgument = /\s*(?:([a-z]+)\s*:\s*)?/iy;
const quotedArgument = /"((?:[^"\\]|\\[\s\S])*)"\s*/y;
const bareArgument = /[^,()"]+/y;

function readArguments(scanner: Scanner, open: number): { readonly list: readonly Argument[]; readonly end: number } {
  const list: Argument[] = [];
  let at = open + 1;
  const fail = (message: string, start: number, end: number, hint?: string): never =>
    scanner.fail("bad-argument", message, start, end, hint);
  for (;;) {
    const named = scanner.here(openArgument, at);
    const typed = named?.[1]?.toLowerCase() ?? "";
    const isNamed = argumentNames.includes(typed);
    // `C:/x.mid` is a path, not an argument named C.
    const start = isNamed
      ? at + (named?.[0].length ?? 0)
      : at + ((scanner.here(/\s*/y, at)?.[0].length ?? 0) as number);
    const quoted = scanner.here(quotedArgument, start);
    const bare = quoted ? null : scanner.here(bareArgument, start);
    const text = quoted ? (quoted[1] as string).replace(/\\(["\\])/g, "$1") : (bare?.[0].trim() ?? "");
    const end = start + (quoted ?? bare ?? [""])[0].length;
    const next = scanner.text[end];
    if (next !== "," && next !== ")") {
      if (next === undefined) scanner.fail("unclosed-parenthesis", "this parenthesis is never closed", open, open + 1);
      fail(`\`${next}\` does not fit in an argument`, end, end + 1, 'put it in quotes: `like("./Song (2).mid")`');
    }
    if (text !== "" || list.length > 0 || next === ",") {
      if (text === "") fail("this argument is empty", Math.max(open, start - 1), end + 1);
      list.push({ ...(isNamed && { name: typed }), text, span: { start, end } });
    }
    at = end + 1;
    if (next === ")") return { list, end: at };
  }
}

/** `>= 0.8` after a function. */
function comparison(scanner: Scanner): undefined {
  const space = scanner.here(/\s*/y)?.[0].length ?? 0;
  const at = scanner.at + space;
  const word = scanner.here(/[a-z]+(?=\s)/iy, at)?.[0];
  const found =
    symbols.find(([sign]) => scanner.text.startsWith(sign, at)) ??
    (word === undefined ? undefined : ([word, operatorWords.get(word.toLowerCase())] as const));
  if (found?.[1] === undefined || !boundOperators.has(found[1])) return;
  const [sign, operator] = found;
  scanner.at = at;
  scanner.push("operator", at + sign.length, { operator, text: sign });
  scanner.skipSpace();
  const number = scanner.here(/[^\s,()[\]|"]+/y);
  if (!number) {
    scanner.fail(
      "missing-value",
      `\`${sign}\` needs a number after it`,
      at,
      at + sign.length,
      "for example `like(./ref.mid) >= 0.8`",
    );
  }
  scanner.push("word", scanner.at + number[0].length, { text: number[0] });
}
