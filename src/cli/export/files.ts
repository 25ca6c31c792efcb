/** midiq export --files: the files of a query into a folder or a zip archive, with their rows, and a manifest that says how. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Prepared } from "../../catalogue/asking/prepare.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { type ExportManifest, manifestName, manifestText } from "../../dataset/manifest.ts";
import { readFiles } from "../../dataset/read-files.ts";
import { readShares, type Share, splitFiles } from "../../dataset/split.ts";
import { folderTarget, type Target, zipTarget } from "../../dataset/target.ts";
import { createDigest, type Digest } from "../../digest.ts";
import { AskedError } from "../../errors.ts";
import { filesFound, type OrganizedFile } from "../../organize/files.ts";
import { type Planned, planFiles, reasonToLeave, sharedFolder } from "../../organize/plan.ts";
import { byteSize } from "../../text/byte-size.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { explainNothing } from "../explain-nothing.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { typedTemplate } from "../lines.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { atEnd, untilStopped } from "../stop.ts";
import { type FieldOptions, wantedFields } from "../wanted-fields.ts";
import { onlyThese, rowsByLot } from "./by-lot.ts";
import { manifestOf } from "./files-manifest.ts";
import { writeRows } from "./rows.ts";

/** Options of `midiq export` for files. */
export interface ExportFilesOptions extends CatalogueOptions, FieldOptions {
  /** A new folder, or a new zip archive. */
  readonly to: string;
  readonly files?: "copy" | "link" | "symlink";
  readonly layout?: string;
  readonly limit?: number;
  readonly sample?: number;
  readonly split?: string;
  readonly seed?: number;
  readonly json?: true;
}

const usualLayout = "{folder}/{name}";

interface ToExport extends Planned {
  /** Where it goes in the export, with slashes. */
  readonly path: string;
  readonly split: string | undefined;
}

/** Exports files: 0 when there are some, 1 when there are none, 2 when some could not be read. */
export const exportFiles = (query: string, options: ExportFilesOptions): Promise<number> =>
  untilStopped({ last: () => "Stopped: the unfinished export was removed." }, () => exportWhole(query, options));

async function exportWhole(query: string, options: ExportFilesOptions): Promise<number> {
  const { to, files: how, sample, limit, json } = options;
  const isZip = /\.zip$/i.test(to);
  if (isZip && how !== undefined && how !== "copy")
    throw new Mistake(`Cannot ${how} files into an archive: leave out --files`);
  if (existsSync(to) && (isZip || readdirSync(to).length > 0))
    throw new Mistake(`Cannot export to "${to}": it exists already; name a new ${isZip ? "file" : "folder"}`);
  if (sample !== undefined && limit !== undefined)
    throw new Mistake("Cannot take both --limit and --sample: choose one");
  const shares = sharesOf(options.split);
  return withCatalogue(options, "export", async (db) => {
    const template = await typedTemplate(options.layout ?? usualLayout, db.registry);
    if (!template) return exits.mistake;
    try {
      const digest = await createDigest();
      const seed = options.seed ?? 0;
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const byLot = <Row extends { readonly hash: string }>(rows: readonly Row[]): readonly Row[] =>
        sample === undefined ? rows : rowsByLot(rows, { count: sample, seed, digest });
      const found = await filesFound(db, prepared, template, {
        isEach: false,
        choose: byLot,
        ...(limit !== undefined && { limit }),
        ...(db.registry.find("copyright") && { fields: ["copyright"] }),
      });
      const splits = shares ? await splitsOf(db, prepared, found, { shares, seed, digest }) : undefined;
      const root = resolve(to);
      const leave = isZip || (how ?? "copy") === "copy" ? reasonToLeaveCopy : reasonToLeave;
      const shared = sharedFolder(found.map(({ path }) => path));
      const planned = [...Map.groupBy(found, ({ row }) => splits?.get(row.hash))].flatMap(([split, some]) => {
        const below = join(root, "files", ...(split === undefined ? [] : [split]));
        const layout = {
          template,
          root: below,
          how: "copy",
          skipDuplicates: false,
          shared,
          reasonToLeave: leave,
        } as const;
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
      const left = planned.flatMap(({ file, why }) => (why === undefined ? [] : [{ path: file.path, why }]));
      const going = planned.filter(({ outcome }) => outcome === "go");
      if (going.length === 0) {
        tellLeft(left);
        process.stderr.write(found.length === 0 ? "Nothing found.\n" : "There are no files to export\n");
        if (found.length === 0) await explainNothing(db, prepared);
        return exits.nothing;
      }
      const target = isZip ? zipTarget(root) : folderTarget(root, how ?? "copy", digest);
      const abandoned = atEnd(target.abandon);
      try {
        const done = await putAll(going, target, digest, left);
        const manifest = await manifestOf(db, done, { query, options, shares, seed, layout: template.text, isZip });
        await tellRows(db, prepared, done, query, options, target);
        await target.tell(manifestName, Buffer.from(manifestText(manifest)));
        await target.end();
        tellLeft(left);
        report(to, manifest, left.length, json === true);
      } catch (error) {
        target.abandon();
        throw error instanceof AskedError ? new Mistake(error.message) : error;
      } finally {
        abandoned();
      }
      return left.length > 0 ? exits.mistake : exits.found;
    } catch (error) {
      return explainFailure(error, process.stderr, query);
    }
  });
}

function sharesOf(split: string | undefined): readonly Share[] | undefined {
  try {
    return split === undefined ? undefined : readShares(split);
  } catch (error) {
    throw error instanceof AskedError ? new Mistake(error.message) : error;
  }
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

/** Milliseconds between two counts on a terminal. */
const toldEvery = 100;

async function putAll(
  going: readonly ToExport[],
  target: Target,
  digest: Digest,
  left: { path: string; why: string }[],
): Promise<readonly ToExport[]> {
  const done: ToExport[] = [];
  let told = Number.NEGATIVE_INFINITY;
  for await (const read of readFiles(going, digest)) {
    if ("why" in read) left.push({ path: read.file.file.path, why: read.why });
    else {
      await target.put(read.file, read.bytes);
      done.push(read.file);
      if (process.stderr.isTTY && performance.now() - told >= toldEvery) {
        process.stderr.write(`\r\x1b[K${done.length} of ${counted(going.length, "file")}`);
        told = performance.now();
      }
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  return done.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The rows of what was exported, as Parquet, and what they mean. */
async function tellRows(
  db: Catalogue,
  prepared: Prepared,
  done: readonly ToExport[],
  query: string,
  options: ExportFilesOptions,
  target: Target,
): Promise<void> {
  const exported = onlyThese(
    prepared,
    done.map(({ file }) => file.row.hash),
  );
  const isShown = prepared.checked.show.length > 0 || options.fields !== undefined;
  const fields = wantedFields(isShown ? options : { allFields: true }, db.registry);
  const temporary = mkdtempSync(join(tmpdir(), "midiq-export-"));
  try {
    const names = ["rows.parquet", "schema.json"] as const;
    const [path, schemaPath] = names.map((name) => join(temporary, name)) as [string, string];
    const title = query === "" ? "all files" : query;
    await writeRows(db, exported, { path, schemaPath, form: "parquet", title, ...(fields && { fields }) });
    for (const name of names) await target.tell(name, readFileSync(join(temporary, name)));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function tellLeft(left: readonly { readonly path: string; readonly why: string }[]): void {
  for (const [why, some] of Map.groupBy(left, (one) => one.why))
    process.stderr.write(
      `midiq: left out ${counted(some.length, "file")}: ${why}, for example ${shortPath(some[0]?.path ?? "")}\n`,
    );
}

function report(to: string, manifest: ExportManifest, left: number, asJson: boolean): void {
  const { files, splits } = manifest;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (asJson) process.stdout.write(`${jsonLine({ path: to, files: files.length, bytes, splits, left })}\n`);
  const shares = splits.map(({ name, files: count }) => `${name} ${count}`).join(", ");
  const said = `${counted(files.length, "file")}, ${byteSize(bytes)} in ${to}${shares === "" ? "" : `: ${shares}`}`;
  process.stderr.write(`${said}; check it later with midiq export --verify ${to}\n`);
}
