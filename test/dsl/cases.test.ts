/**
 * The tables of the language in cases/*.txt. A block is a query after `>`, then what it gives, indented by two.
 * `WRITE_CASES=1 bun test test/dsl/cases.test.ts` writes them anew; read the difference before you commit it.
 */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { foldSql, formatQuery, QueryError, renderError } from "../../dsl/mod.ts";
import { compiled } from "./compiled.ts";

const folder = new URL("./cases/", import.meta.url);

interface Case {
  readonly query: string;
  readonly expected: string;
}

function readCases(name: string): readonly Case[] {
  const text = readFileSync(new URL(name, folder), "utf8");
  return text
    .split(/^> /m)
    .slice(1)
    .map((block) => {
      const [query = "", ...rest] = block.trimEnd().split("\n");
      return { query, expected: rest.map((line) => line.slice(2)).join("\n") };
    });
}

/** The folding as `fold(...)`, so that the tables can be read. */
const [beforeFolded = "", afterFolded = ""] = foldSql("\0").split("\0");
const readable = (sql: string): string => sql.split(beforeFolded).join("fold(").split(afterFolded).join(")");

function show(query: string): string {
  try {
    const { query: tree, where, orderBy, orderParameters, limit, checked, notes } = compiled(query);
    const lines = [`= ${formatQuery(tree)}`, readable(where.text), JSON.stringify(where.parameters)];
    if (orderBy !== 'c."id"') lines.push(`order by ${readable(orderBy)}`);
    if (orderParameters.length > 0) lines.push(JSON.stringify(orderParameters));
    if (limit !== undefined) lines.push(`limit ${limit}`);
    if (checked.show.length > 0) lines.push(`show ${checked.show.join(", ")}`);
    for (const note of notes) lines.push(...`note: ${note}`.split("\n"));
    return lines.join("\n");
  } catch (error) {
    if (error instanceof QueryError) return renderError(error, query);
    throw error;
  }
}

const { WRITE_CASES: writes } = process.env;
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

for (const name of files) {
  test(`${name}: every query gives what the table says`, () => {
    const cases = readCases(name);
    if (writes) {
      const blocks = cases.map(({ query }) => `> ${query}\n${show(query).replace(/^/gm, "  ")}\n`);
      writeFileSync(new URL(name, folder), blocks.join("\n"));
      return;
    }
    expect(cases.length).toBeGreaterThan(50);
    for (const { query, expected } of cases) expect(`${query}\n${show(query)}`).toBe(`${query}\n${expected}`);
  });
}
