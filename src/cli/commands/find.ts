/** midiq QUERY: the answers, as a table, JSON lines or paths. */
import { fstatSync } from "node:fs";
import { parseQuery, QueryError } from "../../../dsl/mod.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Count } from "../../catalogue/count.ts";
import { type Evidence, evidenceText } from "../../catalogue/evidence.ts";
import type { Answer, Answers } from "../../catalogue/find.ts";
import type { Prepared } from "../../catalogue/prepare.ts";
import { describeValue } from "../../plugin/describe.ts";
import { kindOf, type Value } from "../../plugin/kinds.ts";
import type { Plugin } from "../../plugin/plugin.ts";
import { createRegistry, type Registry } from "../../plugin/registry.ts";
import { printFacets } from "../facets.ts";
import { exits, Mistake } from "../failure.ts";
import { printLines } from "../lines.ts";
import { counted } from "../progress.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { shortPath } from "../short-path.ts";
import { table } from "../table.ts";

/** Options of a query. */
export interface FindOptions extends CatalogueOptions {
  /** table, json, paths, or the id of a plugin's renderer. */
  readonly output?: string;
  readonly json?: true;
  /** A template: a line for each answer. */
  readonly format?: string;
  readonly limit?: number;
  /** Also says where the patterns of the query were found. */
  readonly evidence?: boolean;
  /** Refuses free text and words that nothing has. */
  readonly strict?: boolean;
  /** Says on stderr when the query was parsed and the first row was there. */
  readonly timings?: boolean;
  /** Begins after this cursor, which an earlier page ended with. */
  readonly after?: string;
}

/** Rows of a table when nobody says how many. */
const tableRows = 100;

/** Answers a query: 0 when something was found, 1 when nothing. */
export async function find(query: string, options: FindOptions): Promise<number> {
  const times: string[] = [];
  // The reader of queries gets ready while the catalogue opens; what it finds wrong is told when all fields are known.
  const meanwhile = (plugins: readonly Plugin[]): void => {
    try {
      parseQuery(query, createRegistry(plugins));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
    }
    times.push(`query parsed ${sinceStart()}`);
  };
  const answer = async (db: Catalogue): Promise<number> => {
    times.push(`catalogue open ${sinceStart()}`);
    const form = options.json ? "json" : (options.output ?? "table");
    const rendered = rendererOf(form, db.registry);
    // A table is read by people; what other programs read has no end of its own.
    const limit = options.limit ?? (form === "table" ? tableRows : Number.POSITIVE_INFINITY);
    const prepared = await db.prepare(query, { strict: options.strict ?? false });
    if (prepared.checked.facet.length + prepared.checked.group.length > 0) return printFacets(db, prepared, form);
    if (options.format !== undefined) {
      const page = { limit: options.limit ?? Number.POSITIVE_INFINITY };
      const after = options.after === undefined ? {} : { after: options.after };
      const status = await printLines(db, prepared, options.format, { ...page, ...after });
      if (status === exits.nothing && options.after === undefined) await explainNothing(db, prepared);
      return status;
    }
    const answers = await db.find(prepared, { limit, ...(options.after !== undefined && { after: options.after }) });
    for (const note of answers.notes) process.stderr.write(`${note}\n`);
    const evidence = options.evidence ? await db.evidence(prepared, answers.rows) : undefined;
    if (answers.rows.length > 0) process.stdout.write(rendered(answers, evidence));
    times.push(`first row ${sinceStart()}`);
    if (options.timings) process.stderr.write(`${times.join(", ")} after the start of the process\n`);
    if (form === "table") process.stderr.write(`${await totalLine(answers, () => db.count(prepared))}\n`);
    if (form === "table") for (const note of await db.notes(prepared)) process.stderr.write(`${note}\n`);
    if (answers.rows.length > 0) return exits.found;
    if (options.after === undefined) await explainNothing(db, prepared);
    return exits.nothing;
  };
  try {
    return await withCatalogue(options, "read", answer, meanwhile);
  } catch (error) {
    warnOfRedirection(error);
    throw error;
  }
}

/** `midiq bpm >120` writes a file called 120, and the query that is left has no value. */
function warnOfRedirection(error: unknown): void {
  if (!(error instanceof QueryError) || error.code !== "missing-value" || !fstatSync(1).isFile()) return;
  process.stderr.write("The output goes to a file: if `>` was part of the query, quote the query, or write `above`\n");
}

const sinceStart = (): string => `${Math.round(performance.now())} ms`;

async function totalLine(answers: Answers, count: () => Promise<Count>): Promise<string> {
  if (answers.rows.length === 0) return "Nothing found.";
  if (!answers.more) return counted(answers.rows.length, "file");
  const { count: all, isEstimate } = await count();
  return `${answers.rows.length} of ${isEstimate ? "≈ " : ""}${counted(all, "file")}; --limit shows more${answers.next ? `, --after ${answers.next} goes on` : ""}`;
}

/** Each condition alone, with the one that finds nothing. */
async function explainNothing(db: Catalogue, prepared: Prepared): Promise<void> {
  const conditions = await db.diagnose(prepared);
  if (conditions.length < 2 && !conditions[0]?.hint) return;
  const rows = conditions.map(({ text, count, isEstimate, without, hint }) => [
    text,
    countText({ count, isEstimate }),
    hint ?? (count === 0 ? "finds nothing" : without && without.count > 0 ? `without it ${countText(without)}` : ""),
  ]);
  const columns = [
    { heading: "condition alone", numeric: false },
    { heading: "files", numeric: true },
    { heading: "", numeric: false },
  ];
  process.stderr.write(`${table(columns, rows, Number.POSITIVE_INFINITY).join("\n")}\n`);
}

const countText = ({ count, isEstimate }: Count): string => (isEstimate ? "≈ " : "") + count.toLocaleString("en");

type Found = ReadonlyMap<string, readonly Evidence[]> | undefined;

type Print = (answers: Answers, evidence: Found) => readonly string[];

/** What turns answers into text: one of ours, or a plugin's. */
function rendererOf(form: string, { renderers }: Registry): (answers: Answers, evidence: Found) => string {
  if (Object.hasOwn(print, form)) {
    const own = print[form as keyof typeof print];
    return (answers, evidence) => `${own(answers, evidence).join("\n")}\n`;
  }
  const renderer = renderers.get(form);
  if (renderer) return ({ rows, fields }) => [...renderer.run(rows, fields)].join("");
  throw new Mistake(`Cannot print "${form}": expected ${[...Object.keys(print), ...renderers.keys()].join(", ")}`);
}

const print: Readonly<Record<"table" | "json" | "paths", Print>> = {
  paths: (answers) => answers.rows.map((row) => row.path),
  json: (answers, evidence) => answers.rows.map((row) => JSON.stringify(jsonOf(row, answers, evidence))),
  table: (answers, evidence) => {
    const isCompared = answers.rows.some(({ likeness }) => likeness !== undefined);
    const columns = [
      ...answers.fields.map((field) => ({
        heading: field.name,
        numeric: kindOf(field.kind).comparison === "ordered",
      })),
      ...(isCompared ? [{ heading: "likeness", numeric: true }] : []),
      ...(evidence ? [{ heading: "found", numeric: false }] : []),
      { heading: "path", numeric: false, keepsEnd: true },
    ];
    const rows = answers.rows.map((row) => [
      ...answers.fields.map((field) => cell(row.values[field.name], kindOf(field.kind).format)),
      ...(isCompared ? [row.likeness?.toFixed(3) ?? "-"] : []),
      ...(evidence ? [evidenceText(evidence.get(row.id) ?? [])] : []),
      shortPath(row.path) + (row.copies > 1 ? `  (+${row.copies - 1} ${row.copies === 2 ? "copy" : "copies"})` : ""),
    ]);
    return table(columns, rows, process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY);
  },
};

const jsonOf = (row: Answer, { fields }: Answers, evidence: Found): Readonly<Record<string, unknown>> => ({
  path: row.path,
  ...Object.fromEntries(fields.map((field) => [field.name, describeValue(row.values[field.name], field)])),
  ...(row.likeness !== undefined && { likeness: Number(row.likeness.toFixed(4)) }),
  ...(evidence && { evidence: evidence.get(row.id) ?? [] }),
  copies: row.copies,
  hash: row.hash,
});

function cell(value: unknown, format: (value: Value) => string): string {
  if (value === null || value === undefined) return "-";
  return Array.isArray(value) ? value.map((one) => format(one)).join(", ") : format(value as Value);
}
