/** The statement that gives a page of rows. */
import type { OrderKey } from "../../../dsl/mod.ts";
import type { Field } from "../../plugin/fields.ts";
import { quoted } from "../tables/schema.ts";
import { shownSql } from "./columns.ts";
import { afterSql, placeOf } from "./page.ts";
import { type Prepared, shownWhere } from "./prepare.ts";

/** Columns of `content` that every answer has. */
const always = `encode(c."hash", 'hex') as "hash", c."path" as "path", c."copies" as "copies", c."id"::text as "id"`;

/**
 * Unknown values come last, which no index of ours says. So where rows are ordered by a column, those whose value is known
 * are asked for first, in the order of its index, and the others only when these are too few.
 */
export type Half = "known" | "unknown";

/** The halves of a query, in order. */
export function halvesOf({ orderKeys }: Prepared, page: { readonly after?: string }): readonly (Half | undefined)[] {
  const [first] = orderKeys;
  if (!first?.isColumn) return [undefined];
  const isPast = page.after !== undefined && placeOf(page.after, orderKeys.length).values[0] === null;
  return isPast ? ["unknown"] : ["known", "unknown"];
}

/** Which rows one statement asks for. */
export interface Pass {
  readonly limit: number;
  readonly after?: string;
  readonly half?: Half | undefined;
  /** Only contents with smaller ids. */
  readonly below?: bigint;
  /** All that an index finds, rather than one content after the other until there are enough. */
  readonly isLookedUp?: boolean;
}

/** The statement of a page. */
export function selectSql(
  prepared: Prepared,
  fields: readonly Field[],
  page: Pass,
): { readonly text: string; readonly parameters: readonly unknown[] } {
  const columns = fields.map((field) => `${shownSql(field)} as ${quoted(field.name)}`);
  const keys = prepared.orderKeys.map((key, n) => `(${key.text})::text as "key ${n}"`);
  const parameters = [...prepared.where.parameters, ...prepared.orderParameters];
  const after =
    page.after === undefined ? undefined : afterSql(prepared, placeOf(page.after, keys.length), parameters.length);
  const [first, ...others] = prepared.orderKeys;
  const halved = page.half && first ? ` and ${first.text} is ${page.half === "known" ? "not null" : "null"}` : "";
  const below = page.below === undefined ? "" : ` and c."id" < ${page.below}`;
  const where = `${shownWhere(prepared)}${halved}${below}${after ? ` and ${after.text}` : ""}`;
  const order =
    page.half === "known" && first
      ? [`${first.text}${first.descending ? " desc" : ""}`, ...others.map(orderText), 'c."id"'].join(", ")
      : page.isLookedUp
        ? // No index is in the order of an expression.
          'c."id" + 0'
        : prepared.orderBy;
  const limit = Number.isFinite(page.limit) ? ` limit ${page.limit}` : "";
  return {
    text: `select ${[always, ...columns, ...keys].join(", ")} from content c where ${where} order by ${order}${limit}`,
    parameters: [...parameters, ...(after?.parameters ?? [])],
  };
}

const orderText = ({ text, descending }: OrderKey): string => `${text}${descending ? " desc" : ""} nulls last`;
