/** midiq export: rows of a query, or its files, for other tools; or the whole catalogue into one file for midiq. */

import type { PerName } from "../../annotation/names.ts";
import { exportRows, formOfName } from "../../forms/export-rows.ts";
import { byteSize } from "../../text/byte-size.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { refuseFolder } from "../../writing/whole-file.ts";
import { explainNothing } from "../explain-nothing.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { atEnd, untilStopped } from "../stop.ts";
import { type FieldOptions, wantedFields } from "../wanted-fields.ts";

/** Options of `midiq export`. */
export interface ExportCommandOptions extends CatalogueOptions, FieldOptions {
  /** Where the rows go. */
  readonly to?: string;
  /** Their form, where the ending of the name does not say it. */
  readonly as?: string;
  readonly force?: true;
  readonly limit?: number;
  readonly evidence?: true;
  /** Protects a spreadsheet from texts that look like formulas. */
  readonly spreadsheet?: true;
  /** Where the whole catalogue goes. */
  readonly catalogue?: string;
  readonly stable?: true;
  readonly json?: true;
  /** What a row is about; a file unless said. */
  readonly per?: PerName;
  /** The files too, and how they get there. */
  readonly files?: "copy" | "link" | "symlink";
  readonly layout?: string;
  readonly sample?: number;
  readonly split?: string;
  readonly seed?: number;
  /** An export to be compared with its manifest. */
  readonly verify?: string;
}

/** Options that files are exported with. */
const ofFiles = ["layout", "split"] as const;

/** Options that rows of what is inside files have no use for. */
const notWithPer = ["catalogue", "files", "sample", "evidence", "fields", "allFields"] as const;

/** Exports rows: 0 when there are some, 1 when there are none; or the catalogue. */
export async function exportTo(query: string, options: ExportCommandOptions): Promise<number> {
  const { to, catalogue, verify, files, per } = options;
  if (verify !== undefined) return (await import("../verify.ts")).verify(verify, options.json === true);
  if (to !== undefined && catalogue === undefined && (files !== undefined || /\.zip$/i.test(to)))
    return (await import("../export-files.ts")).exportFiles(query, { ...options, to });
  const stray = ofFiles.find((name) => options[name] !== undefined);
  if (stray)
    throw new Mistake(`Cannot use --${stray} for rows alone: add --files copy or --to set.zip to export files too`);
  if (to === undefined && catalogue === undefined)
    throw new Mistake(
      "Cannot export without a target: write rows with --to rows.parquet, or the whole catalogue with --catalogue FILE",
    );
  const words = { last: () => `Stopped: ${catalogue ?? to} was not written.` };
  if (per !== undefined) {
    const own = notWithPer.find((name) => options[name] !== undefined);
    if (own) throw new Mistake(`Cannot use --${own} with --per: rows of a ${per} have columns of their own`);
    return untilStopped(words, () => exportPer(query, { ...options, per, to: to as string }));
  }
  if (catalogue === undefined) return untilStopped(words, () => exportRowsOf(query, { ...options, to: to as string }));
  if (to !== undefined || query !== "")
    throw new Mistake("Cannot export rows with --catalogue, which writes the whole catalogue: use --to FILE for rows");
  return untilStopped(words, () => exportAll({ ...options, catalogue }));
}

/** Rows of a query; every field that is stored unless the query or an option says which. */
async function exportRowsOf(query: string, options: ExportCommandOptions & { readonly to: string }): Promise<number> {
  const { to, as, force, limit, sample, seed = 0, evidence, spreadsheet, json } = options;
  refuseFolder(to);
  if (sample !== undefined && limit !== undefined)
    throw new Mistake("Cannot take both --limit and --sample: choose one");
  const form = as ?? formOfName(to);
  const { schema, rows, columns, bytes, notes } = await withCatalogue(options, "export", async (db) => {
    const prepared = await db.prepare(query);
    for (const note of prepared.notes) process.stderr.write(`${note}\n`);
    const fields = wantedFields(options, db.registry);
    const written = await exportRows(db, prepared, to, {
      form,
      title: query === "" ? "all files" : query,
      ...(fields && { fields }),
      ...(limit !== undefined && { limit }),
      sample: sample === undefined ? undefined : { count: sample, seed },
      evidence: evidence ?? false,
      force: force ?? false,
      isForSpreadsheet: spreadsheet ?? false,
      onProgress: tellRows,
      atEnd,
    });
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    if (written.rows === 0) await explainNothing(db, prepared);
    return written;
  });
  if (json) process.stdout.write(`${jsonLine({ path: to, schema, rows, columns, bytes })}\n`);
  else {
    for (const note of notes) process.stderr.write(`${note}\n`);
    const said = `${counted(rows, "row")}, ${counted(columns, "column")}: ${byteSize(bytes)} in ${to}`;
    process.stderr.write(`${said}; the fields are described in ${schema}\n`);
  }
  return rows > 0 ? exits.found : exits.nothing;
}

/** Rows of what is inside the files of a query. */
async function exportPer(
  query: string,
  options: ExportCommandOptions & { readonly to: string; readonly per: PerName },
): Promise<number> {
  const { to, as, per, force, limit, spreadsheet, json } = options;
  let left = 0;
  const written = await withCatalogue(options, "export", async (db) => {
    const prepared = await db.prepare(query);
    for (const note of prepared.notes) process.stderr.write(`${note}\n`);
    const { exportRowsPer } = await import("../../annotation/rows-per.ts");
    const made = await exportRowsPer(db, prepared, to, {
      per,
      form: as,
      title: query === "" ? "all files" : query,
      ...(limit !== undefined && { limit }),
      force: force ?? false,
      isForSpreadsheet: spreadsheet ?? false,
      onProgress: tellRows,
      onLeft: ({ path, why }) => {
        left++;
        process.stderr.write(`midiq: left out ${shortPath(path)}: ${why}\n`);
      },
      atEnd,
    });
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    if (made.songs === 0 && left === 0) await explainNothing(db, prepared);
    return made;
  });
  const { schema, songs, rows, columns, bytes, notes } = written;
  if (json) process.stdout.write(`${jsonLine({ path: to, schema, songs, rows, columns, bytes, left })}\n`);
  else {
    for (const note of notes) process.stderr.write(`${note}\n`);
    const said = `${counted(rows, "row")} of ${counted(songs, "song")}, ${counted(columns, "column")}: ${byteSize(bytes)} in ${to}`;
    process.stderr.write(`${said}; the columns are described in ${schema}\n`);
  }
  if (left > 0) return exits.mistake;
  return rows > 0 ? exits.found : exits.nothing;
}

const tellRows = (rows: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${counted(rows, "row")}`);
};

/** The whole catalogue; what stands under the name already is not touched. */
async function exportAll({
  db,
  catalogue,
  stable,
  json,
}: ExportCommandOptions & { readonly catalogue: string }): Promise<number> {
  refuseFolder(catalogue);
  const exported = await withCatalogue({ db, plugin: [], set: [] }, "export", (open) =>
    open.exportTo(catalogue, { stable: stable === true }),
  );
  if (json) process.stdout.write(`${jsonLine(exported)}\n`);
  else {
    const { content = 0, copy = 0 } = exported.rows;
    process.stderr.write(
      `${counted(copy, "file")}, ${content.toLocaleString("en")} of them distinct: ${byteSize(exported.bytes)} in ${catalogue}\n`,
    );
  }
  return exits.found;
}
