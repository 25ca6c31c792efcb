/** Syntax tree + registry -> condition: what each part means, or why it means nothing. */
import { kindOf } from "../../src/plugin/kinds.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import { suggest } from "../complete/suggest.ts";
import { QueryError } from "../error.ts";
import { fold } from "../text/fold.ts";
import { readPattern } from "../text/regex.ts";
import type { Compare, Expression, FreeText, Name, Query, Saved, Scoped } from "../tree/ast.ts";
import { atTyped } from "../tree/rewrite.ts";
import { checkCall } from "./calls.ts";
import { valuesOf } from "./compare.ts";
import type { Condition, ElementTest, TextPattern } from "./condition.ts";
import type { Reference } from "./reference.ts";
import { expandSaved, inside, nameOf, type SavedQuery } from "./saved.ts";
import { checkTails, type Tails } from "./tails.ts";
import { type Term, type Terms, termsOf } from "./terms.ts";
import type { Context } from "./values.ts";
import { hintField, hintList } from "./words.ts";

/** A query that is known to mean something. */
export interface Checked extends Tails {
  readonly condition: Condition;
  /** Remarks for people: a range that is backwards, a word that looks like a field. They change no result. */
  readonly notes: readonly string[];
}

/** What a check needs to know beside the registry. */
export interface CheckOptions {
  /** Milliseconds since 1970 that `today` and `-7d` count from. */
  readonly now?: number;
  /** Files that the query compares with (referencesOf), by the words it names them with. */
  readonly references?: ReadonlyMap<string, Reference>;
  /** Saved queries by name. */
  readonly saved?: ReadonlyMap<string, SavedQuery>;
  /** Other ways in which a path may be stored that somebody types, or the beginning of one, or a glob. */
  readonly storedPaths?: (typed: string) => readonly string[];
  /** Refuses free text and values that nobody knows: for scripts, where they are slips. */
  readonly strict?: boolean;
}

/** A condition, and whether it speaks of one copy or of the content as a whole. */
interface Part {
  readonly condition: Condition;
  readonly copy: boolean;
}

/**
 * The meaning of a query.
 *
 * @throws QueryError
 */
export function checkQuery(query: Query, registry: Registry, options: CheckOptions = {}): Checked {
  const context: Context = {
    terms: termsOf(registry),
    text: query.text,
    source: query.source,
    notes: [...(query.reading ? [query.reading.note] : []), ...query.notes],
    now: options.now ?? Date.now(),
    registry,
    references: options.references ?? new Map(),
    saved: options.saved ?? new Map(),
    storedPaths: options.storedPaths ?? (() => []),
    within: [],
    isStrict: options.strict ?? false,
  };
  try {
    const condition: Condition = query.where ? whole(check(query.where, context)) : { type: "and", parts: [] };
    return { condition, ...checkTails(query.tails, context), notes: context.notes };
  } catch (error) {
    throw atTyped(error, query.source);
  }
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
      const copy = isOfCopy(term, context);
      if (node.known) return { condition: known, copy };
      return { condition: { type: "not", of: whole({ condition: known, copy }) }, copy: false };
    }
    case "flag":
      return {
        condition: { type: "one-of", field: node.field.name, values: [true] },
        copy: isOfCopy(termAt(context.terms, node.field), context),
      };
    case "compare":
      return compare(node, context);
    case "text":
      hintField(node, context);
      return { condition: anywhere(node, context), copy: false };
    case "scoped":
      return { condition: scoped(node, context), copy: false };
    case "saved":
      return expanded(node, context);
    case "call":
      if (context.terms.scope === undefined) return { condition: checkCall(node, context), copy: false };
      throw unscoped(node, context);
  }
}

function scoped(node: Scoped, context: Context): Condition {
  const { scope, quantifier } = node;
  const of = check(node.of, { ...context, terms: context.terms.within(scope) }).condition;
  if (quantifier !== "none") return { type: "scope", scope, quantifier, of };
  return { type: "not", of: { type: "scope", scope, quantifier: "any", of } };
}

/** What speaks of the file as a whole has no place within a track. */
const unscoped = (node: Expression, { terms, text }: Context): QueryError =>
  new QueryError(
    "bad-scope",
    `\`${text.slice(node.span.start, node.span.end)}\` is about the file, not about a ${terms.scope ?? "file"}`,
    node.span,
    "move it out of the parentheses",
  );

function expanded(node: Saved, context: Context): Part {
  if (context.terms.scope !== undefined) throw unscoped(node, context);
  const { expression, text } = expandSaved(node, context.saved, context.registry, context.within);
  if (!expression) return { condition: { type: "and", parts: [] }, copy: false };
  try {
    return {
      condition: whole(
        check(expression, { ...context, text, source: undefined, within: [...context.within, nameOf(node)] }),
      ),
      copy: false,
    };
  } catch (error) {
    throw inside(error, node);
  }
}

/** All parts; what speaks of copies speaks of one and the same copy. */
function all(parts: readonly Part[]): Part {
  if (parts.every((part) => part.copy)) return { condition: and(parts.map((part) => part.condition)), copy: true };
  const ofCopy = parts.filter((part) => part.copy).map((part) => part.condition);
  const first = parts.findIndex((part) => part.copy);
  const joined = parts.flatMap((part, index): readonly Condition[] => {
    if (!part.copy) return [part.condition];
    return index === first ? [ofOneCopy(and(ofCopy))] : [];
  });
  return { condition: and(joined), copy: false };
}

function any(parts: readonly Part[]): Part {
  if (parts.every((part) => part.copy)) return { condition: or(parts.map((part) => part.condition)), copy: true };
  return { condition: or(parts.map(whole)), copy: false };
}

const ofOneCopy = (of: Condition): Condition => ({ type: "scope", scope: "copy", quantifier: "any", of });
const whole = (part: Part): Condition => (part.copy ? ofOneCopy(part.condition) : part.condition);
/** Within `any copy (...)` the copy is given already. */
const isOfCopy = (term: Term, { terms }: Context): boolean => term.field.table === "copy" && terms.scope === undefined;

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
  const copy = isOfCopy(term, context);
  if (!negative) return { condition: positive, copy };
  return { condition: { type: "and", parts: [presence(term), { type: "not", of: positive }] }, copy };
}

/** A free word: in a name or folder, in an instrument, behind the namespace of a tag. */
function anywhere(node: FreeText, context: Context): Condition {
  const { freeText, scope, names } = context.terms;
  const { text, span } = node.value;
  if (context.isStrict && node.value.type === "word") {
    const near = suggest(text, names);
    const hint = near ? `did you mean the field \`${near}\`?` : `to search for the text, quote it: \`"${text}"\``;
    throw new QueryError("unknown-field", `\`${text}\` is not a field`, span, hint);
  }
  if (freeText.length === 0) {
    const message = `a ${scope ?? "file"} has no text, so \`${text}\` finds nothing in it`;
    throw new QueryError(
      "bad-scope",
      message,
      span,
      `fields of a ${scope ?? "file"}: ${names.slice(0, 12).join(", ")}`,
    );
  }
  const pattern = textOf(node);
  const parts: Part[] = [];
  for (const field of freeText) {
    const set = kindOf(field.kind).comparison === "set";
    const condition: Condition = set
      ? {
          type: "elements",
          field: field.name,
          quantifier: "any",
          tests: [{ type: "matching", pattern, part: field.name === "tag" ? "value" : "word" }],
        }
      : { type: "text", field: field.name, pattern };
    parts.push({ condition, copy: field.table === "copy" && scope === undefined });
  }
  const ofCopy = parts.filter((part) => part.copy);
  const rest = parts.filter((part) => !part.copy).map((part) => part.condition);
  const of = or(ofCopy.length > 0 ? [whole(any(ofCopy)), ...rest] : rest);
  return scope === undefined && pattern.type === "contains" ? { type: "words", text: pattern.text, of } : of;
}

function textOf(node: FreeText): TextPattern {
  const { text, type, flags, span } = node.value;
  if (type !== "regex") return { type: "contains", text: fold(text) };
  const pattern = readPattern(text, flags);
  if (pattern.refused !== undefined)
    throw new QueryError("bad-regex", `bad regular expression: ${pattern.refused}`, span);
  return { type: "regex", ...pattern, folded: false };
}
