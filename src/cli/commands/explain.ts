/** midiq explain: how a query is read, step by step. */
import { formatQuery } from "../../../dsl/mod.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq explain`. */
export interface ExplainOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints the query as it was read, its condition, its SQL with parameters, and the plan of the database. */
export async function explain(query: string, options: ExplainOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const compiled = await db.prepare(query);
    const explained = {
      query: formatQuery(compiled.query),
      condition: compiled.checked.condition,
      sql: compiled.where.text,
      parameters: compiled.where.parameters,
      order: compiled.orderBy,
      limit: compiled.limit ?? null,
      notes: compiled.notes,
      matches: (await db.count(compiled)).count,
      plan: await db.queryPlan(compiled),
    };
    if (options.json) process.stdout.write(`${JSON.stringify(explained)}\n`);
    else {
      const parts: readonly (readonly [string, readonly string[]])[] = [
        ["read as", [explained.query]],
        ["condition", JSON.stringify(explained.condition, undefined, 2).split("\n")],
        ["SQL", [`where ${explained.sql}`, `order by ${explained.order}`]],
        ["parameters", explained.parameters.map((value, n) => `$${n + 1} = ${JSON.stringify(value)}`)],
        ["notes", explained.notes],
        ["matches", [String(explained.matches)]],
        ["plan", explained.plan],
      ];
      for (const [title, lines] of parts) {
        if (lines.length > 0) process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join("")}\n`);
      }
    }
    return exits.found;
  });
}
