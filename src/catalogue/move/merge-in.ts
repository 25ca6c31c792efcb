/**
 * Merging an export into a catalogue that has contents: what is missing comes in, what is there stays. Frame by frame the
 * rows go through a temporary table.
 */
import { copyIn } from "../../database/client.ts";
import { StoreError } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { baseTable, baseTableNames } from "../tables/base-tables.ts";
import { columnNames, quoted } from "../tables/schema.ts";
import type { Manifest, ManifestTable } from "./manifest.ts";
import { mapPlaces, replaced } from "./merge-places.ts";
import { type PlainRows, takeFields } from "./rows.ts";

/**
 * Merges all rows within a transaction; contents whose copies or marks changed have yet to be settled.
 *
 * @returns rows that came in, by table.
 * @throws StoreError `bad-export` when two contents that are not the same have one id.
 */
export async function mergeIn(
  tx: Sql,
  path: string,
  manifest: Manifest,
  rows: AsyncIterable<PlainRows>,
): Promise<Readonly<Record<string, number>>> {
  await takeFields(tx, path, manifest);
  await tx.unsafe("create temp table moved_content (id int8 primary key) on commit drop");
  await tx.unsafe("create temp table moved_copy (id int8 primary key) on commit drop");
  await tx.unsafe(
    "create temp table moved_place (was int4 primary key, id int4, kind text, old_key text, key text) on commit drop",
  );
  await tx.unsafe("create temp table moved_run (was int4 primary key, id int4, known bool) on commit drop");
  const merged: Record<string, number> = {};
  for (const { name } of manifest.tables)
    await tx.unsafe(`create temp table moved_rows_${name} (like ${name}) on commit drop`);
  for await (const { table, data } of rows) {
    const staged = `moved_rows_${table.name}`;
    await copyIn(tx, `copy ${staged} (${columnNames(table.columns)}) from stdin with (format binary)`, data);
    if (table.name === "content") await refuseCollisions(tx, path);
    let count = table.name === "source" ? await mapPlaces(tx) : 0;
    for (const text of (statements[table.name] ?? missing)(table)) count = (await tx.unsafe(text)).count;
    merged[table.name] = (merged[table.name] ?? 0) + count;
    await tx.unsafe(`truncate ${staged}`);
  }
  // One whose copies were here, with other bytes, has none.
  await tx.unsafe("insert into unsettled select id from moved_content");
  return merged;
}

/** Statements that merge the staged rows of a table; the last one counts what came in. */
type Merge = (table: ManifestTable) => readonly string[];

/** Rows whose key is not there. */
const missing: Merge = ({ name, columns }) => [
  `insert into ${name} (${columnNames(columns)}) select ${columnNames(columns)} from moved_rows_${name} on conflict do nothing`,
];

/** Facts of contents that came in; those of contents that were there stay whole, rather than be of two makers. */
const ofContents: Merge = ({ name, columns }) => [
  `insert into ${name} (${columnNames(columns)}) select ${columnNames(columns)} from moved_rows_${name} s
    where s.content in (select id from moved_content) on conflict do nothing`,
];

/** Columns to be selected of staged rows, with the numbers that runs have here. */
const renumbered = (columns: ManifestTable["columns"]): string =>
  columns.map(({ column }) => (column === "run" ? "coalesce(r.id, 0)" : `s.${quoted(column)}`)).join(", ");

const statements: Readonly<Record<string, Merge>> = {
  // Runs are numbered by each catalogue; one that came from the same file before is known by when and where it was.
  run: ({ columns }) => [
    `insert into moved_run select s.id, coalesce(k.id, nextval(pg_get_serial_sequence('run', 'id'))), k.id is not null
      from moved_rows_run s left join run k on (k.started, k.machine, k.kind) = (s.started, s.machine, s.kind)`,
    `insert into run (${columnNames(columns)}) overriding system value
      select ${columns.map(({ column }) => (column === "id" ? "r.id" : `s.${quoted(column)}`)).join(", ")}
      from moved_rows_run s join moved_run r on r.was = s.id where not r.known`,
  ],
  content: ({ columns }) => [
    `update content c set rating = s.rating from moved_rows_content s
      where s.id = c.id and c.rating is null and s.rating is not null`,
    `with fresh as (insert into content (${columnNames(columns)}) select ${columnNames(columns)} from moved_rows_content
        on conflict do nothing returning id)
      insert into moved_content select id from fresh`,
  ],
  source: () => [],
  mount: (table) => [
    "update moved_rows_mount s set source = p.id from moved_place p where p.was = s.source",
    ...missing(table),
  ],
  archive: (table) => [replaced("archive", "id"), ...missing(table)],
  copy: ({ columns }) => [
    replaced("copy", "id"),
    `with fresh as (insert into copy (${columnNames(columns)}) select ${renumbered(columns)}
        from moved_rows_copy s left join moved_run r on r.was = s.run on conflict do nothing returning id)
      insert into moved_copy select id from fresh`,
    `insert into unsettled select s.content from moved_rows_copy s join moved_copy using (id) where s.content is not null`,
    "select from moved_rows_copy join moved_copy using (id)",
  ],
  ...Object.fromEntries(
    baseTableNames.filter((name) => baseTable(name).comesWith === "content").map((name) => [name, ofContents]),
  ),
  failure: ofContents,
  reject: ({ columns }) => [
    replaced("reject", "copy"),
    `insert into reject (${columnNames(columns)}) select ${renumbered(columns)}
      from moved_rows_reject s left join moved_run r on r.was = s.run
      where s.copy in (select id from moved_copy) on conflict do nothing`,
  ],
  manual_tag: ({ columns }) => [
    `with fresh as (insert into manual_tag (${columnNames(columns)}) select ${columnNames(columns)} from moved_rows_manual_tag
        on conflict do nothing returning content)
      insert into unsettled select content from fresh`,
  ],
};

async function refuseCollisions(tx: Sql, path: string): Promise<void> {
  const found = await tx.unsafe(
    "select s.path from moved_rows_content s join content c using (id) where c.hash <> s.hash limit 1",
  );
  if (found.length === 0) return;
  const why = `the content of ${String(found[0]?.["path"])} has the 63-bit id of other bytes here`;
  throw new StoreError("bad-export", `Cannot import "${path}": ${why}`);
}
