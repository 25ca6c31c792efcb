/**
 * Importing: what `exportTo` wrote comes into a catalogue on any engine, whole or not at all. A file of an older version
 * goes into tables as they were then, which are brought up to date with their rows.
 */

import type { Client } from "../../database/client.ts";
import { StoreError } from "../../database/error.ts";
import type { Transaction } from "../../database/sql.ts";
import { settle } from "../adding/settle.ts";
import { connect } from "../open.ts";
import { completeIndexes, deferIndexesWithin, type OnIndex } from "../tables/index-building.ts";
import { appliedMigrations, migrateWithin, refuseUnknown, stateOf } from "../tables/migrate.ts";
import { featureColumns } from "../tables/plan.ts";
import { rememberedFields } from "../tables/schema.ts";
import { type BroughtBack, bringBack } from "./bring-back.ts";
import { holdsAll } from "./holds-all.ts";
import { isEmpty, load } from "./load.ts";
import { checkExport, type Manifest } from "./manifest.ts";
import { mergeIn } from "./merge-in.ts";
import { unpackedRows } from "./rows.ts";

/** How an export is imported. */
export interface ImportOptions {
  /** Into a catalogue that holds something: what is missing comes in, and what is there stays, marks by hand too. */
  readonly merge?: boolean;
  /** As for `open`: false does not wait for the disk. */
  readonly sync?: boolean | undefined;
  /** Told of the search indexes that are made at the end. */
  readonly onIndex?: OnIndex;
}

/** What an import did. */
export interface Imported {
  /** Rows that came in, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** True where the catalogue held something before. */
  readonly merged: boolean;
  /** True where all of it was there already, as after an import that was stopped once its rows were in. */
  readonly already: boolean;
  /** What came back of a restore point, where the file is one. */
  readonly marks?: BroughtBack;
}

/**
 * Reads an export into a catalogue, which is made where there is none.
 *
 * @param url a folder, or `postgres://...`, as for `open`.
 * @param path the file.
 * @throws StoreError `bad-export` for a file that is none, is damaged, cut short or stable; `newer-catalogue` where it, or
 * the catalogue, was made by a newer version; `not-empty` where the catalogue holds something else and `merge` is not said.
 * Nothing has come in then.
 * @example
 * await importCatalogue("postgres://localhost/music", "music.midiq");
 */
export async function importCatalogue(
  url: string,
  path: string,
  { merge = false, sync, onIndex }: ImportOptions = {},
): Promise<Imported> {
  const manifest = await readableExport(path);
  const { client, close } = await connect(url, { mode: "write", sync });
  try {
    const did = await client.begin((tx) => importWithin(tx, path, manifest, merge));
    if (!did.marks) await finishImport(client, onIndex);
    return did;
  } finally {
    await close();
  }
}

/** Reads an export to its end and says what it holds. @throws StoreError for one that cannot be imported. */
export async function readableExport(path: string): Promise<Manifest> {
  const manifest = await checkExport(path);
  if (manifest.stable) {
    const why = "it was written with --stable, which is only for comparing: it lacks times and runs";
    throw new StoreError("bad-export", `Cannot import "${path}": ${why}`);
  }
  refuseUnknown(manifest.migrations, `"${path}"`);
  return manifest;
}

/** Brings in tables, columns and rows within one transaction; contents whose copies changed have yet to be settled. */
export async function importWithin(
  tx: Transaction,
  path: string,
  manifest: Manifest,
  merge: boolean,
): Promise<Imported> {
  if (manifest.marks) {
    await migrateWithin(tx);
    return { rows: {}, merged: true, already: false, marks: await bringBack(tx, path) };
  }
  if (!merge && (await holdsAll(tx, path, manifest))) return { rows: {}, merged: true, already: true };
  await makeTables(tx, path, manifest);
  const merged = !(await isEmpty(tx));
  if (merged && !merge) {
    const what = "the catalogue is not empty";
    throw new StoreError("not-empty", `Cannot import "${path}": ${what}; --merge adds what is missing`);
  }
  if (!merged) await deferIndexesWithin(tx);
  const rows = await (merged ? mergeIn : load)(tx, path, manifest, unpackedRows(path));
  await migrateWithin(tx);
  return { rows, merged, already: false };
}

/** Settles what came in, and makes the search indexes that are missing. */
export async function finishImport(client: Client, onIndex?: OnIndex, stop?: AbortSignal): Promise<void> {
  await settle(client, featureColumns(await rememberedFields(client)));
  await completeIndexes(client, onIndex, stop);
}

/** Brings the tables to the form that the rows are in. @throws StoreError `bad-export` where they are beyond it. */
async function makeTables(tx: Transaction, path: string, manifest: Manifest): Promise<void> {
  const applied = (await stateOf(tx)) === "none" ? [] : await appliedMigrations(tx);
  refuseUnknown(applied, "The catalogue");
  if (applied.some((name) => !manifest.migrations.includes(name))) {
    const why = `it was written by an older midiq (${manifest.midiq}) than the catalogue`;
    const then = "import it into a new catalogue, which upgrades it, then merge an export of that one";
    throw new StoreError("bad-export", `Cannot import "${path}": ${why}; ${then}`);
  }
  await migrateWithin(tx, manifest.migrations);
}
