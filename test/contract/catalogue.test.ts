/**
 * The language over a real catalogue: every example means the same on both engines and in memory, and finds in the bundled
 * sample what titles.txt says. `WRITE_CASES=1 bun test test/contract` writes that table anew; read the difference.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { matcher } from "../../dsl/mod.ts";
import type { Catalogue } from "../../mod.ts";
import { fillEngines, sample } from "./engines.ts";
import { matchRows } from "./rows.ts";

const linesOf = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, name), "utf8")
    .split("\n")
    .filter(Boolean);

/** Examples name files of their reader; here they are files of the sample. */
const here = (query: string): string =>
  query
    .replaceAll("./ref.mid", `"${join(sample, reference)}"`)
    .replaceAll("./song.mid", `"${join(sample, reference)}"`);
const reference = "Classical/ode to joy easy piano C.mid";

/** Examples of the specification, of the language's page, and of the fields. */
function examples(db: Catalogue): readonly string[] {
  const page = readFileSync(join(import.meta.dirname, "../../docs/query-language.md"), "utf8");
  const blocks = [...page.matchAll(/```query\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? "").trim().split("\n"));
  return [
    ...new Set([...linesOf("examples.txt"), ...blocks, ...db.registry.fields.flatMap((field) => field.examples)]),
  ];
}

let engines: ReadonlyMap<string, Catalogue> = new Map();
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
  ({ all: engines, close } = await fillEngines());
}, 180_000);
afterAll(() => close?.(), 180_000);

const pathsOf = async (db: Catalogue, query: string): Promise<readonly string[]> =>
  (await db.find(here(query), { limit: 10_000 })).rows.map(({ path }) => path);

describe("the language over the sample", () => {
  test("every example finds the same on every engine and in memory", async () => {
    for (const [engine, db] of engines) {
      const rows = await matchRows(db);
      expect(rows.size).toBeGreaterThan(60);
      let found = 0;
      for (const query of examples(db)) {
        const { checked } = await db.prepare(here(query));
        const limited = checked.limit !== undefined || checked.sample !== undefined;
        const meets = matcher(checked.condition, db.registry);
        const asksRejected = /\b(?:status|problem)\b/.test(query);
        const expected = [...rows].filter(([, row]) => meets(row)).map(([path]) => path);
        const paths = (await pathsOf(db, query)).filter((path) => !asksRejected || rows.has(path));
        if (limited)
          expect({ engine, query, outside: paths.filter((path) => !expected.includes(path)) }).toEqual({
            engine,
            query,
            outside: [],
          });
        else expect({ engine, query, paths: [...paths].sort() }).toEqual({ engine, query, paths: expected.sort() });
        if (paths.length > 0) found++;
      }
      // Most examples find something in a catalogue of 76 files that was composed without them in mind.
      expect(found).toBeGreaterThan(100);
    }
  }, 180_000);

  test("engines give the same rows in the same order, page by page", async () => {
    const [first, second] = [...engines.values()];
    if (!first) throw new Error("no engine was opened");
    const whole = async (db: Catalogue, query: string): Promise<readonly string[]> =>
      (await db.find(query, { limit: 1000 })).rows.map(({ hash: one }) => one);
    const paged = async (db: Catalogue, query: string): Promise<readonly string[]> => {
      const all: string[] = [];
      let after: string | undefined;
      do {
        const page = await db.find(query, { limit: 7, ...(after !== undefined && { after }) });
        all.push(...page.rows.map(({ hash: one }) => one));
        after = page.next;
      } while (after !== undefined);
      return all;
    };
    for (const query of [
      "notes 1..",
      "sort -bpm",
      "sort key, -density",
      "sort swing",
      "sort name desc",
      "chords I-IV sort -chord.rate",
      "drums sample 40 seed 3",
      "sort has_drums, -added",
    ]) {
      const rows = await whole(first, query);
      expect({ query, paged: await paged(first, query) }).toEqual({ query, paged: rows });
      if (second && !/added|name/.test(query))
        expect({ query, rows: await whole(second, query) }).toEqual({ query, rows });
    }
  }, 180_000);

  test("finds the titles of the table", async () => {
    const [db] = engines.values();
    if (!db) throw new Error("no engine was opened");
    const table = join(import.meta.dirname, "titles.txt");
    const blocks = readFileSync(table, "utf8")
      .split(/^> /m)
      .slice(1)
      .map((block) => block.trimEnd().split("\n"));
    const answered = await Promise.all(
      blocks.map(async ([query = ""]) => [
        query,
        ...[...(await pathsOf(db, query))].map((path) => `  ${basename(path, ".mid")}`).sort(),
      ]),
    );
    const written = `${answered.map((block) => `> ${block.join("\n")}`).join("\n\n")}\n`;
    if (process.env["WRITE_CASES"]) writeFileSync(table, written);
    else expect(written).toBe(readFileSync(table, "utf8"));
  });
});
