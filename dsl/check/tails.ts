/** What to do with what was found: order, number, sample, columns. */
import { type Comparison, kindOf } from "../../src/plugin/kinds.ts";
import { QueryError } from "../error.ts";
import type { Name, SortKey as SortKeyNode, Tail } from "../tree/ast.ts";
import type { Context } from "./values.ts";

/** One key of an order. Unknown values come last in both directions. */
export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

/** The tails of a query. */
export interface Tails {
  readonly sort: readonly SortKey[];
  readonly limit?: number;
  /** A random choice that is the same for the same seed; without one the seed is 0. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** Fields to show; none: whatever the caller shows. */
  readonly show: readonly string[];
  /** Fields whose values are counted, each by itself. */
  readonly facet: readonly string[];
  /** Fields whose combinations are counted. */
  readonly group: readonly string[];
}

/** Ways of comparing that give no order. */
const unsorted: ReadonlySet<Comparison> = new Set(["set", "pattern", "grid"]);

/** @throws QueryError when tails contradict each other. */
export function checkTails(tails: readonly Tail[], context: Context): Tails {
  let sort: readonly SortKey[] | undefined;
  let limit: number | undefined;
  let sample: Tails["sample"];
  let show: readonly string[] | undefined;
  let facet: readonly string[] | undefined;
  let group: readonly string[] | undefined;
  const once = (tail: Tail, said: unknown): void => {
    if (said === undefined) return;
    throw new QueryError(
      "bad-tail",
      `\`${tail.type}\` contradicts an earlier part of the query`,
      tail.span,
      "write each of them once",
    );
  };
  for (const tail of tails) {
    switch (tail.type) {
      case "sort":
        once(tail, sort ?? sample);
        sort = tail.keys.map((key) => sortable(key, context, key.descending));
        break;
      case "limit":
        once(tail, limit ?? sample);
        limit = tail.count;
        break;
      case "top":
        once(tail, limit ?? sample);
        if (tail.by) {
          once(tail, sort);
          sort = [sortable(tail.by, context, tail.by.directed ? tail.by.descending : !tail.by.descending)];
        }
        limit = tail.count;
        break;
      case "sample":
        once(tail, sort ?? limit ?? sample);
        sample = { count: tail.count, seed: tail.seed ?? 0 };
        break;
      case "show":
        once(tail, show);
        show = tail.fields.map((field) => field.name);
        break;
      case "facet":
        once(tail, facet ?? group);
        facet = tail.fields.map((field) => countable(field, context));
        break;
      case "group":
        once(tail, group ?? facet);
        group = tail.fields.map((field) => countable(field, context));
        break;
    }
  }
  return {
    sort: sort ?? [],
    ...(limit !== undefined && { limit }),
    ...(sample && { sample }),
    show: show ?? [],
    facet: facet ?? [],
    group: group ?? [],
  };
}

/** Values that are counted: no patterns, which nearly every file has for itself. */
function countable(name: Name, context: Context): string {
  const field = context.terms.find(name.name)?.field;
  const { comparison } = kindOf(field?.kind ?? "text");
  const isNamespace = context.terms.find(name.name)?.namespace === name.name;
  const isItself = field?.name === name.name || isNamespace;
  if (field && comparison !== "pattern" && comparison !== "grid" && isItself) return name.name;
  const hint =
    field && field.name !== name.name ? `\`facet ${field.name}\` counts them all` : "for example `facet key, meter`";
  throw new QueryError("bad-tail", `\`${name.name}\` has no values to count`, name.span, hint);
}

function sortable(key: SortKeyNode, context: Context, descending: boolean): SortKey {
  const field = context.terms.find(key.field.name)?.field;
  if (
    !field ||
    unsorted.has(kindOf(field.kind).comparison) ||
    kindOf(field.kind).sql.endsWith("[]") ||
    field.name !== key.field.name
  ) {
    throw new QueryError(
      "missing-sort",
      `\`${key.field.name}\` has several values, so it cannot be sorted`,
      key.field.span,
      "for example `sort bpm`",
    );
  }
  return { field: field.name, descending };
}
