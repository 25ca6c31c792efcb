/** Why a query finds nothing: each of its conditions alone, which of them finds nothing, and what may have been meant. */
import { checkQuery, compileChecked, type Expression, likenessIn, QueryError, suggest } from "../../dsl/mod.ts";
import { kindOf } from "../plugin/kinds.ts";
import type { Store } from "../store/store.ts";
import { valueSql } from "./columns.ts";
import { type Count, countOf } from "./count.ts";
import { onThere } from "./hidden.ts";
import { compareLikeness } from "./likeness.ts";
import type { Prepared } from "./prepare.ts";

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
    const hint = count.count === 0 ? await meant(store, part) : undefined;
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
    const hint = await meant(store, part);
    const { start, end } = part.span;
    const typed = prepared.query.text.slice(start, end);
    throw new QueryError("unknown-value", `nothing in the catalogue has \`${typed}\``, part.span, hint);
  }
}

type Comparison = Extract<Expression, { type: "compare" }>;

/** Comparisons with plain words, wherever they stand outside of scopes. */
function comparisons(node: Expression | undefined): readonly Comparison[] {
  if (node?.type === "and" || node?.type === "or") return node.parts.flatMap(comparisons);
  if (node?.type === "not") return comparisons(node.of);
  return node?.type === "compare" && node.items.every(({ type }) => type === "word" || type === "string") ? [node] : [];
}

/** The same query with other conditions and no tails. */
async function narrowed(store: Store, prepared: Prepared, where: Expression): Promise<Prepared> {
  const query = { ...prepared.query, where, tails: [] };
  const checked = onThere(checkQuery(query, store.registry, prepared.options), prepared.hidden);
  const { resolved, scores } =
    likenessIn(checked.condition).length > 0
      ? await compareLikeness(store, checked.condition)
      : { resolved: new Map(), scores: new Map() };
  return { ...prepared, ...compileChecked(query, checked, store.registry, resolved), likeness: scores };
}

/** Values that are looked through for one that is nearly the typed word. */
const mostValues = 20_000;

/** `no inst named piamo - did you mean piano?`, from the values that the catalogue holds. */
async function meant(store: Store, part: Expression): Promise<string | undefined> {
  for (const node of comparisons(part)) {
    const field = store.registry.find(node.field.name);
    if (!field || kindOf(field.kind).comparison !== "set") continue;
    const rows = await store.query<{ value: string }>(
      `select e.v as "value" from content c, unnest(${valueSql(field)}) as e(v) group by 1 order by count(*) desc limit ${mostValues}`,
    );
    const known = rows.map(({ value }) => value);
    for (const item of node.items) {
      if (item.type !== "word" && item.type !== "string") continue;
      const near =
        suggest(item.text, known) ??
        suggest(
          item.text,
          known.map((word) => word.slice(word.indexOf(":") + 1)),
        );
      // Files that hold no music, which are not asked for, may have the very word.
      if (near !== undefined && near !== item.text)
        return `no ${node.field.name} named ${item.text} - did you mean ${near}?`;
    }
  }
  return undefined;
}
