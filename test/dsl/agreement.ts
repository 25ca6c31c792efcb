/** The same query asked of a database and of the same rows in memory: one body for every engine. */
import { checkQuery, compileChecked, type MatchRow, matcher, parseQuery, type Stored } from "../../dsl/mod.ts";
import { compareLikeness } from "../../src/catalogue/asking/likeness.ts";
import type { Store } from "../../src/catalogue/store.ts";
import type { Field } from "../../src/plugin/fields.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import { analyzerSets, staleIn, withDerived } from "./derived.ts";
import { now, randomQuery, randomRow } from "./generate.ts";
import { references, saved } from "./generate-patterns.ts";
import { type Random, randomOf } from "./random.ts";
import { registry } from "./registry.ts";

/** A database that a test may ask. */
export interface Engine {
  readonly query: <Row>(text: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
}

/** Rows of the test registry from a seed. */
export function randomRows(seed: number, count: number): readonly MatchRow[] {
  const random = randomOf(seed);
  return withDerived(Array.from({ length: count }, () => randomRow(random)));
}

/** A value of a row of columns. */
export const cell = (columns: Readonly<Record<string, Stored>> | undefined, column: string): Stored =>
  columns?.[column];

/** Columns of the features of a content with their types. */
const contentColumns = new Map<string, string>([
  ...registry.fields
    .filter(({ table, expression, name }) => table === "content" && !expression && name !== "hash")
    .map(({ column, kind }) => [column, kindOf(kind).sql] as const),
  ["terms", "int4[]"],
  ["analyzer_set", "int4"],
  ["analyzed", "timestamptz"],
]);

/** Makes the tables, for this session only, and puts the rows in. */
export async function load(engine: Engine, rows: readonly MatchRow[]): Promise<void> {
  const declared = [...contentColumns].map(([column, type]) => `"${column}" ${type}`).join(", ");
  const ofCopy = registry.fields.filter((field) => field.table === "copy");
  const { track, section } = registry.scopes;
  const typed = (fields: readonly Field[]): string =>
    stored(fields)
      .map(({ column, kind }) => `, "${column}" ${kindOf(kind).sql}`)
      .join("");
  for (const statement of [
    `create temp table content ("id" int8 primary key, "hash" bytea, "name" text, "folder" text, "path" text, ${declared})`,
    `create temp table copy ("content" int8${typed(ofCopy)})`,
    `create temp table track ("content" int8${typed(track)})`,
    `create temp table section ("content" int8${typed(section)})`,
    `create temp table vector ("content" int8, "facets" bytea, "minhash" bytea)`,
    `create temp table vector_change ("xid" int8)`,
    `create temp table analyzer_set ("id" int4, "list" jsonb, "stale" text[])`,
    `create temp table failure ("content" int8, "analyzer" text)`,
  ]) {
    await engine.query(statement);
  }
  for (const [id, version] of analyzerSets) {
    const list = version === null ? [] : [{ kind: "analyzer", id: "facts", version }];
    await engine.query("insert into analyzer_set values ($1::text::int4, $2::text::jsonb, $3::text::text[])", [
      String(id),
      JSON.stringify(list),
      `{${(staleIn.get(id) ?? []).join(",")}}`,
    ]);
  }
  for (const row of rows) {
    const { columns, copies } = row;
    const [first] = copies;
    const id = cell(columns, "id");
    await insert(engine, "content", [
      ["id", "int8", id],
      ["hash", "bytea", `\\x${String(cell(columns, "hash"))}`],
      ...["name", "folder", "path"].map((name) => [name, "text", cell(first, name)] as const),
      ...[...contentColumns].map(([column, type]) => [column, type, cell(columns, column)] as const),
    ]);
    for (const analyzer of cell(columns, "failed") as readonly string[]) {
      await insert(engine, "failure", [
        ["content", "int8", id],
        ["analyzer", "text", analyzer],
      ]);
    }
    const minhash = cell(columns, "minhash") as readonly number[] | null;
    await insert(engine, "vector", [
      ["content", "int8", id],
      ["facets", "bytea", bytea(Uint8Array.from(cell(columns, "facets") as readonly number[]))],
      ["minhash", "bytea", minhash && bytea(new Uint8Array(Uint32Array.from(minhash).buffer))],
    ]);
    for (const [table, fields, own] of [
      ["copy", ofCopy, copies],
      ["track", track, row.tracks ?? []],
      ["section", section, row.sections ?? []],
    ] as const) {
      for (const one of own) {
        const cells = stored(fields).map(({ column, kind }) => [column, kindOf(kind).sql, cell(one, column)] as const);
        await insert(engine, table, [["content", "int8", id], ...cells]);
      }
    }
  }
}

const stored = (fields: readonly Field[]): readonly Field[] => fields.filter(({ expression }) => !expression);
const bytea = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;

async function insert(
  engine: Engine,
  table: string,
  cells: readonly (readonly [string, string, Stored])[],
): Promise<void> {
  const names = cells.map(([column]) => `"${column}"`).join(", ");
  const places = cells.map(([, type], n) => `$${n + 1}::text::${type}`).join(", ");
  await engine.query(
    `insert into ${table} (${names}) values (${places})`,
    cells.map(([, type, value]) => literal(value, type)),
  );
}

function literal(value: Stored, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "timestamptz") return new Date(Number(value)).toISOString();
  if (typeof value !== "object") return String(value);
  return `{${value.map((one) => (typeof one === "number" ? one : `"${one.replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
}

/** What a query finds in the database, in its order. */
export async function idsOf(engine: Engine, query: string): Promise<readonly string[]> {
  const parsed = parseQuery(query, registry);
  const checked = checkQuery(parsed, registry, { now, references, saved });
  const store = { ...engine, registry, client: engine, url: "postgres://here" } as unknown as Store;
  const { resolved } = await compareLikeness(store, checked.condition);
  const { where, orderBy, orderParameters, limit } = compileChecked(parsed, checked, registry, resolved);
  const text = `select c.id::text as id from content c where ${where.text} order by ${orderBy}${limit === undefined ? "" : ` limit ${limit}`}`;
  try {
    const found = await engine.query<{ id: string }>(text, [...where.parameters, ...orderParameters]);
    return found.map(({ id }) => id);
  } catch (error) {
    throw new Error(`The database refused the SQL of: ${query}\n${text}`, { cause: error });
  }
}

/** What a query finds in memory. */
export function idsInMemory(rows: readonly MatchRow[], query: string): readonly string[] {
  const { condition } = checkQuery(parseQuery(query, registry), registry, { now, references, saved });
  return rows.filter(matcher(condition, registry)).map((row) => String(cell(row.columns, "id")));
}

/** How random queries agree: queries asked, those that found some rows but not all, and the first that differed. */
export interface Agreement {
  readonly asked: number;
  readonly telling: number;
  readonly differing: readonly string[];
}

/** Asks random queries of a database and of the rows in memory. */
export async function agreement(
  engine: Engine,
  rows: readonly MatchRow[],
  random: Random,
  queries: number,
): Promise<Agreement> {
  let telling = 0;
  const differing: string[] = [];
  for (let count = 0; count < queries; count++) {
    const query = randomQuery(random);
    const expected = idsInMemory(rows, query);
    const found = await idsOf(engine, query);
    if ([...found].sort().join() !== [...expected].sort().join())
      differing.push(`${query}: ${found.length} rows, ${expected.length} in memory`);
    if (found.length > 0 && found.length < rows.length) telling++;
  }
  return { asked: queries, telling, differing };
}
