/**
 * Exporting: all that a catalogue holds into one file that no engine owns, from one snapshot, in memory that does not grow
 * with the catalogue. Rows are read by COPY BINARY in pages, in order of id, and so equal catalogues give equal frames.
 */

import { type Client, copyOut } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { version } from "../../version.ts";
import { appliedMigrations } from "../tables/migrate.ts";
import { columnNames, rememberedFields } from "../tables/schema.ts";
import { type FrameWriter, writeFrames } from "./frames.ts";
import { type Manifest, type ManifestTable, manifestPayload, rowsPayload } from "./manifest.ts";
import { type MovedTable, movedTables } from "./tables.ts";
import { compress } from "./zstd.ts";

/** What an export wrote. */
export interface Exported {
  /** Length of the file. */
  readonly bytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** How a catalogue is exported. */
export interface ExportOptions {
  /**
   * Leaves out times and the numbers of runs and analyzer sets, so that catalogues of the same files are equal byte for
   * byte, however they came to be. Such a file is for comparing: it cannot be imported.
   */
  readonly stable?: boolean;
}

/**
 * Bytes of rows in a frame, nearly: a page is as long as the one before would have had to be. With four times as many an
 * import into PGlite holds a third more memory, and takes no less time.
 */
const pageBytes = 2 ** 20;
/** Ids in the first page of a table, and in any. */
const [firstIds, mostIds] = [256, 65_536];

/**
 * Writes all that a catalogue holds to a new file.
 *
 * @throws StoreError `file-exists`.
 */
export async function exportCatalogue(sql: Client, path: string, { stable = false }: ExportOptions): Promise<Exported> {
  const file = await writeFrames(path);
  try {
    const manifest = (await sql.begin(async (tx) => {
      // All pages are read from one snapshot, whatever others write meanwhile.
      await tx.unsafe("set transaction isolation level repeatable read, read only");
      const manifest = await describe(tx, stable);
      await file.write(manifestPayload(manifest));
      for (const [number, table] of manifest.tables.entries()) await writeTable(tx, file, number, table);
      return manifest;
    })) as Manifest;
    const bytes = await file.end();
    return { bytes, rows: Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows])) };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

async function describe(tx: Sql, stable: boolean): Promise<Manifest> {
  const wanted = movedTables.filter(({ varying }) => !(stable && varying === "all"));
  const columns = await columnsByTable(tx);
  const tables: ManifestTable[] = [];
  for (const { name, varying } of wanted) {
    const all = columns.get(name);
    if (!all) continue;
    const rows = await tx.unsafe(`select count(*)::float8 as rows from ${name}`);
    const without = stable && varying !== "all" ? varying : [];
    tables.push({
      name,
      rows: Number(rows[0]?.["rows"]),
      columns: all.filter(({ column }) => !without.includes(column)),
    });
  }
  const [run] = await tx.unsafe("select pg_sequence_last_value(pg_get_serial_sequence('run', 'id')::regclass) as last");
  return {
    midiq: version,
    stable,
    ...(!stable && { written: new Date().toISOString() }),
    migrations: await appliedMigrations(tx),
    ...(!stable && run?.["last"] && { lastRun: Number(run["last"]) }),
    fields: await rememberedFields(tx),
    tables,
  };
}

/** Columns of the tables that are moved, in order of name, those that the database makes left out: in tables they stand in the order in which they were added. */
export async function columnsByTable(tx: Sql): Promise<ReadonlyMap<string, ManifestTable["columns"]>> {
  const rows = await tx.unsafe(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.oid = any(array[${movedTables.map(({ name }) => `to_regclass('${name}')`).join(", ")}])
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attname collate "C"`,
  );
  const tables = new Map<string, { column: string; type: string }[]>();
  for (const row of rows) {
    const table = String(row["table"]);
    const columns = tables.get(table) ?? [];
    columns.push({ column: String(row["column"]), type: String(row["type"]) });
    tables.set(table, columns);
  }
  return tables;
}

async function writeTable(tx: Sql, file: FrameWriter, number: number, table: ManifestTable): Promise<void> {
  if (table.rows === 0) return;
  const moved = movedTables.find(({ name }) => name === table.name) as MovedTable;
  // One page is packed and written while the next one is read.
  let written: Promise<void> = Promise.resolve();
  for await (const page of pages(tx, moved, columnNames(table.columns))) {
    const packed = compress(page);
    await written;
    written = packed.then((packed) => file.write(rowsPayload({ table: number, packed })));
    // Heard at the next turn; unheard until then it would end the process.
    written.catch(() => {});
  }
  await written;
}

/** The rows of a table as COPY BINARY, each page with header and trailer. */
async function* pages(tx: Sql, { name, pagedBy, order }: MovedTable, columns: string): AsyncGenerator<Uint8Array> {
  const read = (where: string): Promise<Uint8Array> =>
    copyOut(tx, `copy (select ${columns} from ${name} ${where} order by ${order}) to stdout with (format binary)`);
  if (pagedBy === undefined) return yield await read("");
  let ids = firstIds;
  for (let last = "-1"; ; ) {
    const [row] = await tx.unsafe(
      `select max(id)::text as id from
         (select ${pagedBy} as id from ${name} where ${pagedBy} > $1::text::int8 order by 1 limit ${ids}) p`,
      [last],
    );
    if (typeof row?.["id"] !== "string") return;
    // COPY takes no parameters; both are numbers that the engine wrote.
    const page = await read(`where ${pagedBy} > ${BigInt(last)} and ${pagedBy} <= ${BigInt(row["id"])}`);
    yield page;
    last = row["id"];
    ids = Math.max(1, Math.min(mostIds, ids * 4, Math.floor((ids * pageBytes) / page.length)));
  }
}
