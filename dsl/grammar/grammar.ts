/**
 * Tokens -> syntax tree. Rules keep the names of the specification (QUERY.md section 2), with `r_` before them since
 * chevrotain has methods called `or` and `option`. One token of lookahead decides everything.
 */

import { QueryError } from "../error.ts";
import { type IToken, payloadOf, tokens } from "../scan/tokens.ts";
import type { Call, Expression, Item, Query, Scope, Tail } from "../tree/ast.ts";
import type { Operator } from "../tree/operators.ts";
import { explain } from "./complaint.ts";
import { calledOf, compare, cover, frozen, join, literal, literalOf, nameOf, type Rest, spanOf } from "./nodes.ts";
import { ValueParser } from "./values.ts";

/** Nobody negates a condition more often; the check recurses once for each. */
const mostNots = 100;

/** The parser. One instance is enough: it holds no state between queries but its input. */
export class QueryParser extends ValueParser {
  constructor(options: { readonly validate: boolean }) {
    super(options);
    this.performSelfAnalysis();
  }

  readonly query = this.RULE("query", (): Pick<Query, "where" | "tails"> => {
    const where = this.OPTION(() => this.SUBRULE(this.r_or));
    const tails: Tail[] = [];
    this.MANY(() => {
      const tail = this.SUBRULE(this.tail);
      this.ACTION(() => tails.push(tail));
    });
    return { where, tails };
  });

  private readonly r_or = this.RULE("r_or", (): Expression => {
    const parts = [this.SUBRULE1(this.r_and)];
    this.MANY(() => {
      this.CONSUME(tokens.or);
      parts.push(this.SUBRULE2(this.r_and));
    });
    return this.ACTION(() => join("or", parts));
  });

  private readonly r_and = this.RULE("r_and", (): Expression => {
    const parts = [this.SUBRULE1(this.r_not)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(tokens.and));
      parts.push(this.SUBRULE2(this.r_not));
    });
    return this.ACTION(() => join("and", parts));
  });

  private readonly r_not = this.RULE("r_not", (): Expression => {
    const nots: IToken[] = [];
    this.MANY(() => nots.push(this.CONSUME(tokens.not)));
    const of = this.SUBRULE(this.primary);
    return this.ACTION(() => {
      const [first] = nots;
      if (first && nots.length > mostNots)
        throw new QueryError("too-deep", "this has too many negations", spanOf(first));
      return nots.reduceRight<Expression>(
        (inner, not) => frozen({ type: "not", of: inner, span: cover(spanOf(not), inner.span) }),
        of,
      );
    });
  });

  private readonly primary = this.RULE(
    "primary",
    (): Expression =>
      this.OR([
        { ALT: () => this.SUBRULE(this.parenthesis) },
        { ALT: () => this.SUBRULE(this.scoped) },
        { ALT: () => this.SUBRULE(this.known) },
        { ALT: () => this.SUBRULE(this.saved) },
        { ALT: () => this.SUBRULE(this.function) },
        { ALT: () => this.SUBRULE(this.flag) },
        { ALT: () => this.SUBRULE(this.field) },
        { ALT: () => this.SUBRULE(this.text) },
      ]),
  );

  private readonly parenthesis = this.RULE("parenthesis", (): Expression => {
    const open = this.CONSUME(tokens.open);
    const of = this.SUBRULE(this.r_or);
    const close = this.CONSUME(tokens.close);
    return this.ACTION(() => frozen({ ...of, span: cover(spanOf(open), spanOf(close)) }));
  });

  private readonly scoped = this.RULE("scoped", (): Expression => {
    const scope = this.CONSUME(tokens.scope);
    const of = this.SUBRULE(this.parenthesis);
    return this.ACTION(() => {
      const [quantifier, what] = (payloadOf(scope).text ?? "").split(" ") as ["any" | "all" | "none", Scope];
      return frozen({ type: "scoped", quantifier, scope: what, of, span: cover(spanOf(scope), of.span) });
    });
  });

  /** `has bpm`; `with piano` and `no piano` ask for the word. */
  private readonly known = this.RULE("known", (): Expression => {
    const verb = this.OR1([{ ALT: () => this.CONSUME(tokens.has) }, { ALT: () => this.CONSUME(tokens.lacks) }]);
    const what = this.OR2([
      { ALT: () => this.CONSUME(tokens.field) },
      { ALT: () => this.CONSUME(tokens.flag) },
      { ALT: () => this.CONSUME(tokens.word) },
      { ALT: () => this.CONSUME(tokens.string) },
    ]);
    return this.ACTION(() => {
      const known = verb.tokenType === tokens.has;
      const span = cover(spanOf(verb), spanOf(what));
      if (what.tokenType === tokens.field) return frozen({ type: "known", field: nameOf(what), known, span });
      const positive: Expression =
        what.tokenType === tokens.flag
          ? frozen({ type: "flag", field: nameOf(what), span: spanOf(what) })
          : frozen({ type: "text", value: literalOf(what), span: spanOf(what) });
      return known ? positive : frozen({ type: "not", of: positive, span });
    });
  });

  private readonly saved = this.RULE("saved", (): Expression => {
    const name = this.CONSUME(tokens.saved);
    return this.ACTION(() =>
      frozen({ type: "saved", by: payloadOf(name).by ?? "name", ...calledOf(name), span: spanOf(name) }),
    );
  });

  /** `like(./ref.mid) >= 0.8`. */
  private readonly function = this.RULE("function", (): Call => {
    const call = this.SUBRULE(this.call);
    const compared = this.OPTION(() => {
      const operator = this.CONSUME(tokens.operator);
      return { operator, value: this.SUBRULE(this.literal) };
    });
    return this.ACTION(() => {
      if (!compared) return call;
      const { value } = compared;
      const operator = payloadOf(compared.operator).operator ?? "default";
      return frozen({ ...call, operator, value, span: cover(call.span, value.span) });
    });
  });

  private readonly flag = this.RULE("flag", (): Expression => {
    const flag = this.CONSUME(tokens.flag);
    const rest = this.OPTION(() =>
      this.OR([{ ALT: () => this.SUBRULE(this.unknown) }, { ALT: () => this.SUBRULE(this.compared) }]),
    );
    return this.ACTION(() =>
      rest ? compare(flag, rest) : frozen({ type: "flag", field: nameOf(flag), span: spanOf(flag) }),
    );
  });

  private readonly field = this.RULE("field", (): Expression => {
    const field = this.CONSUME(tokens.field);
    const rest = this.OR([
      { ALT: () => this.SUBRULE(this.unknown) },
      { ALT: () => this.SUBRULE(this.between) },
      { ALT: () => this.SUBRULE(this.compared) },
      { ALT: () => this.SUBRULE(this.plain) },
    ]);
    return this.ACTION(() => compare(field, rest));
  });

  private readonly unknown = this.RULE("unknown", (): Rest => {
    const is = this.CONSUME(tokens.unknown);
    return this.ACTION(() => ({ known: payloadOf(is).flip === true, end: spanOf(is) }));
  });

  private readonly between = this.RULE("between", (): Rest => {
    const between = this.CONSUME(tokens.between);
    const low = this.SUBRULE1(this.value);
    this.CONSUME(tokens.betweenAnd);
    const high = this.SUBRULE2(this.value);
    return this.ACTION(() => {
      const operator: Operator = payloadOf(between).flip ? "differs" : "default";
      const span = cover(low.span, high.span);
      const dots = spanOf(between);
      const item: Item = frozen({ type: "range", low: literal(low), high: literal(high), open: false, dots, span });
      return { operator, operatorSpan: dots, quantifier: "any", items: [item], end: span };
    });
  });

  private readonly compared = this.RULE("compared", (): Rest => {
    const operator = this.CONSUME(tokens.operator);
    const rest = this.SUBRULE(this.plain);
    return this.ACTION(() => ({
      ...rest,
      operator: payloadOf(operator).operator ?? "default",
      operatorSpan: spanOf(operator),
    }));
  });

  private readonly text = this.RULE("text", (): Expression => {
    const value = this.SUBRULE(this.literal);
    return this.ACTION(() => frozen({ type: "text", value, span: value.span }));
  });
}

let shared: QueryParser | undefined;

/**
 * The syntax tree of some tokens.
 *
 * @throws QueryError
 */
export function parseTokens(found: readonly IToken[], text: string): Pick<Query, "where" | "tails"> {
  // Validation of the grammar costs more than all the rest at start-up; a test does it instead.
  shared ??= new QueryParser({ validate: false });
  shared.input = [...found];
  const query = shared.query();
  const [error] = shared.errors;
  if (error) throw explain(error.token, "previousToken" in error ? (error.previousToken as IToken) : undefined, text);
  return query;
}
