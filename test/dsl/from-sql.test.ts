/** Queries that are written as SQL, or as the macro of the first description, read as our own. */
import { expect, test } from "bun:test";
import { formatQuery, parseQuery, QueryError, renderError } from "../../dsl/mod.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";

const registry = createRegistry([core]);

/** The canonical text of a query, or its error as a person sees it. */
function read(text: string): string {
  try {
    return formatQuery(parseQuery(text, registry));
  } catch (error) {
    if (error instanceof QueryError) return renderError(error, text);
    throw error;
  }
}

const first = "bpm BETWEEN 120 AND 130 AND key IN [Cmaj, Gmaj] AND has_drums = true ORDER BY complexity DESC LIMIT 100";
const firstRead = "bpm 120..130 key Cmaj,Gmaj has_drums = true sort -complexity limit 100";

test("the query of the first description is read verbatim, in the macro, over lines and in any case", () => {
  for (const text of [
    first,
    `SELECT files WHERE ${first}`,
    `select files where ${first.replace("BETWEEN", "between").replaceAll("AND", "and")}`,
    `SELECT * FROM files WHERE ${first};`,
    `select * from midi_files f where ${first} ;`,
    `midi_query! { SELECT files WHERE ${first} }`,
    `midi_query!{ ${first} }`,
    `midi_query! {\n  SELECT files\n  WHERE bpm BETWEEN 120 AND 130\n    AND key IN [Cmaj, Gmaj]\n    AND has_drums = true\n  ORDER BY complexity DESC\n  LIMIT 100;\n}`,
    `midi_query!(${first});`,
  ])
    expect(`${text}\n${read(text)}`).toBe(`${text}\n${firstRead}`);
});

const rows: readonly (readonly [sql: string, ours: string])[] = [
  ["key = 'Cmaj'", "key = Cmaj"],
  ["key='Cmaj' and bpm>=120", "key = Cmaj bpm atleast 120"],
  ["melody 'E E F'", 'melody "E E F"'],
  ['melody "E E F"', 'melody "E E F"'],
  ["name = 'it''s'", `name = it's`],
  ["name = 'say \"so\"'", 'name = "say \\"so\\""'],
  ["key == 'C'", "key = C"],
  ["key <> 'C'", "key is not C"],
  ["key != C", "key is not C"],
  ["bpm <> 120", "bpm is not 120"],
  ["key IN ('C', 'G')", "key C,G"],
  ["key NOT IN ('C','G')", "key is not C,G"],
  ["key in (C,G) and drums", "key C,G has_drums"],
  ["key IS NOT NULL", "key is known"],
  ["key is null", "key is unknown"],
  ["name LIKE '%house%'", "name contains house"],
  ["name ILIKE 'house%'", "name starts house"],
  ["name like '%house'", "name ends house"],
  ["name like '%deep%house_'", "name = *deep*house?"],
  ["name not like '%house%' and bpm > 120", "not name contains house bpm above 120"],
  ["NOT name LIKE '%house%'", "not name contains house"],
  ["bpm > 120 OR (bpm < 90 AND NOT drums)", "bpm above 120 or bpm below 90 not has_drums"],
  ["has_drums IS TRUE", "has_drums = TRUE"],
  ["select bpm, key from files where drums", "has_drums show bpm, key"],
  ["select * from files", ""],
  ["SELECT files LIMIT 5", "limit 5"],
  ["select files order by bpm desc nulls last, key limit 10", "sort -bpm, key limit 10"],
  ["select key, count(*) from files where drums group by key", "has_drums group key"],
  ["select files where bpm > 120 fetch first 20 rows only", "bpm above 120 limit 20"],
  ["bpm > 120;", "bpm above 120"],
  // What only looks like SQL stays text.
  ["select your fighter", "select your fighter"],
  ["what's up", "what's up"],
  ["don't stop", "don't stop"],
  ["rock 'n' roll", `rock "'n'" roll`],
  ["like a prayer", '"like" a prayer'],
  ["name like", 'name "like"'],
  ["join the army", "join the army"],
];

test("SQL in our words", () => {
  for (const [sql, ours] of rows) expect(`${sql}\n${read(sql)}`).toBe(`${sql}\n${ours}`);
});

test("clauses that only SQL has say the way of midiq, with the clause marked in the user's own text", () => {
  const says: readonly (readonly [sql: string, marked: string, hint: string])[] = [
    ["select count(*) from files where drums", "count", "midiq stats"],
    ["select distinct key from files", "distinct", "facet key"],
    ["select * from files join tracks on id where bpm > 120", "join", "any track (...)"],
    ["select * from files, tracks where bpm > 120", ",", "any track (...)"],
    ["select files where drums group by key having bpm > 2", "having", "facet"],
    ["select files where bpm > 120 limit 10 offset 20", "offset", "--after CURSOR"],
    ["bpm > 120 limit 10 OFFSET 20", "OFFSET", "--after CURSOR"],
    ["select files where key in (select key from files)", "select", "midiq save"],
    ["select files where drums union select files", "union", "`or`"],
  ];
  for (const [sql, marked, hint] of says) {
    let failed: unknown;
    try {
      parseQuery(sql, registry);
    } catch (error) {
      failed = error;
    }
    expect(failed).toBeInstanceOf(QueryError);
    const { span, hint: said } = failed as QueryError;
    expect([sql, sql.slice(span.start, span.end), said?.includes(hint)]).toEqual([sql, marked, true]);
  }
});

test("an error of a query in SQL points into what was typed", () => {
  const text = "SELECT files WHERE key IN ('C', 'Q') AND bpm > 120";
  expect(read(text)).not.toContain("error");
  const wrong = "midi_query! { SELECT files WHERE name LIKE '%x%' AND bmp > 120 }";
  expect(read(wrong)).toContain(`  | ${wrong}\n  | ${" ".repeat(wrong.indexOf("bmp"))}^^^\n`);
});
