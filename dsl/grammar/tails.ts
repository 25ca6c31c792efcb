/** The rules of the tails: sort, limit, top, sample, show, facet, group. */

import { EmbeddedActionsParser, payloadOf, tokens } from "../scan/tokens.ts";
import type { Name, SortKey, Tail } from "../tree/ast.ts";
import { countOf, cover, frozen, nameOf, spanOf } from "./nodes.ts";

/** The part of the parser that knows the tails; the rest of the grammar extends it. */
export class TailParser extends EmbeddedActionsParser {
  constructor(options: { readonly validate: boolean }) {
    super(Object.values(tokens), { maxLookahead: 1, recoveryEnabled: false, skipValidations: !options.validate });
  }

  protected readonly tail = this.RULE(
    "tail",
    (): Tail =>
      this.OR1([
        {
          ALT: () => {
            const word = this.CONSUME(tokens.sort);
            this.OPTION1(() => this.CONSUME1(tokens.by));
            const keys: SortKey[] = [];
            this.AT_LEAST_ONE_SEP1({ SEP: tokens.comma, DEF: () => keys.push(this.SUBRULE1(this.sortkey)) });
            return this.ACTION(
              (): Tail => frozen({ type: "sort", keys, span: cover(spanOf(word), (keys.at(-1) as SortKey).span) }),
            );
          },
        },
        {
          ALT: () => {
            const word = this.CONSUME(tokens.limit);
            const count = this.CONSUME1(tokens.count);
            return this.ACTION(
              (): Tail => frozen({ type: "limit", count: countOf(count), span: cover(spanOf(word), spanOf(count)) }),
            );
          },
        },
        {
          ALT: () => {
            const word = this.CONSUME(tokens.top);
            const count = this.CONSUME2(tokens.count);
            const by = this.OPTION2(() => {
              this.CONSUME2(tokens.by);
              return this.SUBRULE2(this.sortkey);
            });
            return this.ACTION(
              (): Tail =>
                frozen({
                  type: "top",
                  count: countOf(count),
                  by,
                  span: cover(spanOf(word), by?.span ?? spanOf(count)),
                }),
            );
          },
        },
        {
          ALT: () => {
            const word = this.CONSUME(tokens.sample);
            const count = this.CONSUME3(tokens.count);
            const seed = this.OPTION3(() => {
              this.CONSUME(tokens.seed);
              return this.CONSUME4(tokens.count);
            });
            return this.ACTION(
              (): Tail =>
                frozen({
                  type: "sample",
                  count: countOf(count),
                  seed: seed && countOf(seed),
                  span: cover(spanOf(word), spanOf(seed ?? count)),
                }),
            );
          },
        },
        {
          ALT: () => {
            const word = this.CONSUME(tokens.list);
            this.OPTION4(() => this.CONSUME3(tokens.by));
            const fields: Name[] = [];
            this.AT_LEAST_ONE_SEP2({
              SEP: tokens.comma,
              DEF: () => {
                const field = this.CONSUME(tokens.field);
                this.ACTION(() => fields.push(nameOf(field)));
              },
            });
            return this.ACTION(
              (): Tail =>
                frozen({
                  type: payloadOf(word).text as "show" | "facet" | "group",
                  fields,
                  span: cover(spanOf(word), (fields.at(-1) as Name).span),
                }),
            );
          },
        },
      ]),
  );

  private readonly sortkey = this.RULE("sortkey", (): SortKey => {
    const minus = this.OPTION1(() => this.CONSUME(tokens.minus));
    const field = this.CONSUME(tokens.field);
    const direction = this.OPTION2(() => this.CONSUME(tokens.direction));
    return this.ACTION(() => {
      const span = cover(spanOf(minus ?? field), spanOf(direction ?? field));
      const down = direction ? payloadOf(direction).flip === true : false;
      return frozen({
        field: nameOf(field),
        descending: (minus !== undefined) !== down,
        directed: direction !== undefined,
        span,
      });
    });
  });
}
