/** midiq export --files: says what is exported, and what had to be left out. */
import { checkExport, exportFiles as exportWhole, type Left, usualLayout } from "../dataset/export-files.ts";
import type { ExportManifest } from "../dataset/manifest.ts";
import { byteSize } from "../text/byte-size.ts";
import { counted } from "../text/counted.ts";
import { jsonLine } from "../text/plain.ts";
import { shortPath } from "../text/short-path.ts";
import { explainNothing } from "./explain-nothing.ts";
import { exits, explainFailure } from "./failure.ts";
import { typedTemplate } from "./lines.ts";
import { type CatalogueOptions, withCatalogue } from "./settings.ts";
import { atEnd, untilStopped } from "./stop.ts";
import { type FieldOptions, wantedFields } from "./wanted-fields.ts";

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

/** Exports files: 0 when there are some, 1 when there are none, 2 when some could not be read. */
export const exportFiles = (query: string, options: ExportFilesOptions): Promise<number> =>
  untilStopped({ last: () => "Stopped: the unfinished export was removed." }, () => exportAndTell(query, options));

async function exportAndTell(query: string, options: ExportFilesOptions): Promise<number> {
  const { to, files: how, layout = usualLayout, limit, sample, split, seed, json } = options;
  const chosen = { how, layout, limit, sample, split, seed };
  checkExport(to, chosen);
  return withCatalogue(options, "export", async (db) => {
    if (!(await typedTemplate(layout, db.registry))) return exits.mistake;
    try {
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const fields = wantedFields(options, db.registry);
      const about = { ...chosen, fields, title: query, onProgress: liveCount(), atEnd };
      const { found, manifest, left } = await exportWhole(db, prepared, to, about);
      if (process.stderr.isTTY && manifest) process.stderr.write("\r\x1b[K");
      tellLeft(left);
      if (!manifest) {
        process.stderr.write(found === 0 ? "Nothing found.\n" : "There are no files to export\n");
        if (found === 0) await explainNothing(db, prepared);
        return exits.nothing;
      }
      report(to, manifest, left.length, json === true);
      return left.length > 0 ? exits.mistake : exits.found;
    } catch (error) {
      return explainFailure(error, process.stderr, query);
    }
  });
}

/** Milliseconds between two counts on a terminal. */
const toldEvery = 100;

/** Counts files on a terminal. */
function liveCount(): (done: number, of: number) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (done, of) => {
    if (!process.stderr.isTTY || performance.now() - told < toldEvery) return;
    process.stderr.write(`\r\x1b[K${done} of ${counted(of, "file")}`);
    told = performance.now();
  };
}

function tellLeft(left: readonly Left[]): void {
  for (const [why, some] of Map.groupBy(left, (one) => one.why))
    process.stderr.write(
      `midiq: left out ${counted(some.length, "file")}, for example ${shortPath(some[0]?.path ?? "")}: ${why}\n`,
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
