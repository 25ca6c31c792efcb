/** Syntax tree + registry -> condition: what each part means, or why it means nothing. */
import { kindOf } from "../src/plugin/kinds.ts";
import type { Registry } from "../src/plugin/registry.ts";
import type { Compare, Expression, FreeText, Name, Query } from "./ast.ts";
import { valuesOf } from "./check-compare.ts";
import { checkTails, type Tails } from "./check-tails.ts";
import { type Context, noted } from "./check-values.ts";
import type { Condition, ElementTest, TextPattern } from "./condition.ts";
import { QueryError } from "./error.ts";
import { fold } from "./fold.ts";
import { readPattern } from "./regex.ts";
import { freeTextFields, type Term, type Terms, termsOf } from "./terms.ts";

/** A query that is known to mean something. */
export interface Checked extends Tails {
  readonly condition: Condition;
  /** Remarks for people: a range that is backwards, a word that looks like a field. They change no result. */
  readonly notes: readonly string[];
}

/** A condition, and whether it speaks of one copy or of the content as a whole. */
interface Part {
  readonly condition: Condition;
  readonly copy: boolean;
}

/**
 * The meaning of a query.
 *
 * @param now milliseconds since 1970 that `today` and `-7d` count from.
 * @throws QueryError
 */
export function checkQuery(query: Query, registry: Registry, now: number = Date.now()): Checked {
  const context: Context = { terms: termsOf(registry), text: query.text, notes: [...query.notes], now };
  const condition: Condition = query.where ? whole(check(query.where, context)) : { type: "and", parts: [] };
  return { condition, ...checkTails(query.tails, context), notes: context.notes };
}

function check(node: Expression, context: Context): Part {
  switch (node.type) {
    case "and":
      return all(node.parts.map((part) => check(part, context)));
    case "or":
      hintList(node.parts, context);
      return any(node.parts.map((part) => check(part, context)));
    case "not":
      return { condition: { type: "not", of: whole(check(node.of, context)) }, copy: false };
    case "known": {
      const term = termAt(context.terms, node.field);
      const known = presence(term);
      if (node.known) return { condition: known, copy: isOfCopy(term) };
      return { condition: { type: "not", of: whole({ condition: known, copy: isOfCopy(term) }) }, copy: false };
    }
    case "flag":
      return {
        condition: { type: "one-of", field: node.field.name, values: [true] },
        copy: isOfCopy(termAt(context.terms, node.field)),
      };
    case "compare":
      return compare(node, context);
    case "text":
      return { condition: anywhere(node, context), copy: false };
    case "scoped":
      throw later(node, `\`${node.quantifier} ${node.scope} (...)\``);
    case "saved":
      throw later(node, `the saved query \`@${node.name}\``);
    case "call":
      throw later(node, `\`${node.name}(...)\``);
  }
}

const later = (node: Expression, what: string): QueryError =>
  new QueryError("not-supported", `${what} is not in this version`, node.span);

/** All parts; what speaks of copies speaks of one and the same copy. */
function all(parts: readonly Part[]): Part {
  if (parts.every((part) => part.copy)) return { condition: and(parts.map((part) => part.condition)), copy: true };
  const ofCopy = parts.filter((part) => part.copy).map((part) => part.condition);
  const first = parts.findIndex((part) => part.copy);
  const joined = parts.flatMap((part, index): readonly Condition[] => {
    if (!part.copy) return [part.condition];
    return index === first ? [{ type: "copy", of: and(ofCopy) }] : [];
  });
  return { condition: and(joined), copy: false };
}

function any(parts: readonly Part[]): Part {
  if (parts.every((part) => part.copy)) return { condition: or(parts.map((part) => part.condition)), copy: true };
  return { condition: or(parts.map(whole)), copy: false };
}

const whole = (part: Part): Condition => (part.copy ? { type: "copy", of: part.condition } : part.condition);
const isOfCopy = (term: Term): boolean => term.field.table === "copy";

const and = (parts: readonly Condition[]): Condition =>
  parts.length === 1
    ? (parts[0] as Condition)
    : { type: "and", parts: parts.flatMap((part) => (part.type === "and" ? part.parts : [part])) };
const or = (parts: readonly Condition[]): Condition =>
  parts.length === 1
    ? (parts[0] as Condition)
    : { type: "or", parts: parts.flatMap((part) => (part.type === "or" ? part.parts : [part])) };

/** @throws TypeError when the query was parsed against another registry. */
function termAt(terms: Terms, name: Name): Term {
  const term = terms.find(name.name);
  if (!term) throw new TypeError(`Cannot check a query of another registry: it has no field "${name.name}"`);
  return term;
}

/** A tag's namespace is there when a tag of it is. */
function presence(term: Term): Condition {
  if (!term.namespace) return { type: "known", field: term.field.name };
  const test: ElementTest = { type: "matching", pattern: { type: "starts", text: `${term.namespace}:` }, part: "word" };
  return { type: "elements", field: term.field.name, quantifier: "any", tests: [test] };
}

function compare(node: Compare, context: Context): Part {
  const term = termAt(context.terms, node.field);
  const negative = node.operator === "differs" || node.operator === "unlike" || node.quantifier === "none";
  const positive = valuesOf(node, term, context);
  if (!negative) return { condition: positive, copy: isOfCopy(term) };
  return { condition: { type: "and", parts: [presence(term), { type: "not", of: positive }] }, copy: isOfCopy(term) };
}

/** A free word: in a name or folder, in an instrument, behind the namespace of a tag. */
function anywhere(node: FreeText, context: Context): Condition {
  const pattern = textOf(node);
  const parts: Part[] = [];
  for (const name of freeTextFields) {
    const field = context.terms.find(name)?.field;
    if (!field) continue;
    const set = kindOf(field.kind).comparison === "set";
    const condition: Condition = set
      ? { type: "elements", field: name, quantifier: "any", tests: [{ type: "matching", pattern, part: "value" }] }
      : { type: "text", field: name, pattern };
    parts.push({ condition, copy: field.table === "copy" });
  }
  const ofCopy = parts.filter((part) => part.copy);
  const rest = parts.filter((part) => !part.copy).map((part) => part.condition);
  return or(ofCopy.length > 0 ? [whole(any(ofCopy)), ...rest] : rest);
}

function textOf(node: FreeText): TextPattern {
  const { text, type, flags, span } = node.value;
  if (type !== "regex") return { type: "contains", text: fold(text) };
  const pattern = readPattern(text, flags);
  if (pattern.refused !== undefined)
    throw new QueryError("bad-regex", `bad regular expression: ${pattern.refused}`, span);
  return { type: "regex", ...pattern, folded: false };
}

/** `key C or G`: the G is searched as text, which is seldom meant. */
function hintList(parts: readonly Expression[], context: Context): void {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (part.type !== "text" || part.value.type !== "word" || before?.type !== "compare") continue;
    const { kind } = termAt(context.terms, before.field).field;
    const { comparison, parse } = kindOf(kind);
    if (comparison === "text" || comparison === "set" || kind === "choice" || !parse(part.value.text)) continue;
    const list = `${context.text.slice(before.span.start, before.span.end)},${part.value.text}`;
    noted(context, `\`${part.value.text}\` is searched as text; did you mean \`${list}\`?`);
  }
}
