/** What loading and merging share: the rows of an export unpacked, and its fields as columns. */

import { StoreError } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { addFieldsWithin, rememberedFields } from "../tables/schema.ts";
import { columnsByTable } from "./export.ts";
import { type Manifest, type ManifestTable, type PackedRows, readExport } from "./manifest.ts";
import { decompress } from "./zstd.ts";

/** Rows of one table as COPY BINARY, with header and trailer. */
export interface PlainRows {
  readonly table: ManifestTable;
  readonly data: Uint8Array;
}

/** The longest value of PostgreSQL is 1 GB; pages are far shorter. */
const mostBytes = 2 ** 30;

/** Reads the rows of an export; the next ones are unpacked while the last ones are worked on. */
export async function* unpackedRows(path: string): AsyncGenerator<PlainRows> {
  const { manifest, rows } = await readExport(path);
  const unpack = async ({ table, packed }: PackedRows): Promise<PlainRows> => ({
    table: manifest.tables[table] as ManifestTable,
    data: await decompress(packed, mostBytes),
  });
  let next: Promise<PlainRows> | undefined;
  for await (const packed of rows) {
    const ready = next;
    next = unpack(packed);
    // Heard when it is its turn.
    next.catch(() => {});
    if (ready) yield await ready;
  }
  if (next) yield await next;
}

/**
 * Gives `content` the columns of the export's fields, those of plugins too, and makes sure that all its columns fit.
 *
 * @throws StoreError `bad-export` where a column of the same name has another type here.
 */
export async function takeFields(tx: Sql, path: string, manifest: Manifest): Promise<void> {
  const known = new Set((await rememberedFields(tx)).map(({ name }) => name));
  const missing = manifest.fields.filter(({ name }) => !known.has(name));
  if (missing.length > 0) await addFieldsWithin(tx, missing);
  const here = await columnsByTable(tx);
  for (const { name, columns } of manifest.tables) {
    for (const { column, type } of columns) {
      const own = here.get(name)?.find((one) => one.column === column)?.type;
      if (own === type) continue;
      const why = own === undefined ? "is not there" : `is ${own}`;
      throw new StoreError(
        "bad-export",
        `Cannot import "${path}": its column ${name}.${column} is ${type}, and here ${why}`,
      );
    }
  }
}
