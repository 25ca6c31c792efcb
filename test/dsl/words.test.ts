/** What people type, and the query that is meant: words/phrasings.tsv, and words/held-out.tsv, which was set aside. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { formatQuery, parseQuery, QueryError, readQuery, renderError, typedSpan } from "../../dsl/mod.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";

const registry = createRegistry([core]);
const leastShare = 0.95;

interface Row {
  readonly typed: string;
  readonly meant: readonly string[];
}

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(new URL(`./words/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [typed = "", meant = ""] = line.split("\t");
      return { typed, meant: meant.split(" | ") };
    });

/** A query's conditions in a fixed order: what is joined by "and" has none. */
function conditionsOf(text: string, read: typeof parseQuery): string {
  const { where, tails } = read(text, registry);
  const parts = where?.type === "and" ? where.parts : where ? [where] : [];
  return JSON.stringify([...parts.map((part) => formatQuery({ where: part, tails: [] })).sort(), tails.length]);
}

function saidOf(typed: string, read: typeof parseQuery = readQuery): string {
  try {
    return conditionsOf(typed, read);
  } catch (error) {
    if (error instanceof QueryError) return renderError(error, typed);
    throw error;
  }
}

/** Rows that are read otherwise than they are meant, and not answered with the right query either. */
function wrong(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ typed, meant }) => {
    const said = saidOf(typed);
    const isMeant = meant.some((one) =>
      one === "words"
        ? (said.startsWith("error") && said.includes(`\`"${typed}"\``)) ||
          (!said.startsWith("error") && said === saidOf(typed, parseQuery))
        : said === conditionsOf(one, parseQuery) || (said.startsWith("error") && said.includes(`\`${one}\``)),
    );
    return isMeant ? [] : [`${typed} => ${said} instead of ${meant.join(" or ")}`];
  });
}

for (const name of ["phrasings.tsv", "held-out.tsv"]) {
  test(`${name}: at least 95 % of what people type is read as meant`, () => {
    const rows = rowsOf(name);
    const misread = wrong(rows);
    if (process.env["SHOW_WORDS"])
      console.log(name, rows.length, misread.length, process.env["SHOW_WORDS"] === name ? misread : "");
    expect(misread.length / rows.length).toBeLessThanOrEqual(1 - leastShare);
  });
}

test("a query that has a meaning in the language keeps it, whatever words stand in it", () => {
  for (const typed of [
    "bpm 120..130 key in [C,G]",
    "name minor",
    "name = 'C major'",
    '"minor swing"',
    "has bpm",
    "loop",
  ]) {
    const read = readQuery(typed, registry);
    expect([typed, read.reading, formatQuery(read)]).toEqual([
      typed,
      undefined,
      formatQuery(parseQuery(typed, registry)),
    ]);
  }
});

test("words that were read say how, and the query that searches them instead, as data and in one line", () => {
  const { reading } = readQuery("genre house loops in Am", registry);
  expect(reading).toEqual({
    query: "genre house loop key Am",
    words: 'genre house "loops in Am"',
    note: "read as `genre house loop key Am`; to search for the words: `midiq 'genre house \"loops in Am\"'`",
  });
  for (const row of rowsOf("phrasings.tsv")) {
    let read: ReturnType<typeof readQuery>["reading"];
    try {
      read = readQuery(row.typed, registry).reading;
    } catch {
      continue;
    }
    if (!read) continue;
    expect(readQuery(read.words, registry).reading).toBeUndefined();
    expect(formatQuery(parseQuery(read.query, registry))).toBe(read.query);
  }
});

test("places of what was read lie in the typed text", () => {
  const typed = "house loops in F#m around 124 bpm limit 5";
  const { where, source, tails } = readQuery(typed, registry);
  const parts = where?.type === "and" ? where.parts : [];
  const placed = [...parts, ...tails].map(({ span }) => {
    const { start, end } = typedSpan(source, span);
    return typed.slice(start, end);
  });
  expect(placed).toEqual(["house", "loops", "in F#m", "around 124 bpm", "limit 5"]);
});
