/** The syntax tree as lines: what each part of a query is. */
import type { Expression, Query } from "./ast.ts";

/** The tree of a query, inner parts indented by two. */
export function treeLines(query: Query): readonly string[] {
  const text = (span: Expression["span"]): string => query.text.slice(span.start, span.end).trim();
  const of = (node: Expression): readonly string[] => {
    switch (node.type) {
      case "and":
      case "or":
        return [node.type, ...node.parts.flatMap(of).map((line) => `  ${line}`)];
      case "not":
        return ["not", ...of(node.of).map((line) => `  ${line}`)];
      case "scoped":
        return [`${node.quantifier} ${node.scope}`, ...of(node.of).map((line) => `  ${line}`)];
      default:
        return [`${nodeNames[node.type]}  ${text(node.span)}`];
    }
  };
  return [...(query.where ? of(query.where) : []), ...query.tails.map((tail) => `${tail.type}  ${text(tail.span)}`)];
}

const nodeNames = {
  known: "known or not",
  flag: "yes or no",
  compare: "comparison",
  text: "free text",
  saved: "saved query",
  call: "function",
} as const;
