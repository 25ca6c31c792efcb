/** midiq QUERY: the answers, as a table, JSON lines or paths. */
import { homedir } from "node:os";
import { relative } from "node:path";
import type { Count } from "../../catalogue/count.ts";
import type { Answer, Answers } from "../../catalogue/find.ts";
import { describeValue } from "../../plugin/describe.ts";
import { kindOf, type Value } from "../../plugin/kinds.ts";
import { exits } from "../failure.ts";
import { counted } from "../progress.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { table } from "../table.ts";

/** Options of a query. */
export interface FindOptions extends CatalogueOptions {
  readonly output?: "table" | "json" | "paths";
  readonly json?: true;
  readonly limit?: number;
}

/** Rows of a table when nobody says how many. */
const tableRows = 100;

/** Answers a query: 0 when something was found, 1 when nothing. */
export async function find(query: string, options: FindOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const form = options.json ? "json" : (options.output ?? "table");
    // A table is read by people; what other programs read has no end of its own.
    const limit = options.limit ?? (form === "table" ? tableRows : Number.POSITIVE_INFINITY);
    const answers = await db.find(query, { limit });
    for (const note of answers.notes) process.stderr.write(`${note}\n`);
    if (answers.rows.length > 0) process.stdout.write(`${print[form](answers).join("\n")}\n`);
    if (form === "table") process.stderr.write(`${await totalLine(answers, () => db.count(query))}\n`);
    return answers.rows.length > 0 ? exits.found : exits.nothing;
  });
}

async function totalLine(answers: Answers, count: () => Promise<Count>): Promise<string> {
  if (answers.rows.length === 0) return "Nothing found.";
  if (!answers.more) return counted(answers.rows.length, "file");
  const { count: all, isEstimate } = await count();
  return `${answers.rows.length} of ${isEstimate ? "≈ " : ""}${counted(all, "file")}; --limit shows more`;
}

const print: Readonly<Record<"table" | "json" | "paths", (answers: Answers) => readonly string[]>> = {
  paths: (answers) => answers.rows.map((row) => row.path),
  json: (answers) => answers.rows.map((row) => JSON.stringify(jsonOf(row, answers))),
  table: (answers) => {
    const columns = [
      ...answers.fields.map((field) => ({
        heading: field.name,
        numeric: kindOf(field.kind).comparison === "ordered",
      })),
      { heading: "path", numeric: false, keepsEnd: true },
    ];
    const rows = answers.rows.map((row) => [
      ...answers.fields.map((field) => cell(row.values[field.name], kindOf(field.kind).format)),
      shortPath(row.path) + (row.copies > 1 ? `  (+${row.copies - 1} ${row.copies === 2 ? "copy" : "copies"})` : ""),
    ]);
    return table(columns, rows, process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY);
  },
};

const jsonOf = (row: Answer, { fields }: Answers): Readonly<Record<string, unknown>> => ({
  path: row.path,
  ...Object.fromEntries(fields.map((field) => [field.name, describeValue(row.values[field.name], field)])),
  copies: row.copies,
  hash: row.hash,
});

function cell(value: unknown, format: (value: Value) => string): string {
  if (value === null || value === undefined) return "-";
  return Array.isArray(value) ? value.map((one) => format(one)).join(", ") : format(value as Value);
}

/** A path as short as it can be told: from here, or from home. */
function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  if (!here.startsWith("..")) return here;
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
