/** Texts, paths, and sets of words. */

import { kindsOfTag, tagOf } from "../../src/music/tag-tree.ts";
import { suggest } from "../complete/suggest.ts";
import { QueryError } from "../error.ts";
import { fold } from "../text/fold.ts";
import { isGlob, regexOfPath } from "../text/glob.ts";
import { readPattern } from "../text/regex.ts";
import type { Compare, Literal } from "../tree/ast.ts";
import type { Condition, ElementTest, TextPattern } from "./condition.ts";
import type { Term } from "./terms.ts";
import { type Context, needsSet, noted, plainItem, type Reader, writtenOf } from "./values.ts";

/** Reads the values of a text field: contains, unless it is a glob or an operator says otherwise. */
export const texts: Reader = (node, term, context) => {
  needsSet(node, term);
  const parts = node.items.flatMap((item): readonly Condition[] => {
    const literal = plainItem(item, node, term);
    const isPath = (term.shape === "path" || term.shape === "under") && literal.type !== "regex";
    const others = isPath ? context.storedPaths(literal.text) : [];
    return [literal.text, ...others].map((text) => ({
      type: "text",
      field: term.field.name,
      pattern: patternOf({ ...literal, text }, node, term, context),
    }));
  });
  return parts.length === 1 ? (parts[0] as Condition) : { type: "or", parts };
};

/** Reads the values of a set: has any of them, unless a quantifier or `>=`, `<=` says otherwise. */
export const sets: Reader = (node, term, context) => {
  const { namespace } = term;
  const quantifier = node.operator === "atleast" ? "all" : node.operator === "atmost" ? "only" : node.quantifier;
  const named = node.items.map((item) => testOf(plainItem(item, node, term), node, term, context));
  const tests = quantifier === "only" ? bundled(named, term) : quantifier === "all" ? named : withKinds(named);
  return {
    type: "elements",
    field: term.field.name,
    quantifier: quantifier === "none" ? "any" : quantifier,
    tests,
    ...(tests.length > named.length && { named: named.length }),
    ...(namespace && quantifier === "only" && { namespace }),
  };
};

/** Words that come with the named ones: what is a piano is also an acoustic grand piano, or an electric one. */
function bundled(tests: readonly ElementTest[], { field }: Term): readonly ElementTest[] {
  const named = new Set(tests.flatMap((test) => (test.type === "stored" ? [test.word] : [])));
  const come = (field.bundles ?? []).filter((words) => words.some((word) => named.has(word))).flat();
  const more = [...new Set(come)].filter((word) => !named.has(word));
  return [...withKinds(tests), ...more.map((word): ElementTest => ({ type: "stored", word }))];
}

/** Kinds of the named tags: `genre house` is met by deep house. */
function withKinds(tests: readonly ElementTest[]): readonly ElementTest[] {
  const kinds = tests.flatMap((test) => (test.type === "stored" ? kindsOfTag(test.word) : []));
  return [...tests, ...[...new Set(kinds)].map((word): ElementTest => ({ type: "stored", word }))];
}

type Plain = "equals" | "contains" | "starts" | "ends";

function patternOf(literal: Literal, node: Compare, term: Term, context: Context): TextPattern {
  if (literal.type === "regex") return regexOf(literal);
  const text = fold(literal.text);
  if (term.shape === "under")
    return { type: "regex", source: regexOfPath(literal.text, true), ignoreCase: false, folded: true };
  const plain = operatorOf(node, term, "contains", context);
  const glob =
    isGlob(text) && (node.operator === "default" || node.operator === "equals" || node.operator === "differs");
  if (glob && term.shape === "path")
    return { type: "regex", source: regexOfPath(literal.text, false), ignoreCase: false, folded: true };
  if (glob) return { type: "glob", glob: text };
  return { type: plain, text: term.shape === "path" ? text.replace(/^~(?=\/)/, "") : text };
}

function regexOf(literal: Literal): TextPattern {
  const pattern = readPattern(literal.text, literal.flags);
  if (pattern.refused === undefined) return { type: "regex", ...pattern, folded: false };
  throw new QueryError("bad-regex", `bad regular expression: ${pattern.refused}`, literal.span);
}

function operatorOf(node: Compare, term: Term, byDefault: Plain, context: Context): Plain {
  const { operator } = node;
  if (operator === "default") return byDefault;
  if (operator === "equals" || operator === "differs") return "equals";
  if (operator === "contains" || operator === "starts" || operator === "ends") return operator;
  if (operator === "about" || operator === "unlike") return "contains";
  const message = `values of \`${term.name}\` have no order, so \`${writtenOf(node, context)}\` does not apply`;
  throw new QueryError("no-order", message, node.operatorSpan ?? node.span, "to search for the word itself, quote it");
}

function testOf(literal: Literal, node: Compare, term: Term, context: Context): ElementTest {
  const isAll = node.operator === "atleast" || node.operator === "atmost";
  const plain = isAll ? "equals" : operatorOf(node, term, "equals", context);
  const inNamespace = term.namespace && { namespace: term.namespace };
  // `tag house` looks behind any namespace, `tag genre:house` at the whole word.
  const part = term.namespace || (term.shape === "tag" && !literal.text.includes(":")) ? "value" : "word";
  const matching = (pattern: TextPattern): ElementTest => ({ type: "matching", pattern, part, ...inNamespace });
  if (literal.type === "regex") return matching(regexOf(literal));
  const text = fold(literal.text);
  if (plain !== "equals") return matching({ type: plain, text });
  if (isGlob(text)) return matching({ type: "glob", glob: text });
  if (term.namespace) return { type: "stored", word: tagOf(term.namespace, text) };
  if (term.shape === "tag" && part === "word") return { type: "stored", word: text };
  const { choices } = term.field;
  if (choices.length === 0) return matching({ type: "equals", text });
  const known = choices.find((choice) => fold(choice) === text);
  if (known !== undefined) return { type: "stored", word: known };
  const near = suggest(text, choices);
  noted(context, `no ${term.name} named ${literal.text}${near ? ` - did you mean ${near}?` : ""}`);
  return { type: "stored", word: text };
}
