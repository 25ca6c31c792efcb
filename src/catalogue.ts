/** The catalogue as scripts and the command see it: a store that answers queries in the language. */

import type { Compiled } from "../dsl/mod.ts";
import { compileQuery } from "../dsl/mod.ts";
import { describe } from "./plugin/describe.ts";
import type { Field } from "./plugin/fields.ts";
import { kindOf } from "./plugin/kinds.ts";
import type { Plugin } from "./plugin/plugin.ts";
import { openStore } from "./store/open.ts";
import { quoted } from "./store/schema.ts";
import type { Store } from "./store/store.ts";

/** One answer: one content, with the copy that matched (or its first one). */
export interface Answer {
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly path: string;
  /** How many files hold these bytes. */
  readonly copies: number;
  /** Stored values by column. */
  readonly values: Readonly<Record<string, unknown>>;
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
}

/** All that is known of one content. */
export interface Shown {
  readonly hash: string;
  readonly size: number;
  readonly status: string;
  readonly paths: readonly string[];
  /** Every field with a value, as people read it. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** Texts, tracks, evidence of tags, damage. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly rejects: readonly { readonly stage: string; readonly code: string; readonly message: string }[];
}

/** A store that answers queries. */
export interface Catalogue extends Store {
  /** @throws QueryError with a code, a span and a hint when the query cannot be understood. */
  readonly compile: (query: string) => Compiled;
  /** @param options.limit at most so many rows; 1,000 unless said, and the query's own limit if that is less. */
  readonly find: (query: string, options?: { readonly limit?: number }) => Promise<Answers>;
  readonly count: (query: string) => Promise<number>;
  /** What is known of a file by its path or the start of its hash in hex; several when the start is ambiguous. */
  readonly show: (named: string) => Promise<readonly Shown[]>;
  /** The plan of the database for a query, as lines. */
  readonly queryPlan: (query: string) => Promise<readonly string[]>;
}

/** Columns of `content` that every answer has. */
const always = `encode(c."hash", 'hex') as "hash", c."path" as "path", c."copies" as "copies"`;
/** Shown when the query does not say what to show. */
const usual = ["bpm", "key", "meter", "duration"] as const;
/** Rows of a query without a limit of its own. */
const defaultLimit = 1000;

/** Sets come as JSON, since the client reads no arrays of types that it was not told of. */
/** Columns of a copy that its content has as well, those of its canonical copy. */
const alsoOnContent: readonly string[] = ["name", "folder", "path"];

const columnOf = ({ table, column }: Field): string =>
  table === "content" || alsoOnContent.includes(column)
    ? `c.${quoted(column)}`
    : `(select k.${quoted(column)} from copy k where k."content" = c."id" and k."path" = c."path" limit 1)`;

const expressionOf = (field: Field): string => {
  const column = field.expression ?? columnOf(field);
  return kindOf(field.kind).comparison === "set" ? `to_json(${column})` : column;
};

const parametersOf = (compiled: Compiled): readonly unknown[] => [
  ...compiled.where.parameters,
  ...compiled.orderParameters,
];

/** Rejected files hold no music: they answer only queries that ask for them. */
const musicOnly = (compiled: Compiled): string =>
  /"(?:status|problem)"/.test(JSON.stringify(compiled.checked.condition))
    ? compiled.where.text
    : `(${compiled.where.text}) and c."status" <> 'rejected'`;

/**
 * Opens a catalogue.
 *
 * @param url a folder (the embedded PGlite), or `postgres://...` (a server).
 * @throws StoreError `no-catalogue` in mode `read` when there is none, `locked` when another process writes to it.
 * @example
 * const db = await open("./.midiq", { plugins: [core], mode: "write" });
 */
export async function open(
  url: string,
  options: { readonly plugins?: readonly Plugin[]; readonly mode?: "read" | "write" } = {},
): Promise<Catalogue> {
  const store = await openStore(url, { plugins: options.plugins ?? [], mode: options.mode ?? "read" });
  const compile = (query: string): Compiled => compileQuery(query, store.registry);

  const select = (compiled: Compiled, fields: readonly Field[], limit: number): string => {
    const columns = fields.map((field) => `${expressionOf(field)} as ${quoted(field.name)}`);
    return `select ${[always, ...columns].join(", ")} from content c where ${musicOnly(compiled)} order by ${compiled.orderBy}${Number.isFinite(limit) ? ` limit ${limit}` : ""}`;
  };
  const fieldsOf = (compiled: Compiled): readonly Field[] => {
    const asked = compiled.checked.show.length > 0 ? compiled.checked.show : usual;
    return asked.map((name) => store.registry.find(name)).filter((field) => field !== undefined);
  };

  return {
    ...store,
    compile,
    find: async (query, { limit } = {}) => {
      const compiled = compile(query);
      const fields = fieldsOf(compiled);
      const most = Math.min(limit ?? defaultLimit, compiled.limit ?? Number.POSITIVE_INFINITY);
      const asked = compiled.limit !== undefined && compiled.limit <= most;
      const sql = select(compiled, fields, asked ? most : most + 1);
      const rows = await store.query<Record<string, unknown>>(sql, parametersOf(compiled));
      return {
        rows: rows.slice(0, most).map(({ hash, path, copies, ...values }) => ({
          hash: String(hash),
          path: String(path),
          copies: Number(copies),
          values,
        })),
        fields,
        notes: compiled.notes,
        more: rows.length > most,
      };
    },
    count: async (query) => {
      const compiled = compile(query);
      const sql = `select count(*)::text as "count" from content c where ${musicOnly(compiled)}`;
      const rows = await store.query<{ count: string }>(sql, compiled.where.parameters);
      return Math.min(Number(rows[0]?.count ?? 0), compiled.limit ?? Number.POSITIVE_INFINITY);
    },
    show: (named) => showContents(store, named),
    queryPlan: async (query) => {
      const compiled = compile(query);
      const sql = `explain ${select(compiled, fieldsOf(compiled), compiled.limit ?? defaultLimit)}`;
      const rows = await store.query<{ "QUERY PLAN": string }>(sql, parametersOf(compiled));
      return rows.map((row) => row["QUERY PLAN"]);
    },
  };
}

/** Contents that lie at a path, or whose hash starts with some hex digits. */
async function showContents(store: Store, named: string): Promise<readonly Shown[]> {
  const columns = store.registry.fields
    .filter((field) => field.table === "content" && field.owner !== "catalogue" && field.expression === undefined)
    .map((field) => `${expressionOf(field)} as ${quoted(field.column)}`);
  const byHash = /^[0-9a-f]{6,64}$/i.test(named);
  const where = byHash
    ? `encode(c."hash", 'hex') like $1::text || '%'`
    : `c."id" in (select k."content" from copy k where k."path" = $1::text)`;
  const rows = await store.query<Record<string, unknown>>(
    `select c."id"::text as "content id", encode(c."hash", 'hex') as "content hash", c."size"::text as "content size",
       c."status" as "content status", to_json(c."tags") as "content tags", d."data" as "content detail"
       ${columns.length > 0 ? `, ${columns.join(", ")}` : ""}
     from content c left join detail d on d."content" = c."id" where ${where} order by c."id" limit 20`,
    [byHash ? named.toLowerCase() : named],
  );
  return Promise.all(
    rows.map(async (row) => {
      const id = [String(row["content id"])];
      const copies = await store.query<{ path: string }>(
        `select k."path" from copy k where k."content" = $1::int8 order by k."path" collate "C"`,
        id,
      );
      const rejects = await store.query<Shown["rejects"][number]>(
        `select r."stage", r."code", r."message" from reject r where r."content" = $1::int8 order by 1, 2`,
        id,
      );
      return {
        hash: String(row["content hash"]),
        size: Number(row["content size"]),
        status: String(row["content status"]),
        paths: copies.map((copy) => copy.path),
        fields: describe(row, store.registry.fields),
        tags: (row["content tags"] as string[] | null) ?? [],
        detail: (row["content detail"] as Record<string, unknown> | null) ?? {},
        rejects,
      };
    }),
  );
}
