/** Rows of a query into a file, and beside it what its columns mean. */
import { extname } from "node:path";
import type { Prepared } from "../../catalogue/asking/prepare.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { answerColumns } from "../../forms/answers.ts";
import { fileForms, loadFileForm } from "../../forms/our-forms.ts";
import { rowSchema } from "../../forms/row-schema.ts";
import { Mistake } from "../failure.ts";
import { renderedRows } from "../output.ts";
import { counted } from "../progress.ts";
import { refuseExisting, writeWhole } from "./whole-file.ts";

/** The form that the ending of a name means. @throws Mistake when it means none. */
export function formOfName(path: string): string {
  const ending = extname(path).slice(1).toLowerCase();
  const form = fileForms.find((one) => one === ending);
  if (form) return form;
  throw new Mistake(
    `Cannot recognize the form of "${path}": end the name in .${fileForms.join(", .")}, or add --as parquet`,
  );
}

/** Which rows go where. */
export interface RowsFile {
  readonly path: string;
  readonly form: string;
  /** Where the JSON Schema of a row goes. */
  readonly schemaPath: string;
  /** Names of fields; those that the query shows unless said. */
  readonly fields?: readonly string[];
  readonly evidence?: boolean;
  readonly limit?: number;
  /** Replaces files that have the names. */
  readonly force?: boolean;
  /** The query as it was typed. */
  readonly title: string;
  /** Protects a spreadsheet from texts that look like formulas. */
  readonly isForSpreadsheet?: boolean;
}

/** What was written. */
export interface WrittenRows {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  /** Remarks of the form: what it could not say. */
  readonly notes: readonly string[];
}

/**
 * Writes the rows of a query, a page at a time, so that memory does not grow with their number.
 *
 * @throws Mistake when a file has one of the names, before anything is read.
 */
export async function writeRows(db: Catalogue, prepared: Prepared, file: RowsFile): Promise<WrittenRows> {
  const {
    path,
    schemaPath,
    form: named,
    fields,
    evidence = false,
    limit,
    force = false,
    title,
    isForSpreadsheet = false,
  } = file;
  refuseExisting(path, force);
  refuseExisting(schemaPath, force);
  const form = await loadFileForm(named);
  if (!form) throw new TypeError(`Cannot write rows as "${named}": there is no such form`);
  const extras = { likeness: prepared.likeness.size > 0, evidence };
  let rows = 0;
  let notes: readonly string[] = [];
  let columns: ReturnType<typeof answerColumns> = [];
  const bytes = await writeWhole(path, force, async (write) => {
    let writer: ReturnType<typeof form.open<Parameters<(typeof columns)[number]["cell"]>[0]>> | undefined;
    const writeAll = async (parts: Iterable<string | Uint8Array>): Promise<void> => {
      for (const part of parts) await write(part);
    };
    for await (const answers of db.pages(prepared, {
      codes: true,
      ...(limit !== undefined && { limit }),
      ...(fields && { fields }),
    })) {
      if (!writer) {
        columns = answerColumns(answers.fields, extras);
        writer = form.open(columns, { title, isForSpreadsheet });
      }
      const found = evidence ? await db.evidence(prepared, answers.rows) : undefined;
      await writeAll(writer.rows(renderedRows(answers, found)));
      rows += answers.rows.length;
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${counted(rows, "row")}`);
    }
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    await writeAll(writer?.end() ?? []);
    notes = writer?.notes?.() ?? [];
  });
  const schema = JSON.stringify(rowSchema(columns, title), null, 2);
  await writeWhole(schemaPath, force, (write) => write(`${schema}\n`));
  return { rows, columns: columns.length, bytes, notes };
}
