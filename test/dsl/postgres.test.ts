import { afterAll, beforeAll, expect, test } from "bun:test";
import { PGlite } from "@electric-sql/pglite";
import { compileQuery, type MatchRow, matcher, type Stored } from "../../dsl/mod.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import { now, randomOf, randomQuery, randomRow } from "./generate.ts";
import { registry } from "./registry.ts";

const rowCount = 120;
const queryCount = 600;
const rows: readonly MatchRow[] = (() => {
  const random = randomOf(7);
  return Array.from({ length: rowCount }, () => randomRow(random));
})();

const cell = (columns: Readonly<Record<string, Stored>> | undefined, column: string): Stored => columns?.[column];

let db: PGlite;

beforeAll(async () => {
  db = new PGlite();
  const columns = new Map(
    registry.fields
      .filter((field) => field.table === "content" && !field.expression && field.name !== "hash")
      .map((field) => [field.column, kindOf(field.kind).sql]),
  );
  const ofCopy = registry.fields.filter((field) => field.table === "copy");
  const declared = [...columns].map(([column, type]) => `"${column}" ${type}`).join(", ");
  await db.exec(`create temp table content ("id" int8 primary key, "hash" bytea, "name" text, "folder" text, "path" text, ${declared});
    create temp table copy ("content" int8, ${ofCopy.map(({ column, kind }) => `"${column}" ${kindOf(kind).sql}`).join(", ")})`);
  for (const { columns: row, copies } of rows) {
    const names = [...columns.keys()];
    const places = names.map((name, index) => `$${index + 6}::${columns.get(name)}`);
    const values = names.map((name) =>
      columns.get(name) === "timestamptz" && row[name] !== null ? new Date(Number(row[name])) : row[name],
    );
    const [first] = copies;
    await db.query(
      `insert into content ("id", "hash", "name", "folder", "path", ${names.map((name) => `"${name}"`).join(", ")})
       values ($1::int8, decode($2, 'hex'), $3, $4, $5, ${places.join(", ")})`,
      [cell(row, "id"), cell(row, "hash"), cell(first, "name"), cell(first, "folder"), cell(first, "path"), ...values],
    );
    for (const copy of copies) {
      const places = ofCopy.map((_, n) => `$${n + 2}`).join(", ");
      const cells = ofCopy.map(({ column }) => cell(copy, column));
      await db.query(`insert into copy values ($1::int8, ${places})`, [cell(row, "id"), ...cells]);
    }
  }
}, 60_000);

afterAll(() => db.close());

async function idsOf(text: string, parameters: readonly unknown[], orderBy: string, limit?: number): Promise<string[]> {
  const found = await db.query<{ id: string }>(
    `select c.id::text as id from content c where ${text} order by ${orderBy}${limit === undefined ? "" : ` limit ${limit}`}`,
    [...parameters],
  );
  return found.rows.map((row) => row.id);
}

test("finds the same rows in PostgreSQL as in memory", async () => {
  const random = randomOf(2026);
  let hits = 0;
  for (let count = 0; count < queryCount; count++) {
    const query = randomQuery(random);
    const { where, orderBy, checked } = compileQuery(query, registry, { now });
    const meets = matcher(checked.condition, registry);
    const expected = rows.filter(meets).map((row) => String(cell(row.columns, "id")));
    let found: readonly string[];
    try {
      found = await idsOf(where.text, where.parameters, orderBy);
    } catch (error) {
      throw new Error(`PostgreSQL refused the SQL of: ${query}\n${where.text}`, { cause: error });
    }
    expect({ query, found: [...found].sort() }).toEqual({ query, found: expected.sort() });
    if (found.length > 0 && found.length < rowCount) hits++;
  }
  // Queries that find all or nothing would show little.
  expect(hits).toBeGreaterThan(queryCount / 2);
}, 60_000);

test("holds every number of any size", async () => {
  for (const query of [
    "notes 99999999999999999999999..",
    "notes ..99999999999999999999999",
    "notes 3000000000",
    "low ..127",
    `bpm ..${"9".repeat(60)}`,
    `bpm 0.${"0".repeat(60)}1`,
    "size 5000000000mb..",
    "added -99999999y..",
    "added 0001..9999",
    `hash ${"f".repeat(64)}`,
    "hash 0",
    "name /a{255}/",
  ]) {
    const { where, orderBy, checked } = compileQuery(query, registry, { now });
    const expected = rows.filter(matcher(checked.condition, registry)).length;
    expect({ query, found: (await idsOf(where.text, where.parameters, orderBy)).length }).toEqual({
      query,
      found: expected,
    });
  }
});

test("finds a whole hash, and none of its neighbours", async () => {
  const hash = String(cell(rows[0]?.columns, "hash"));
  const { where, orderBy } = compileQuery(`hash ${hash}`, registry);
  expect(await idsOf(where.text, where.parameters, orderBy)).toEqual([String(cell(rows[0]?.columns, "id"))]);
  const last = hash.endsWith("0") ? "1" : "0";
  const other = compileQuery(`hash ${hash.slice(0, -1)}${last}`, registry);
  expect(await idsOf(other.where.text, other.where.parameters, other.orderBy)).toEqual([]);
});

test("orders totally, unknown values last", async () => {
  for (const tail of [
    "sort bpm",
    "sort -bpm, name",
    "sort key, folder desc",
    "sort path",
    "sort -name.key, name.differs",
    "sort hash",
    "sort -added",
    "sort has_drums",
  ]) {
    const { where, orderBy } = compileQuery(tail, registry);
    const found = await idsOf(where.text, where.parameters, orderBy);
    expect(found.length).toBe(rowCount);
    if (!tail.includes("bpm")) continue;
    const unknown = new Set(
      rows.filter((row) => cell(row.columns, "bpm") === null).map((row) => String(cell(row.columns, "id"))),
    );
    expect(found.slice(-unknown.size).every((id) => unknown.has(id))).toBe(true);
  }
});

test("samples the same files for the same seed", async () => {
  const sample = async (query: string): Promise<string[]> => {
    const { where, orderBy, orderParameters, limit } = compileQuery(query, registry);
    return idsOf(where.text, [...where.parameters, ...orderParameters], orderBy, limit);
  };
  const first = await sample("notes 0.. sample 10 seed 7");
  expect(first.length).toBe(10);
  expect(await sample("notes 0.. sample 10 seed 7")).toEqual(first);
  expect(await sample("notes 0.. sample 10 seed 8")).not.toEqual(first);
});
