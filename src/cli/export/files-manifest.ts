/** The manifest of files that were exported. */

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { setsOf } from "../../catalogue/renewing/staleness.ts";
import type { ExportedFile, ExportManifest } from "../../dataset/manifest.ts";
import type { Share } from "../../dataset/split.ts";
import { contentId } from "../../digest.ts";
import type { OrganizedFile } from "../../organize/files.ts";
import { version } from "../../version.ts";

/** A file that is in the export. */
interface Exported {
  readonly file: OrganizedFile;
  readonly path: string;
  readonly split: string | undefined;
}

/** How the files were chosen. */
interface HowExported {
  readonly query: string;
  readonly options: {
    readonly files?: "copy" | "link" | "symlink";
    readonly sample?: number;
    readonly limit?: number;
  };
  readonly shares: readonly Share[] | undefined;
  readonly seed: number;
  readonly layout: string;
  readonly isZip: boolean;
}

/** What an export tells of itself. */
export async function manifestOf(db: Catalogue, done: readonly Exported[], how: HowExported): Promise<ExportManifest> {
  const { query, options, shares, seed, layout, isZip } = how;
  const ids = done.map(({ file }) => contentId(Buffer.from(file.row.hash, "hex")));
  return {
    format: 1,
    midiq: version,
    query,
    layout,
    files_are: isZip ? "zip" : (options.files ?? "copy"),
    seed,
    sample: options.sample ?? null,
    limit: options.limit ?? null,
    splits: (shares ?? []).map(({ name, share }) => ({
      name,
      share,
      files: done.filter(({ split }) => split === name).length,
    })),
    analyzers: [...(await setsOf(db.store, ids))],
    files: done.map(({ path, split, file }): ExportedFile => {
      const copyright = file.row.values["copyright"];
      return {
        path,
        hash: file.row.hash,
        size: file.size,
        source: file.path,
        ...(split !== undefined && { split }),
        ...(typeof copyright === "string" && { copyright }),
      };
    }),
  };
}
