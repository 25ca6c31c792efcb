import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { hasServer, newDatabase } from "../server.ts";
import { agreement, cell, type Engine, idsOf as idsIn, idsInMemory, load, randomRows } from "./agreement.ts";
import { randomOf } from "./random.ts";

const rowCount = 120;
const queryCount = 1000;
const rows = randomRows(7, rowCount);

interface Opened extends Engine {
  readonly close: () => Promise<void>;
}

/** The engines that the language has to mean the same on. */
const engines: Readonly<Record<string, () => Promise<Opened>>> = {
  PGlite: async () => {
    const db = new PGlite();
    return {
      query: async (text, parameters = []) => (await db.query(text, [...parameters])).rows as never,
      close: () => db.close(),
    };
  },
  ...(hasServer && {
    PostgreSQL: async () => {
      const sql = postgres(await newDatabase(), { max: 1, onnotice: () => undefined });
      return {
        query: async (text, parameters = []) => [...(await sql.unsafe(text, parameters as never[]))] as never,
        close: () => sql.end(),
      };
    },
  }),
};

describe.each(Object.entries(engines))("%s", (_, openEngine) => {
  let engine: Opened;
  const idsOf = (query: string): Promise<readonly string[]> => idsIn(engine, query);

  beforeAll(async () => {
    engine = await openEngine();
    await load(engine, rows);
  }, 180_000);

  afterAll(() => engine.close());

  test("finds the same rows as in memory", async () => {
    const { telling, differing } = await agreement(engine, rows, randomOf(2026), queryCount);
    expect(differing).toEqual([]);
    // Queries that find all or nothing would show little.
    expect(telling).toBeGreaterThan(queryCount / 2);
  }, 180_000);

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
      const expected = idsInMemory(rows, query).length;
      expect({ query, found: (await idsOf(query)).length }).toEqual({ query, found: expected });
    }
  });

  test("finds a whole hash, and none of its neighbours", async () => {
    const hash = String(cell(rows[0]?.columns, "hash"));
    expect(await idsOf(`hash ${hash}`)).toEqual([String(cell(rows[0]?.columns, "id"))]);
    const last = hash.endsWith("0") ? "1" : "0";
    expect(await idsOf(`hash ${hash.slice(0, -1)}${last}`)).toEqual([]);
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
      const found = await idsOf(tail);
      expect(found.length).toBe(rowCount);
      if (!tail.includes("bpm")) continue;
      const unknown = new Set(
        rows.filter((row) => cell(row.columns, "bpm") === null).map((row) => String(cell(row.columns, "id"))),
      );
      expect(found.slice(-unknown.size).every((id) => unknown.has(id))).toBe(true);
    }
  });

  test("samples the same files for the same seed", async () => {
    const first = await idsOf("notes 0.. sample 10 seed 7");
    expect(first.length).toBe(10);
    expect(await idsOf("notes 0.. sample 10 seed 7")).toEqual(first);
    expect(await idsOf("notes 0.. sample 10 seed 8")).not.toEqual(first);
  });
});
