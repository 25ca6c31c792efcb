/** The answers to a query: rows in a total order, a page at a time. */
import { asksForWords, type Condition, type LikenessCondition, likenessIn } from "../../../dsl/mod.ts";
import { AskedError } from "../../errors.ts";
import type { Field } from "../../plugin/fields.ts";
import type { Store } from "../store.ts";
import { idShare, sampleOf } from "./count.ts";
import type { AnswerValue } from "./decoded.ts";
import { patternsIn } from "./evidence.ts";
import { withPathsHere } from "./local-paths.ts";
import { cursorOf, placeOf } from "./page.ts";
import { compileFor, type Prepared, usesWords } from "./prepare.ts";
import { halvesOf, selectSql } from "./select.ts";

/** One answer: one content, with its canonical copy. */
export interface Answer {
  /** Number of the content, which other calls take; the hash is what it is known by. */
  readonly id: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly path: string;
  /** How many files hold these bytes. */
  readonly copies: number;
  /** Values by field: `"G major"`, `"3/4"`, `120.5`; null where one is not known. As stored where `codes` were asked for. */
  readonly values: Readonly<Record<string, AnswerValue>>;
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
  /** Names of fields that are wanted instead of those that the query shows. @throws AskedError for one that there is not. */
  readonly fields?: readonly string[];
  /** True gives values as they are stored: a key as 0 to 23, a meter as `256 * beats + unit`. */
  readonly codes?: boolean;
}

/** Shown when the query does not say what to show. */
const usual = ["bpm", "key", "meter", "duration"] as const;
/** Rows of a query without a limit of its own. */
const defaultLimit = 1000;

/** Fields that a query wants to see, or those that are wanted instead. */
export function shownFields(store: Store, prepared: Prepared, wanted?: readonly string[]): readonly Field[] {
  if (wanted !== undefined) {
    return wanted.map((name) => {
      const field = store.registry.find(name);
      if (field) return field;
      throw new AskedError("no-field", `Cannot show "${name}": the catalogue has no such field`);
    });
  }
  const asked = prepared.checked.show.length > 0 ? prepared.checked.show : usual;
  return asked.map((name) => store.registry.find(name)).filter((field) => field !== undefined);
}

/** The answers to a query that is ready to run. */
export async function findRows(store: Store, prepared: Prepared, page: Page): Promise<Answers> {
  const fields = shownFields(store, prepared, page.fields);
  const before = page.after === undefined ? 0 : placeOf(page.after, prepared.orderKeys.length).rows;
  const left = prepared.limit === undefined ? Number.POSITIVE_INFINITY : Math.max(0, prepared.limit - before);
  const most = Math.min(page.limit ?? defaultLimit, left);
  const isWhole = left <= most;
  const isByLikeness = isRanked(prepared);
  const limit = isWhole ? most : most + 1;
  const rows = isByLikeness
    ? await mostAlikeFirst(store, prepared, { ...page, limit })
    : isLookedUp(prepared)
      ? await lookedUp(store, prepared, { ...page, limit })
      : await inOrder(store, prepared, { ...page, limit });
  const shown = rows.slice(0, most);
  const last = shown.at(-1);
  const more = rows.length > most;
  return {
    rows: (
      await withPathsHere(
        store,
        shown.map((row) => answerOf(row, fields, prepared)),
      )
    ).map(withPathValue),
    fields,
    notes: prepared.notes,
    more,
    ...(more &&
      last &&
      !isByLikeness && {
        next: cursorOf({
          values: prepared.orderKeys.map((_, n) => textOf(last[`key ${n}`])),
          id: String(last["id"]),
          rows: before + shown.length,
        }),
      }),
  };
}

/** Whether the most alike come first. Alike contents are few, and their order is known only here: they come in one page. */
export const isRanked = ({ likeness, orderKeys }: Prepared): boolean => likeness.size > 0 && orderKeys.length === 0;

type Row = Record<string, unknown>;
type Limited = Page & { readonly limit: number };

/** Rows that are asked for beyond those that are wanted: some that are alike do not meet the rest of a query. */
const [spareShare, spareRows] = [4, 200];

/**
 * The most alike first. Where the query is no more than likeness and other conditions, so many are asked for that the wanted
 * ones are among them, and more only where they are too few.
 */
async function mostAlikeFirst(store: Store, prepared: Prepared, page: Limited): Promise<readonly Row[]> {
  const scoreOf = (row: Row): number => prepared.likeness.get(String(row["id"])) ?? 0;
  const sorted = (rows: readonly Row[]): readonly Row[] => [...rows].sort((a, b) => scoreOf(b) - scoreOf(a));
  const all = { ...page, limit: Number.POSITIVE_INFINITY };
  const like = onlyLike(prepared.checked.condition);
  if (!like) return sorted(await inOrder(store, prepared, all));
  const ranked = [...prepared.likeness].sort(([, a], [, b]) => b - a).map(([id]) => id);
  for (let wanted = page.limit * spareShare + spareRows; ; wanted *= 8) {
    const resolved = new Map([[like, ranked.slice(0, wanted)]]);
    const narrowed = { ...prepared, ...compileFor(store, prepared.query, prepared.checked, prepared.hidden, resolved) };
    const rows = await inOrder(store, narrowed, all);
    if (rows.length >= page.limit || wanted >= ranked.length) return sorted(rows);
  }
}

/** The one condition on likeness of a query, where all else has to hold too. */
function onlyLike(condition: Condition): LikenessCondition | undefined {
  const [first, ...others] = likenessIn(condition);
  const parts = condition.type === "and" ? condition.parts : [condition];
  return first && others.length === 0 && parts.includes(first) ? first : undefined;
}

async function inOrder(store: Store, prepared: Prepared, page: Limited): Promise<readonly Row[]> {
  const fields = shownFields(store, prepared, page.fields);
  const found: Row[] = [];
  for (const half of halvesOf(prepared, page)) {
    const rest = page.limit - found.length;
    if (rest <= 0) break;
    const sql = selectSql(prepared, fields, { ...page, limit: rest, half });
    for (const row of await store.query<Row>(sql.text, sql.parameters)) found.push(row);
  }
  return found;
}

/** Contents that are looked at before the index of terms is asked. */
const headSize = 8000;

/**
 * The first contents that have a pattern, in order of their ids. How common a pattern is the planner does not know: so the
 * first few contents are looked at, where a common one is found often enough, and only then all that the index has.
 */
async function lookedUp(store: Store, prepared: Prepared, page: Limited): Promise<readonly Row[]> {
  const fields = shownFields(store, prepared, page.fields);
  const { share } = await sampleOf(store, headSize);
  if (share < 1) {
    const from = page.after === undefined ? 0n : BigInt(placeOf(page.after, 0).id);
    const sql = selectSql(prepared, fields, {
      ...page,
      below: from + idShare(share) < idShare(1) ? from + idShare(share) : idShare(1) - 1n,
    });
    const head = await store.query<Row>(sql.text, sql.parameters);
    if (head.length >= page.limit) return head;
  }
  const sql = selectSql(prepared, fields, { ...page, isLookedUp: share < 1 });
  return store.query<Row>(sql.text, sql.parameters);
}

/** Whether rows come in no order of their own, and an index of terms or of words knows those that may be found. */
const isLookedUp = ({ orderKeys, checked, likeness, hidden }: Prepared): boolean =>
  orderKeys.length === 0 &&
  likeness.size === 0 &&
  ((usesWords(hidden) && asksForWords(checked.condition)) ||
    patternsIn(checked.condition).some((one) => one.type === "pattern" && one.terms.length > 0));

/** The field `path` says the same as the answer. */
const withPathValue = (row: Answer): Answer =>
  "path" in row.values && row.values["path"] !== row.path ? { ...row, values: { ...row.values, path: row.path } } : row;

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

function answerOf(row: Readonly<Record<string, unknown>>, fields: readonly Field[], prepared: Prepared): Answer {
  const likeness = prepared.likeness.get(String(row["id"]));
  return {
    id: String(row["id"]),
    hash: String(row["hash"]),
    path: String(row["path"]),
    copies: Number(row["copies"]),
    values: Object.fromEntries(fields.map((field) => [field.name, row[field.name] as AnswerValue])),
    ...(likeness !== undefined && { likeness }),
  };
}
