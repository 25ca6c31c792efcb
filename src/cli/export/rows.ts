/** Rows of a query into a file, and beside it what its columns mean. */
import { extname } from "node:path";
import type { Prepared } from "../../catalogue/asking/prepare.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { fileForms } from "../../forms/our-forms.ts";
import { type RowsMade, rowsAs } from "../../forms/rows.ts";
import { counted } from "../../text/counted.ts";
import { Mistake } from "../failure.ts";
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
    form,
    fields,
    evidence = false,
    limit,
    force = false,
    title,
    isForSpreadsheet = false,
  } = file;
  refuseExisting(path, force);
  refuseExisting(schemaPath, force);
  const parts = rowsAs(db, prepared, form, {
    ...(limit !== undefined && { limit }),
    ...(fields && { fields }),
    evidence,
    title,
    isForSpreadsheet,
    onProgress: (rows) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${counted(rows, "row")}`);
    },
  });
  let made: RowsMade | undefined;
  const bytes = await writeWhole(path, force, async (write) => {
    for (let part = await parts.next(); made === undefined; part = await parts.next()) {
      if (part.done) made = part.value;
      else await write(part.value);
    }
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  });
  const { rows, columns, schema, notes } = made as unknown as RowsMade;
  await writeWhole(schemaPath, force, (write) => write(`${JSON.stringify(schema, null, 2)}\n`));
  return { rows, columns: columns.length, bytes, notes };
}
