/** midiq explain: how a query is read, what it finds, and how. */

import { describeCondition, describeTails, formatQuery, treeLines } from "../../../dsl/mod.ts";
import type { Count } from "../../catalogue/asking/count.ts";
import { hidingWords } from "../../catalogue/asking/hidden.ts";
import { shownWhere } from "../../catalogue/asking/prepare.ts";
import { queryPlan } from "../../catalogue/asking/query-plan.ts";
import { indexesIn } from "../../catalogue/tables/indexes.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq explain`. */
export interface ExplainOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints the query as it was read, in words, its tree, its SQL, its counts, its plan and the indexes of the plan. */
export async function explain(query: string, options: ExplainOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const prepared = await db.prepare(query);
    const plan = await queryPlan(db.store, prepared);
    const conditions = await db.diagnose(prepared);
    const explained = {
      query: formatQuery(prepared.query),
      reading: prepared.query.reading ?? null,
      words: [
        ...describeCondition(prepared.checked.condition, db.registry),
        ...hidingWords(prepared.hidden),
        describeTails(prepared.checked),
      ].filter(Boolean),
      tree: treeLines(prepared.query),
      condition: prepared.checked.condition,
      sql: shownWhere(prepared),
      parameters: prepared.where.parameters,
      order: prepared.orderBy,
      limit: prepared.limit ?? null,
      notes: prepared.notes,
      conditions,
      matches: await db.count(prepared),
      indexes: indexesIn(plan),
      plan,
    };
    if (options.json) process.stdout.write(`${jsonLine(explained)}\n`);
    else {
      const alone = conditions.length > 1 ? conditions.map((one) => `${countText(one)}  ${one.text}`) : [];
      const parts: readonly (readonly [string, readonly string[]])[] = [
        ["read as", [explained.query]],
        ["in words", explained.words],
        ["tree", explained.tree],
        ["SQL", [`where ${explained.sql}`, `order by ${explained.order}`]],
        ["parameters", explained.parameters.map((value, n) => `$${n + 1} = ${JSON.stringify(value)}`)],
        ["notes", explained.notes],
        ["files", [`${countText(explained.matches)}  all conditions`, ...alone]],
        [
          "indexes",
          explained.indexes.length > 0
            ? explained.indexes.map(({ name, serves }) => `${name}: ${serves}`)
            : ["none: midiq reads every file"],
        ],
        ["plan", explained.plan],
      ];
      for (const [title, lines] of parts) {
        if (lines.length > 0) process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join("")}\n`);
      }
    }
    return exits.found;
  });
}

const countText = ({ count, isEstimate }: Count): string =>
  ((isEstimate ? "≈ " : "") + count.toLocaleString("en")).padStart(10);
