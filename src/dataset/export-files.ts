/** The files of a query into a folder or a zip archive, with their rows, and a manifest that says how they were chosen. */

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { onlyThese, rowsByLot } from "../catalogue/asking/by-lot.ts";
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createDigest, type Digest } from "../digest.ts";
import { AskedError } from "../errors.ts";
import { fieldsToExport } from "../forms/export-rows.ts";
import { rowsAs } from "../forms/rows.ts";
import { filesFound, type OrganizedFile } from "../organize/files.ts";
import { type Planned, planFiles, reasonToLeave, sharedFolder } from "../organize/plan.ts";
import { readTemplate } from "../template/template.ts";
import { readFiles } from "../unpacking/read-files.ts";
import type { AtEnd } from "../writing/whole-file.ts";
import { manifestOf } from "./make-manifest.ts";
import { type ExportManifest, manifestName, manifestText } from "./manifest.ts";
import { readShares, type Share, splitFiles } from "./split.ts";
import { folderTarget, type Target, zipTarget } from "./target.ts";

/** Which files are exported, and how. */
export interface ExportFilesOptions {
  /** `copy` unless said. An archive holds copies. */
  readonly how?: "copy" | "link" | "symlink" | undefined;
  /** A template of folders and names; `{folder}/{name}` unless said. */
  readonly layout?: string | undefined;
  /** The first so many contents of the query. */
  readonly limit?: number | undefined;
  /** So many contents by lot. */
  readonly sample?: number | undefined;
  /** Splits as `train=80,validation=10,test=10`. The same music is in one of them. */
  readonly split?: string | undefined;
  /** Draws the sample and the splits; 0 unless said. */
  readonly seed?: number | undefined;
  /** Fields of the rows: those that the query shows, else all, unless said. */
  readonly fields?: readonly string[] | undefined;
  /** The query as the manifest tells it, where it is prepared already. */
  readonly title?: string;
  /** Told how many files of how many are written. */
  readonly onProgress?: (done: number, of: number) => void;
  readonly atEnd?: AtEnd;
}

/** What was exported. */
export interface ExportedFiles {
  /** Files that the query found. */
  readonly found: number;
  /** What the export says of itself; undefined where no file could go, and nothing was written. */
  readonly manifest: ExportManifest | undefined;
  readonly left: readonly Left[];
}

/** A file that was left out, and why. */
export interface Left {
  readonly path: string;
  readonly why: string;
}

/** Folders and names unless somebody says. */
export const usualLayout = "{folder}/{name}";

interface ToExport extends Planned {
  /** Where it goes in the export, with slashes. */
  readonly path: string;
  readonly split: string | undefined;
}

const isZip = (to: string): boolean => /\.zip$/i.test(to);

/**
 * Refuses what cannot be exported to, before a catalogue is opened.
 *
 * @throws AskedError `exists` for a file or a folder with something in it, `bad-target` for links in an archive, `bad-split`
 * for shares that cannot be read, `bad-limit` for a limit with a sample.
 */
export function checkExport(to: string, { how, sample, limit, split }: ExportFilesOptions): void {
  if (isZip(to) && how !== undefined && how !== "copy")
    throw new AskedError("bad-target", `Cannot ${how} files into an archive: leave out --files`);
  if (existsSync(to) && (isZip(to) || readdirSync(to).length > 0))
    throw new AskedError(
      "exists",
      `Cannot export to "${to}": it exists already; name a new ${isZip(to) ? "file" : "folder"}`,
    );
  if (sample !== undefined && limit !== undefined)
    throw new AskedError("bad-limit", "Cannot take both --limit and --sample: choose one");
  if (split !== undefined) readShares(split);
}

/**
 * Writes the files of a query, one of each content, with `rows.parquet`, `schema.json` and a manifest. What fails leaves
 * nothing behind.
 *
 * @param to a new folder, or a new archive that ends in `.zip`.
 * @throws AskedError as `checkExport`, and `bad-target` where a file cannot be written; QueryError for a query or layout that
 * cannot be understood.
 * @example
 * const { manifest, left } = await exportFiles(db, "has_drums", "drums.zip", { split: "train=80,test=20" });
 * console.log(manifest?.splits, left.length, "left out");
 */
export async function exportFiles(
  db: Catalogue,
  query: string | Prepared,
  to: string,
  options: ExportFilesOptions = {},
): Promise<ExportedFiles> {
  checkExport(to, options);
  const { how = "copy", sample, limit, seed = 0, layout = usualLayout, split, atEnd, onProgress } = options;
  const template = readTemplate(layout, db.registry);
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const title = options.title ?? (typeof query === "string" ? query : "");
  const digest = await createDigest();
  const found = await filesFound(db, prepared, template, {
    isEach: false,
    choose: (rows) => (sample === undefined ? rows : rowsByLot(rows, { count: sample, seed, digest })),
    ...(limit !== undefined && { limit }),
    ...(db.registry.find("copyright") && { fields: ["copyright"] }),
  });
  const shares = split === undefined ? undefined : readShares(split);
  const splits = shares && (await splitsOf(db, prepared, found, { shares, seed, digest }));
  const root = resolve(to);
  const planned = planExport(found, splits, {
    template,
    root,
    reasonToLeave: isZip(to) || how === "copy" ? reasonToLeaveCopy : reasonToLeave,
  });
  const left: Left[] = planned.flatMap(({ file, why }) => (why === undefined ? [] : [{ path: file.path, why }]));
  const going = planned.filter(({ outcome }) => outcome === "go");
  if (going.length === 0) return { found: found.length, manifest: undefined, left };
  const target = isZip(to) ? zipTarget(root) : folderTarget(root, how, digest);
  const abandoned = atEnd?.(target.abandon);
  try {
    const done: ToExport[] = [];
    for await (const read of readFiles(going, digest)) {
      if ("why" in read) {
        left.push({ path: read.file.file.path, why: read.why });
        continue;
      }
      await target.put(read.file, read.bytes);
      done.push(read.file);
      onProgress?.(done.length, going.length);
    }
    done.sort((a, b) => (a.path < b.path ? -1 : 1));
    const about = { query: title, sample, limit, shares, seed, layout: template.text };
    const manifest = await manifestOf(db, done, { ...about, how: isZip(to) ? "zip" : how });
    const hashes = done.map(({ file }) => file.row.hash);
    await tellRows(db, onlyThese(prepared, hashes), title, options.fields, target);
    await target.tell(manifestName, Buffer.from(manifestText(manifest)));
    await target.end();
    return { found: found.length, manifest, left };
  } catch (error) {
    target.abandon();
    throw error;
  } finally {
    abandoned?.();
  }
}

/** Where each file goes, split by split. */
function planExport(
  found: readonly OrganizedFile[],
  splits: ReadonlyMap<string, string> | undefined,
  how: Pick<Parameters<typeof planFiles>[1], "template" | "reasonToLeave"> & { readonly root: string },
): readonly ToExport[] {
  const { root } = how;
  const shared = sharedFolder(found.map(({ path }) => path));
  return [...Map.groupBy(found, ({ row }) => splits?.get(row.hash))].flatMap(([split, some]) => {
    const below = join(root, "files", ...(split === undefined ? [] : [split]));
    const layout = { ...how, root: below, how: "copy", skipDuplicates: false, shared } as const;
    return planFiles(some, layout).map(
      (one): ToExport => ({
        ...one,
        split,
        path: (one.to ?? "")
          .slice(root.length + 1)
          .split("\\")
          .join("/"),
      }),
    );
  });
}

/** Splits by what is the same music anywhere in the query, also where a file between two was not chosen. */
async function splitsOf(
  db: Catalogue,
  prepared: Prepared,
  files: readonly OrganizedFile[],
  { shares, ...how }: { readonly shares: readonly Share[]; readonly seed: number; readonly digest: Digest },
): Promise<ReadonlyMap<string, string>> {
  const clusterOf = new Map<string, string>();
  const duplicates = await db.duplicates(prepared, { level: "music" });
  for await (const { groups } of duplicates.clusters()) {
    const hashes = groups.flatMap(({ contents }) => contents.map(({ hash }) => hash));
    for (const hash of hashes) clusterOf.set(hash, hashes[0] as string);
  }
  return splitFiles(
    files.map(({ row }) => row.hash),
    (hash) => clusterOf.get(hash),
    shares,
    how,
  );
}

/** Members of archives can be copied, whatever else lies on the disk. */
const reasonToLeaveCopy = (file: OrganizedFile): string | undefined =>
  file.archive === null ? reasonToLeave(file) : undefined;

/** The rows of what was exported, as Parquet, and what they mean. */
async function tellRows(
  db: Catalogue,
  exported: Prepared,
  query: string,
  fields: readonly string[] | undefined,
  target: Target,
): Promise<void> {
  const title = query === "" ? "all files" : query;
  const parts = rowsAs(db, exported, "parquet", { title, ...fieldsToExport(db, exported, fields) });
  const bytes: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await parts.next();
    if (!done) bytes.push(Buffer.from(value));
    else {
      await target.tell("rows.parquet", Buffer.concat(bytes));
      return void (await target.tell("schema.json", Buffer.from(`${JSON.stringify(value.schema, null, 2)}\n`)));
    }
  }
}
