/** The rules of values: what stands after a field and its operator. */

import { payloadOf, tokens } from "../scan/tokens.ts";
import type { Call, Item, Literal, Quantifier } from "../tree/ast.ts";
import { calledOf, cover, frozen, literal, literalOf, type Rest, range, spanOf } from "./nodes.ts";
import { TailParser } from "./tails.ts";

/** The part of the parser that knows values; the conditions extend it. */
export class ValueParser extends TailParser {
  protected readonly call = this.RULE("call", (): Call => {
    const name = this.CONSUME(tokens.call);
    return this.ACTION(() => frozen({ type: "call", ...calledOf(name), span: spanOf(name) }));
  });

  protected readonly plain = this.RULE("plain", (): Rest => {
    const items: Item[] = [];
    const word = this.OPTION(() => this.CONSUME(tokens.quantifier));
    const close = this.OR([
      {
        ALT: () => {
          this.CONSUME(tokens.openList);
          this.AT_LEAST_ONE_SEP1({ SEP: tokens.comma, DEF: () => items.push(this.SUBRULE1(this.item)) });
          return this.CONSUME(tokens.closeList);
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP2({ SEP: tokens.comma, DEF: () => items.push(this.SUBRULE2(this.item)) });
          return undefined;
        },
      },
    ]);
    return this.ACTION(() => ({
      operator: "default",
      operatorSpan: undefined,
      quantifier: word ? (payloadOf(word).text as Quantifier) : "any",
      items,
      end: close ? spanOf(close) : (items.at(-1) as Item).span,
    }));
  });

  protected readonly item = this.RULE(
    "item",
    (): Item =>
      this.OR([
        {
          ALT: () => {
            const dots = this.CONSUME1(tokens.rangeTo);
            const high = this.SUBRULE1(this.value);
            return this.ACTION(() => range(undefined, dots, high));
          },
        },
        {
          ALT: () => {
            const low = this.SUBRULE2(this.value);
            const rest = this.OPTION(() => this.SUBRULE(this.rest));
            return this.ACTION((): Item => (rest ? rest(low) : low));
          },
        },
      ]),
  );

  protected readonly rest = this.RULE("rest", (): ((low: Literal | Call) => Item) =>
    this.OR([
      {
        ALT: () => {
          const dots = this.CONSUME(tokens.rangeOpen);
          return (low: Literal | Call) => range(low, dots, undefined);
        },
      },
      {
        ALT: () => {
          const dots = this.CONSUME(tokens.rangeTo);
          const high = this.SUBRULE1(this.value);
          return (low: Literal | Call) => range(low, dots, high);
        },
      },
      {
        ALT: () => {
          this.CONSUME(tokens.plusMinus);
          const margin = this.SUBRULE2(this.value);
          return (centre: Literal | Call): Item =>
            frozen({
              type: "around",
              centre: literal(centre),
              margin: literal(margin),
              span: cover(centre.span, margin.span),
            });
        },
      },
    ]),
  );

  protected readonly value = this.RULE("value", (): Literal | Call =>
    this.OR([{ ALT: () => this.SUBRULE(this.call) }, { ALT: () => this.SUBRULE(this.literal) }]),
  );

  protected readonly literal = this.RULE("literal", (): Literal => {
    const token = this.OR([
      { ALT: () => this.CONSUME(tokens.word) },
      { ALT: () => this.CONSUME(tokens.string) },
      { ALT: () => this.CONSUME(tokens.regex) },
    ]);
    return this.ACTION(() => literalOf(token));
  });
}
