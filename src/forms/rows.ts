/** The rows of a query in a form, part by part, so that memory does not grow with their number. */
import type { Evidence } from "../catalogue/asking/evidence-text.ts";
import type { Answers } from "../catalogue/asking/find.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import type { RenderedRow, RowWriter } from "../plugin/renderer.ts";
import { answerColumns } from "./answers.ts";
import type { Column } from "./column.ts";
import { fileForms, loadFileForm } from "./our-forms.ts";
import { rowSchema } from "./row-schema.ts";

/** Which rows, and what of them. */
export interface RowsOptions {
  /** Names of fields; those that the query shows unless said. */
  readonly fields?: readonly string[];
  /** Adds where the patterns of the query were found. */
  readonly evidence?: boolean;
  readonly limit?: number;
  /** What the rows are about, for forms that have a place for it; the query unless said. */
  readonly title?: string;
  /** Protects a spreadsheet from texts that look like formulas. */
  readonly isForSpreadsheet?: boolean;
  /** Ends the rows with an error, the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told how many rows have come. */
  readonly onProgress?: (rows: number) => void;
}

/** What came of the rows; whole when the last part has come. */
export interface RowsMade {
  readonly rows: number;
  readonly columns: readonly Column<RenderedRow>[];
  /** JSON Schema of a row. */
  readonly schema: object;
  /** Remarks of the form: what it could not say. */
  readonly notes: readonly string[];
}

/** The rows of a page as forms see them. */
export const renderedRows = (
  { rows }: Answers,
  evidence: ReadonlyMap<string, readonly Evidence[]> | undefined,
): readonly RenderedRow[] =>
  evidence === undefined ? rows : rows.map((row) => ({ ...row, evidence: evidence.get(row.id) ?? [] }));

/**
 * The rows of a query as the bytes of a file. The generator returns what came of them.
 *
 * @param form `parquet`, `arrow`, `csv`, `tsv` or `jsonl`.
 * @throws AskedError `no-form` for another form, QueryError for a query that cannot be understood.
 * @example
 * for await (const part of rowsAs(db, "bpm 120..130", "parquet", { fields: ["bpm", "key"] })) console.log(part.length);
 */
export async function* rowsAs(
  db: Catalogue,
  query: string | Prepared,
  form: string,
  { fields, evidence = false, limit, title, isForSpreadsheet = false, signal, onProgress }: RowsOptions = {},
): AsyncGenerator<string | Uint8Array, RowsMade> {
  const loaded = await loadFileForm(form);
  if (!loaded) throw new AskedError("no-form", `Cannot write rows as "${form}": expected ${fileForms.join(", ")}`);
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const about = { title: title ?? (typeof query === "string" ? query : ""), isForSpreadsheet };
  const extras = { likeness: prepared.likeness.size > 0, evidence };
  let columns: RowsMade["columns"] = [];
  let writer: RowWriter | undefined;
  let rows = 0;
  const page = { codes: true, ...(limit !== undefined && { limit }), ...(fields && { fields }) };
  for await (const answers of db.pages(prepared, page)) {
    signal?.throwIfAborted();
    if (!writer) {
      columns = answerColumns(answers.fields, extras);
      writer = loaded.open(columns, about);
    }
    const found = evidence ? await db.evidence(prepared, answers.rows) : undefined;
    yield* writer.rows(renderedRows(answers, found));
    rows += answers.rows.length;
    onProgress?.(rows);
  }
  yield* writer?.end() ?? [];
  return { rows, columns, schema: rowSchema(columns, about.title), notes: writer?.notes?.() ?? [] };
}
