/** How tokens become nodes of the tree. */

import { kindOf } from "../../src/plugin/kinds.ts";
import { QueryError, type Span } from "../error.ts";
import { type IToken, payloadOf, tokens } from "../scan/tokens.ts";
import type { Argument, Call, Compare, Expression, Item, Literal, Name } from "../tree/ast.ts";

/** What stands after a field's name. */
export type Rest = { readonly end: Span; readonly known?: boolean } & Partial<Omit<Compare, "type" | "field" | "span">>;

/** Nodes do not change once built. */
export const frozen = <Node extends object>(node: Node): Node => Object.freeze(node);
/** Where a token stands. */
export const spanOf = (token: IToken): Span => ({
  start: token.startOffset,
  end: (token.endOffset ?? token.startOffset) + 1,
});
/** From the first part to the last. */
export const cover = (first: Span, last: Span): Span => ({ start: first.start, end: last.end });
/** The field that a token names. */
export const nameOf = (token: IToken): Name =>
  frozen({ name: payloadOf(token).term?.name ?? token.image, span: spanOf(token) });
/** The number of a token. */
export const countOf = (token: IToken): number => payloadOf(token).count ?? 0;

/** Name and arguments of a function or a saved query. */
export const calledOf = (token: IToken): { readonly name: string; readonly arguments: readonly Argument[] } => ({
  name: payloadOf(token).text ?? "",
  arguments: payloadOf(token).arguments ?? [],
});

/** The value that a token holds. */
export function literalOf(token: IToken): Literal {
  const { text = token.image, flags = "" } = payloadOf(token);
  const type = token.tokenType === tokens.string ? "string" : token.tokenType === tokens.regex ? "regex" : "word";
  return frozen({ type, text, flags, span: spanOf(token) });
}

/** Several conditions, or the only one. */
export function join(type: "and" | "or", parts: readonly Expression[]): Expression {
  const [first] = parts as [Expression];
  return parts.length === 1
    ? first
    : frozen({ type, parts, span: cover(first.span, (parts.at(-1) as Expression).span) });
}

/** A field's token with what stands after it. */
export function compare(token: IToken, rest: Rest): Expression {
  const field = nameOf(token);
  const span = cover(field.span, rest.end);
  if (rest.known !== undefined) return frozen({ type: "known", field, known: rest.known, span });
  const { operator = "default", operatorSpan, quantifier = "any", items = [] } = rest;
  const { term } = payloadOf(token);
  const begins = term && kindOf(term.field.kind).begins;
  return frozen({ type: "compare", field, operator, operatorSpan, quantifier, items, begins, span });
}

/** Two ends and the dots between them. */
export function range(low: Literal | Call | undefined, token: IToken, high: Literal | Call | undefined): Item {
  const dots = spanOf(token);
  const span = cover(low?.span ?? dots, high?.span ?? dots);
  const ends = { low: low && literal(low), high: high && literal(high) };
  return frozen({ type: "range", ...ends, open: payloadOf(token).flip === true, dots, span });
}

/** A value that cannot be a function. */
export function literal(value: Literal | Call): Literal {
  if (value.type !== "call") return value;
  throw new QueryError("bad-value", `\`${value.name}(...)\` cannot be the end of a range`, value.span);
}
