/** The answers to a query: rows in a total order, a page at a time. */
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

/** The statement of a page. A query that compares with a file and sorts by nothing sorts by likeness. */
export function selectSql(
  prepared: Prepared,
  fields: readonly Field[],
  page: { readonly limit: number; readonly after?: string },
): { readonly text: string; readonly parameters: readonly unknown[] } {
  const columns = fields.map((field) => `${shownSql(field)} as ${quoted(field.name)}`);
  const keys = prepared.orderKeys.map((key, n) => `(${key.text})::text as "key ${n}"`);
  const parameters = [...prepared.where.parameters, ...prepared.orderParameters];
  const after =
    page.after === undefined ? undefined : afterSql(prepared, placeOf(page.after, keys.length), parameters.length);
  const where = after ? `${musicOnly(prepared)} and ${after.text}` : musicOnly(prepared);
  const limit = Number.isFinite(page.limit) ? ` limit ${page.limit}` : "";
  return {
    text: `select ${[always, ...columns, ...keys].join(", ")} from content c where ${where} order by ${prepared.orderBy}${limit}`,
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
  const sql = selectSql(prepared, fields, { limit, ...(page.after !== undefined && { after: page.after }) });
  const found = await store.query<Record<string, unknown>>(sql.text, sql.parameters);
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
