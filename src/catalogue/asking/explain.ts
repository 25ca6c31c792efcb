/** How a query is read, what it finds, and how: as data. */
import { describeCondition, describeTails, formatQuery, treeLines } from "../../../dsl/mod.ts";
import type { Catalogue } from "../catalogue.ts";
import { indexesIn } from "../tables/indexes.ts";
import { hidingWords } from "./hidden.ts";
import { type Prepared, shownWhere } from "./prepare.ts";
import { queryPlan } from "./query-plan.ts";

/**
 * Explains a query: as it was read, in words, its tree, its SQL, its counts, its plan and the indexes of the plan.
 *
 * @throws QueryError when it cannot be understood.
 * @example
 * const { words, matches, indexes } = await explainQuery(db, "slower than 90 in G");
 * console.log(words, matches.count, indexes);
 */
export async function explainQuery(db: Catalogue, query: string | Prepared): Promise<Explained> {
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const plan = await queryPlan(db.store, prepared);
  const conditions = await db.diagnose(prepared);
  return {
    query: formatQuery(prepared.query),
    reading: prepared.query.reading ?? null,
    words: [
      ...describeCondition(prepared.checked.condition, db.registry),
      ...hidingWords(prepared.hidden),
      describeTails(prepared.checked),
    ].filter(Boolean),
    tree: treeLines(prepared.query),
    condition: prepared.checked.condition,
    sql: shownWhere(prepared),
    parameters: prepared.where.parameters,
    order: prepared.orderBy,
    limit: prepared.limit ?? null,
    notes: prepared.notes,
    conditions,
    matches: await db.count(prepared),
    indexes: indexesIn(plan),
    plan,
  };
}

/** A query explained. */
export interface Explained {
  /** The query in the language. */
  readonly query: string;
  /** What was typed, read as the language; null where it was the language. */
  readonly reading: Prepared["query"]["reading"] | null;
  readonly words: readonly string[];
  /** Lines of its tree. */
  readonly tree: readonly string[];
  readonly condition: Prepared["checked"]["condition"];
  readonly sql: string;
  readonly parameters: Prepared["where"]["parameters"];
  readonly order: string;
  readonly limit: number | null;
  readonly notes: readonly string[];
  /** What each condition finds alone. */
  readonly conditions: Awaited<ReturnType<Catalogue["diagnose"]>>;
  /** What all of them find. */
  readonly matches: Awaited<ReturnType<Catalogue["count"]>>;
  /** Indexes that the database uses, and what each serves. */
  readonly indexes: ReturnType<typeof indexesIn>;
  /** Lines of the database's own plan. */
  readonly plan: readonly string[];
}
