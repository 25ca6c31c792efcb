/** Why a query finds nothing: each of its conditions alone, which of them finds nothing, and what may have been meant. */
import { checkQuery, type Expression, likenessIn, QueryError, typedSpan } from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";
import { type Count, countOf } from "./count.ts";
import { onThere } from "./hidden.ts";
import { compareLikeness } from "./likeness.ts";
import { comparisons, meantBy } from "./meant.ts";
import { compileFor, type Prepared } from "./prepare.ts";

/** One of the conditions that a query joins. */
export interface ConditionCount extends Count {
  /** As it was typed. */
  readonly text: string;
  /** How many the query would find without it; only where every condition alone finds something. */
  readonly without?: Count;
  /** What may have been meant by a word that nothing in the catalogue has. */
  readonly hint?: string;
}

/** The conditions of a query that all have to hold, each counted alone. */
export async function diagnose(store: Store, prepared: Prepared): Promise<readonly ConditionCount[]> {
  const { where, text } = prepared.query;
  const parts = where === undefined ? [] : where.type === "and" ? where.parts : [where];
  const counts: ConditionCount[] = [];
  for (const part of parts) {
    const count = await countOf(store, await narrowed(store, prepared, part));
    const hint = count.count === 0 ? await meantBy(store, part) : undefined;
    counts.push({ ...count, text: text.slice(part.span.start, part.span.end), ...(hint && { hint }) });
  }
  if (parts.length < 2 || counts.some(({ count }) => count === 0)) return counts;
  const all: ConditionCount[] = [];
  for (const [n, counted] of counts.entries()) {
    const rest = parts.filter((_, other) => other !== n);
    const expression: Expression =
      rest.length === 1 ? (rest[0] as Expression) : { type: "and", parts: rest, span: (where as Expression).span };
    all.push({ ...counted, without: await countOf(store, await narrowed(store, prepared, expression)) });
  }
  return all;
}

/**
 * Refuses words of sets that nothing in the catalogue has.
 *
 * @throws QueryError `unknown-value`
 */
export async function refuseUnknownWords(store: Store, prepared: Prepared): Promise<void> {
  for (const part of comparisons(prepared.query.where)) {
    const counted = await countOf(store, await narrowed(store, prepared, part));
    if (counted.count > 0) continue;
    const hint = await meantBy(store, part);
    const { start, end } = part.span;
    const typed = prepared.query.text.slice(start, end);
    const span = typedSpan(prepared.query.source, part.span);
    throw new QueryError("unknown-value", `no file in the catalogue has \`${typed}\``, span, hint);
  }
}

/** The same query with other conditions and no tails. */
async function narrowed(store: Store, prepared: Prepared, where: Expression): Promise<Prepared> {
  const query = { ...prepared.query, where, tails: [] };
  const checked = onThere(checkQuery(query, store.registry, prepared.options), prepared.hidden);
  const { resolved, scores } =
    likenessIn(checked.condition).length > 0
      ? await compareLikeness(store, checked.condition)
      : { resolved: new Map(), scores: new Map() };
  return { ...prepared, ...compileFor(store, query, checked, prepared.hidden, resolved), likeness: scores };
}
