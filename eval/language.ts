/**
 * Whether the language means the same everywhere: `bun run eval language [--json] [--queries 20000] [--db URL]`.
 *
 * Random queries over rows with unknown values are asked of PGlite, of a PostgreSQL server where one is named (it gets
 * temporary tables only), and of the rows in memory; every row must agree. Then as many broken queries: each is either
 * understood or refused by a QueryError whose span lies in the text, and no typed word enters the SQL outside of the
 * parameters. Exits with 1 when one does not.
 */
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { checkQuery, compileChecked, likenessIn, parseQuery, QueryError } from "../dsl/mod.ts";
import { agreement, type Engine, load, randomRows } from "../test/dsl/agreement.ts";
import { now } from "../test/dsl/generate.ts";
import { brokenQuery } from "../test/dsl/generate-broken.ts";
import { references, saved } from "../test/dsl/generate-patterns.ts";
import { randomOf } from "../test/dsl/random.ts";
import { registry } from "../test/dsl/registry.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    queries: { type: "string", default: "20000" },
    seed: { type: "string", default: "2026" },
    db: { type: "string" },
  },
  allowPositionals: true,
});
const queries = Number(values.queries);
const seed = Number(values.seed);
const rows = randomRows(7, 120);
let failed = 0;
const print = (row: Readonly<Record<string, string | number>>): void => {
  if (values.json) console.log(JSON.stringify(row));
  else
    console.log(
      Object.entries(row)
        .map(([name, value]) => (name === "what" ? String(value).padEnd(28) : `${name} ${value}`))
        .join("  "),
    );
};

async function agree(what: string, engine: Engine): Promise<void> {
  await load(engine, rows);
  const { asked, telling, differing } = await agreement(engine, rows, randomOf(seed), queries);
  for (const one of differing.slice(0, 20)) console.error(`differs: ${one}`);
  failed += differing.length;
  print({ what, rows: rows.length, queries: asked, "some rows but not all": telling, differing: differing.length });
}

const pglite = new PGlite();
await agree("PGlite and memory", {
  query: async (text, parameters = []) => (await pglite.query(text, [...parameters])).rows as never,
});
await pglite.close();
if (values.db) {
  const sql = postgres(values.db, { max: 1, onnotice: () => undefined });
  await agree("PostgreSQL and memory", {
    query: async (text, parameters = []) => [...(await sql.unsafe(text, parameters as never[]))] as never,
  });
  await sql.end();
}

/** Words of a query of three letters and more that stand in the SQL although no field, table or function has them. */
function strays(query: string, sql: string): readonly string[] {
  const words = query.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.filter((word) => marked.test(word) && sql.includes(word));
}
// The generator marks values that no identifier has.
const marked = /^(?:zq|ZQ)/;

const random = randomOf(seed + 1);
let [refused, outside, other, leaked] = [0, 0, 0, 0];
for (let count = 0; count < queries; count++) {
  const query = brokenQuery(random);
  try {
    const parsed = parseQuery(query, registry);
    const checked = checkQuery(parsed, registry, { now, references, saved });
    const alike = likenessIn(checked.condition).map((condition) => [condition, ["1"]] as const);
    const { where, orderBy } = compileChecked(parsed, checked, registry, new Map(alike));
    if (strays(query, where.text + orderBy).length > 0) leaked++;
  } catch (error) {
    if (!(error instanceof QueryError)) {
      other++;
      console.error(`thrown for ${JSON.stringify(query)}: ${String(error)}`);
      continue;
    }
    refused++;
    const { start, end } = error.span;
    if (!(start >= 0 && start <= end && end <= query.length)) outside++;
  }
}
failed += outside + other + leaked;
print({
  what: "broken queries",
  queries,
  refused,
  "span outside": outside,
  "other exceptions": other,
  "typed words in SQL": leaked,
});
process.exitCode = failed > 0 ? 1 : 0;
