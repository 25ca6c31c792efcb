/** Rows of what is inside the files of a query: one for each track, section, chord, beat or bar, in the forms of files of rows. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import { type Cell, type Column, fieldColumn, plainColumn } from "../forms/column.ts";
import { formOfName } from "../forms/export-rows.ts";
import { fileForms, loadFileForm } from "../forms/our-forms.ts";
import { rowSchema } from "../forms/row-schema.ts";
import { partsAbout } from "../hearing/about/parts.ts";
import { sectionsAbout } from "../hearing/about/sections.ts";
import type { Song } from "../midi/song.ts";
import { scopeFields } from "../plugin/scope-fields.ts";
import { type AtEnd, refuseExisting, refuseFolder, writeWhole } from "../writing/whole-file.ts";
import { annotateSong } from "./annotate-song.ts";
import { columnsOf } from "./columns.ts";
import type { PerName } from "./names.ts";
import { filesOf, type LeftOut, songsOf } from "./songs.ts";

/** How rows are written. */
export interface RowsPerOptions {
  readonly per: PerName;
  /** What the ending of the name means, unless said. */
  readonly form?: string | undefined;
  readonly title?: string;
  readonly limit?: number;
  readonly force?: boolean;
  readonly isForSpreadsheet?: boolean;
  readonly onProgress?: (rows: number) => void;
  readonly onLeft?: (left: LeftOut) => void;
  readonly atEnd?: AtEnd;
}

/** What was written. */
export interface WrittenRowsPer {
  /** The file with the JSON Schema of a row. */
  readonly schema: string;
  /** Songs that were read, rows and columns. */
  readonly songs: number;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  readonly notes: readonly string[];
}

/** Values of a row by column. */
type Row = Readonly<Record<string, unknown>>;

const ofFile: readonly Column<Row>[] = [
  plainColumn<Row>({
    name: "path",
    type: "utf8",
    description: "whole path of the file; !/ comes before a file in an archive",
    cell: (row) => String(row["path"]),
  }),
  plainColumn<Row>({
    name: "hash",
    type: "utf8",
    description: "BLAKE3 of the bytes in hex",
    cell: (row) => String(row["hash"]),
  }),
  plainColumn<Row>({
    name: "n",
    type: "int32",
    description: "its number in the file, from 1",
    cell: (row) => Number(row["n"]),
  }),
];

/** Columns of a table of annotations over plain rows, which hold the values of the table's own. */
const annotated = (table: "chords" | "beats" | "bars" | "sections"): readonly Column<Row>[] =>
  columnsOf(table).map(({ name, type, description, unit, nullable }) =>
    plainColumn<Row>({ name, type, description, unit, nullable, cell: (row) => (row[name] ?? null) as Cell }),
  );
/** Columns of the fields that `any track (...)` and `any section (...)` ask for. */
const scoped = (scope: "track" | "section", without: ReadonlySet<string> = new Set()): readonly Column<Row>[] =>
  scopeFields[scope]
    .filter(({ expression, name }) => expression === undefined && !without.has(name))
    .map((field) => fieldColumn<Row>(field, (row) => row[field.column]));

/** What each kind of rows consists of. */
const kinds: Readonly<
  Record<
    PerName,
    { readonly columns: readonly Column<Row>[]; readonly rows: (song: Song, path: string) => readonly Row[] }
  >
> = {
  track: { columns: scoped("track"), rows: (song) => partsAbout(song).map((part) => ({ ...part })) },
  section: {
    columns: [...annotated("sections"), ...scoped("section", new Set(["letter", "bar", "bars"]))],
    rows: (song, path) => {
      const { sections } = annotateSong(song, { path });
      return sectionsAbout(song).map((about, n) => ({ ...about, ...sections[n] }));
    },
  },
  chord: { columns: annotated("chords"), rows: (song, path) => numbered(annotateSong(song, { path }).chords) },
  beat: { columns: annotated("beats"), rows: (song, path) => numbered(annotateSong(song, { path }).beats) },
  bar: { columns: annotated("bars"), rows: (song, path) => numbered(annotateSong(song, { path }).bars) },
};

const numbered = (rows: readonly object[]): readonly Row[] => rows.map((row, n) => ({ n: n + 1, ...row }));

/**
 * Writes one row for each track, section, chord, beat or bar of the files that a query finds, one song at a time; beside it
 * comes `PATH.schema.json`, which says what the columns mean.
 *
 * @throws AskedError `exists` when a file has one of the names, before anything is read; `no-form`, `bad-target`.
 * @throws QueryError for a query that cannot be understood.
 * @example
 * const { rows } = await exportRowsPer(db, "bpm 120..130", "chords.parquet", { per: "chord" });
 */
export async function exportRowsPer(
  db: Catalogue,
  query: string | Prepared,
  path: string,
  options: RowsPerOptions,
): Promise<WrittenRowsPer> {
  const { per, form = formOfName(path), title, limit, force = false, isForSpreadsheet = false, atEnd } = options;
  const schema = `${path}.schema.json`;
  refuseFolder(path);
  refuseExisting(path, force);
  refuseExisting(schema, force);
  const loaded = await loadFileForm(form);
  if (!loaded) throw new AskedError("no-form", `Cannot write rows as "${form}": expected ${fileForms.join(", ")}`);
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const files = await filesOf(db, prepared, limit);
  const kind = kinds[per];
  const columns = [...ofFile, ...kind.columns];
  const about = { title: title ?? (typeof query === "string" ? query : ""), isForSpreadsheet };
  const writer = loaded.open(columns, about);
  const counts = { songs: 0, rows: 0 };
  const bytes = await writeWhole(
    path,
    async (write) => {
      for await (const { song, file } of songsOf(files, (left) => options.onLeft?.(left))) {
        const rows = kind.rows(song, file.path).map((row) => ({ ...row, path: file.path, hash: file.row.hash }));
        for (const part of writer.rows(rows)) await write(part);
        counts.songs++;
        counts.rows += rows.length;
        options.onProgress?.(counts.rows);
      }
      for (const part of writer.end()) await write(part);
    },
    { force, ...(atEnd && { atEnd }) },
  );
  const described = rowSchema(columns, `${per}s: ${about.title}`);
  await writeWhole(schema, (write) => write(`${JSON.stringify(described, null, 2)}\n`), {
    force,
    ...(atEnd && { atEnd }),
  });
  return { schema, ...counts, columns: columns.length, bytes, notes: writer.notes?.() ?? [] };
}
