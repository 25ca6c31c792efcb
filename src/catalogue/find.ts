/** The answers to a query: rows in a total order, a page at a time. */
import type { OrderKey } from "../../dsl/mod.ts";
import type { Field } from "../plugin/fields.ts";
import { quoted } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import { shownSql } from "./columns.ts";
import { afterSql, cursorOf, placeOf } from "./page.ts";
import { musicOnly, type Prepared } from "./prepare.ts";

/** One answer: one content, with its canonical copy. */
export interface Answer {
  /** Number of the content, which other calls take; the hash is what it is known by. */
  readonly id: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly path: string;
  /** How many files hold these bytes. */
  readonly copies: number;
  /** Stored values by field. */
  readonly values: Readonly<Record<string, unknown>>;
  /** How alike it is to the file that the query compares with, 0 to 1. */
  readonly likeness?: number;
}

/** The answers to a query. */
export interface Answers {
  readonly rows: readonly Answer[];
  /** Fields that the query wants to see. */
  readonly fields: readonly Field[];
  /** Remarks on how the query was read. */
  readonly notes: readonly string[];
  /** True when there are more rows than were asked for. */
  readonly more: boolean;
  /** Where the next page begins, when there is one. */
  readonly next?: string;
}

/** Which rows. */
export interface Page {
  /** At most so many; 1,000 unless said, and the query's own limit if that is less. */
  readonly limit?: number;
  /** Those after this cursor, which is `next` of an earlier page. */
  readonly after?: string;
}

/** Columns of `content` that every answer has. */
const always = `encode(c."hash", 'hex') as "hash", c."path" as "path", c."copies" as "copies", c."id"::text as "id"`;
/** Shown when the query does not say what to show. */
const usual = ["bpm", "key", "meter", "duration"] as const;
/** Rows of a query without a limit of its own. */
const defaultLimit = 1000;

/** Fields that a query wants to see. */
export function shownFields(store: Store, prepared: Prepared): readonly Field[] {
  const asked = prepared.checked.show.length > 0 ? prepared.checked.show : usual;
  return asked.map((name) => store.registry.find(name)).filter((field) => field !== undefined);
}

/**
 * Unknown values come last, which no index of ours says. So where rows are ordered by a column, those whose value is known
 * are asked for first, in the order of its index, and the others only when these are too few.
 */
export type Half = "known" | "unknown";

/** The halves of a query, in order. */
export function halvesOf({ orderKeys }: Prepared, page: Page): readonly (Half | undefined)[] {
  const [first] = orderKeys;
  if (!first?.isColumn) return [undefined];
  const isPast = page.after !== undefined && placeOf(page.after, orderKeys.length)[0] === null;
  return isPast ? ["unknown"] : ["known", "unknown"];
}

/** The statement of a page. */
export function selectSql(
  prepared: Prepared,
  fields: readonly Field[],
  page: { readonly limit: number; readonly after?: string; readonly half?: Half | undefined },
): { readonly text: string; readonly parameters: readonly unknown[] } {
  const columns = fields.map((field) => `${shownSql(field)} as ${quoted(field.name)}`);
  const keys = prepared.orderKeys.map((key, n) => `(${key.text})::text as "key ${n}"`);
  const parameters = [...prepared.where.parameters, ...prepared.orderParameters];
  const after =
    page.after === undefined ? undefined : afterSql(prepared, placeOf(page.after, keys.length), parameters.length);
  const [first, ...others] = prepared.orderKeys;
  const halved = page.half && first ? ` and ${first.text} is ${page.half === "known" ? "not null" : "null"}` : "";
  const where = `${musicOnly(prepared)}${halved}${after ? ` and ${after.text}` : ""}`;
  const order =
    page.half === "known" && first
      ? [`${first.text}${first.descending ? " desc" : ""}`, ...others.map(orderText), 'c."id"'].join(", ")
      : prepared.orderBy;
  const limit = Number.isFinite(page.limit) ? ` limit ${page.limit}` : "";
  return {
    text: `select ${[always, ...columns, ...keys].join(", ")} from content c where ${where} order by ${order}${limit}`,
    parameters: [...parameters, ...(after?.parameters ?? [])],
  };
}

/** The answers to a query that is ready to run. */
export async function findRows(store: Store, prepared: Prepared, page: Page): Promise<Answers> {
  const fields = shownFields(store, prepared);
  const most = Math.min(page.limit ?? defaultLimit, prepared.limit ?? Number.POSITIVE_INFINITY);
  const isWhole = page.after === undefined && prepared.limit !== undefined && prepared.limit <= most;
  // Alike contents are few, and their order is known only here.
  const isRanked = prepared.likeness.size > 0 && prepared.orderKeys.length === 0;
  const limit = isRanked ? Number.POSITIVE_INFINITY : isWhole ? most : most + 1;
  const found: Record<string, unknown>[] = [];
  for (const half of halvesOf(prepared, page)) {
    const rest = limit - found.length;
    if (rest <= 0) break;
    const sql = selectSql(prepared, fields, { ...page, limit: rest, half });
    for (const row of await store.query<Record<string, unknown>>(sql.text, sql.parameters)) found.push(row);
  }
  const scoreOf = (row: Record<string, unknown>): number => prepared.likeness.get(String(row["id"])) ?? 0;
  const rows = isRanked ? [...found].sort((a, b) => scoreOf(b) - scoreOf(a)) : found;
  const shown = rows.slice(0, most);
  const last = shown.at(-1);
  const more = rows.length > most;
  return {
    rows: shown.map((row) => answerOf(row, fields, prepared)),
    fields,
    notes: prepared.notes,
    more,
    ...(more &&
      last &&
      !isRanked && {
        next: cursorOf([...prepared.orderKeys.map((_, n) => textOf(last[`key ${n}`])), String(last["id"])]),
      }),
  };
}

const orderText = ({ text, descending }: OrderKey): string => `${text}${descending ? " desc" : ""} nulls last`;

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

function answerOf(row: Readonly<Record<string, unknown>>, fields: readonly Field[], prepared: Prepared): Answer {
  const likeness = prepared.likeness.get(String(row["id"]));
  return {
    id: String(row["id"]),
    hash: String(row["hash"]),
    path: String(row["path"]),
    copies: Number(row["copies"]),
    values: Object.fromEntries(fields.map((field) => [field.name, row[field.name]])),
    ...(likeness !== undefined && { likeness }),
  };
}
