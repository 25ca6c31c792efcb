/** What to do with what was found: order, number, sample, columns. */
import { kindOf } from "../src/plugin/kinds.ts";
import type { SortKey as SortKeyNode, Tail } from "./ast.ts";
import type { Context } from "./check-values.ts";
import { QueryError } from "./error.ts";

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
}

/** @throws QueryError when tails contradict each other. */
export function checkTails(tails: readonly Tail[], context: Context): Tails {
  let sort: readonly SortKey[] | undefined;
  let limit: number | undefined;
  let sample: Tails["sample"];
  let show: readonly string[] | undefined;
  const once = (tail: Tail, said: unknown): void => {
    if (said === undefined) return;
    throw new QueryError(
      "bad-tail",
      `\`${tail.type}\` contradicts what stands before it`,
      tail.span,
      "say each of them once",
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
      case "group":
        throw new QueryError("not-supported", `\`${tail.type}\` is not in this version`, tail.span);
    }
  }
  return { sort: sort ?? [], ...(limit !== undefined && { limit }), ...(sample && { sample }), show: show ?? [] };
}

function sortable(key: SortKeyNode, context: Context, descending: boolean): SortKey {
  const field = context.terms.find(key.field.name)?.field;
  if (!field || kindOf(field.kind).comparison === "set" || field.name !== key.field.name) {
    throw new QueryError(
      "missing-sort",
      `\`${key.field.name}\` is no single value, so it has no order`,
      key.field.span,
      "for example `sort bpm`",
    );
  }
  return { field: field.name, descending };
}
