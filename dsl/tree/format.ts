/** Syntax tree -> canonical text: the inverse of parse. Operators are words, so that a shell leaves them alone. */
import type { Argument, Call, Compare, Expression, Item, Literal, Query, SortKey, Tail } from "./ast.ts";
import { operatorText } from "./operators.ts";
import { keywords, valueKeywords } from "./words.ts";

/** The canonical text of a query; parsing it gives the same query. */
export function formatQuery(query: Pick<Query, "where" | "tails">): string {
  const where = query.where ? [expression(query.where, 0)] : [];
  return [...where, ...query.tails.map(tail)].join(" ");
}

const binds = { or: 1, and: 2 } as const;

function expression(node: Expression, outer: number): string {
  switch (node.type) {
    case "or":
    case "and": {
      const level = binds[node.type];
      const text = node.parts.map((part) => expression(part, level + 0.5)).join(node.type === "or" ? " or " : " ");
      return level < outer ? `(${text})` : text;
    }
    case "not":
      return `not ${expression(node.of, binds.and + 1)}`;
    case "known":
      // Not `has` and `no`, which ask a flag whether it is yes.
      return `${node.field.name} is ${node.known ? "known" : "unknown"}`;
    case "flag":
      return node.field.name;
    case "compare":
      return compare(node);
    case "text":
      return freeText(node.value);
    case "scoped":
      return `${node.quantifier} ${node.scope} (${expression(node.of, 0)})`;
    case "saved":
      if (node.by === "function") return `${node.name}${argumentsText(node.arguments)}`;
      return `@${node.name}${node.arguments.length > 0 ? argumentsText(node.arguments) : ""}`;
    case "call":
      return callText(node);
  }
}

function compare(node: Compare): string {
  const items = node.items.map((item) => itemText(item)).join(", ");
  const operator = operatorText[node.operator];
  const list =
    node.quantifier === "any" ? node.items.map((item) => itemText(item)).join(",") : `${node.quantifier} [${items}]`;
  return [node.field.name, operator, operator ? list : begun(node, list)].filter(Boolean).join(" ");
}

/** Values right after a field whose name is also a word: `chords C` would be two words to look up, `chords "C"` is a pattern. */
function begun({ begins, items: [first] }: Compare, list: string): string {
  if (!begins || begins.test(list) || (first?.type !== "word" && first?.type !== "string")) return list;
  return quote(first.text) + list.slice(literal(first).length);
}

function itemText(item: Item): string {
  if (item.type === "call") return callText(item);
  if (item.type === "around") return `${literal(item.centre)}+-${literal(item.margin)}`;
  if (item.type !== "range") return literal(item);
  return `${item.low ? literal(item.low) : ""}${item.open ? "..<" : ".."}${item.high ? literal(item.high) : ""}`;
}

/** Values need quotes where the scanner would end, or where a quoted word differs from a bare one. */
function literal(value: Literal): string {
  if (value.type === "regex") return `/${value.text}/${value.flags}`;
  const bare =
    /^[\p{L}\p{N}#*?.+~%/_'♯♭-][\p{L}\p{N}#*?.+~%/_':♯♭-]*$/u.test(value.text) &&
    !/\.\.|\+-|^[~/:]|^\.$/.test(value.text);
  return bare && !valueKeywords.has(value.text.toLowerCase()) ? value.text : quote(value.text);
}

function freeText(value: Literal): string {
  if (value.type === "regex") return `/${value.text}/${value.flags}`;
  const bare = value.type === "word" && /^[\p{L}\p{N}][\p{L}\p{N}_'-]*$/u.test(value.text);
  return bare && !keywords.has(value.text.toLowerCase()) ? value.text : quote(value.text);
}

function callText({ name, arguments: list, operator, value }: Call): string {
  const compared = operator && value ? ` ${operatorText[operator]} ${value.text}` : "";
  return name + argumentsText(list) + compared;
}

const argumentsText = (list: readonly Argument[]): string =>
  `(${list.map(({ name, text }) => (name ? `${name}: ` : "") + (/^[^\s,()":]+$/.test(text) ? text : quote(text))).join(", ")})`;

const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

const sortKey = (key: SortKey): string => `${key.descending ? "-" : ""}${key.field.name}`;

function tail(node: Tail): string {
  switch (node.type) {
    case "sort":
      return `sort ${node.keys.map(sortKey).join(", ")}`;
    case "limit":
      return `limit ${node.count}`;
    case "top":
      if (!node.by) return `top ${node.count}`;
      return `top ${node.count} by ${node.by.directed ? `${node.by.field.name} ${node.by.descending ? "desc" : "asc"}` : sortKey(node.by)}`;
    case "sample":
      return `sample ${node.count}${node.seed === undefined ? "" : ` seed ${node.seed}`}`;
    case "show":
    case "facet":
    case "group":
      return `${node.type} ${node.fields.map((field) => field.name).join(", ")}`;
  }
}
