/** Rows of a query into a file, and beside it what its columns mean. */
import { extname } from "node:path";
import { onlyThese, rowsByLot } from "../catalogue/asking/by-lot.ts";
import { storedFields } from "../catalogue/asking/columns.ts";
import type { Answer } from "../catalogue/asking/find.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createDigest } from "../digest.ts";
import { AskedError } from "../errors.ts";
import { type AtEnd, refuseExisting, refuseFolder, writeWhole } from "../writing/whole-file.ts";
import { fileForms } from "./our-forms.ts";
import { type RowsMade, type RowsOptions, rowsAs } from "./rows.ts";

/** The form that the ending of a name means. @throws AskedError `no-form` when it means none. */
export function formOfName(path: string): string {
  const ending = extname(path).slice(1).toLowerCase();
  const form = fileForms.find((one) => one === ending);
  if (form) return form;
  throw new AskedError(
    "no-form",
    `Cannot recognize the form of "${path}": end the name in .${fileForms.join(", .")}, or add --as parquet`,
  );
}

/** Which rows are written, and how. Fields are those that the query shows, else all that are stored, unless said. */
export interface ExportRowsOptions extends RowsOptions {
  /** What the ending of the name means, unless said. */
  readonly form?: string | undefined;
  /** Only so many of the rows, drawn by lot. The same seed draws the same rows. */
  readonly sample?: { readonly count: number; readonly seed?: number } | undefined;
  /** Replaces files that have the names. */
  readonly force?: boolean;
  readonly atEnd?: AtEnd;
}

/** What was written. */
export interface WrittenRows {
  readonly path: string;
  /** The file with the JSON Schema of a row. */
  readonly schema: string;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  /** Remarks of the form: what it could not say. */
  readonly notes: readonly string[];
}

/**
 * Writes the rows of a query, a page at a time, so that memory does not grow with their number. A file is there when it is
 * whole; beside it comes `PATH.schema.json`, which says what its columns mean.
 *
 * @throws AskedError `exists` when a file has one of the names, before anything is read; `no-form`, `bad-target`.
 * @throws QueryError for a query that cannot be understood.
 * @example
 * const { rows, schema } = await exportRows(db, "bpm 120..130 show bpm, key", "rows.parquet");
 * console.log(rows, "rows; their columns are described in", schema);
 */
export async function exportRows(
  db: Catalogue,
  query: string | Prepared,
  path: string,
  options: ExportRowsOptions = {},
): Promise<WrittenRows> {
  const { form = formOfName(path), sample, force = false, atEnd, title, fields, ...rest } = options;
  const schemaPath = `${path}.schema.json`;
  refuseFolder(path);
  refuseExisting(path, force);
  refuseExisting(schemaPath, force);
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const chosen = sample ? await byLot(db, prepared, sample) : prepared;
  const parts = rowsAs(db, chosen, form, {
    ...rest,
    title: title ?? (typeof query === "string" ? query : ""),
    ...fieldsToExport(db, prepared, fields),
  });
  let made: RowsMade | undefined;
  const bytes = await writeWhole(
    path,
    async (write) => {
      for (let part = await parts.next(); made === undefined; part = await parts.next()) {
        if (part.done) made = part.value;
        else await write(part.value);
      }
    },
    { force, atEnd },
  );
  // It was made by the work that has just ended, which the compiler does not see.
  const { rows, columns, schema, notes } = made as unknown as RowsMade;
  await writeWhole(schemaPath, (write) => write(`${JSON.stringify(schema, null, 2)}\n`), { force, atEnd });
  return { path, schema: schemaPath, rows, columns: columns.length, bytes, notes };
}

/** Fields of an export: those that are named, those that the query shows, else every field that is stored. */
export function fieldsToExport(
  db: Catalogue,
  { checked }: Prepared,
  fields: readonly string[] | undefined,
): { readonly fields?: readonly string[] } {
  if (fields) return { fields };
  return checked.show.length > 0 ? {} : { fields: storedFields(db.registry.fields).map(({ name }) => name) };
}

/** So many of what the query finds. */
async function byLot(
  db: Catalogue,
  prepared: Prepared,
  { count, seed = 0 }: NonNullable<ExportRowsOptions["sample"]>,
): Promise<Prepared> {
  const found: Answer[] = [];
  for await (const { rows } of db.pages(prepared, { fields: [] })) found.push(...rows);
  const chosen = rowsByLot(found, { count, seed, digest: await createDigest() });
  return onlyThese(
    prepared,
    chosen.map(({ hash }) => hash),
  );
}
