/** The manifest of files that were exported. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { setsOf } from "../catalogue/renewing/staleness.ts";
import { contentId } from "../digest.ts";
import type { OrganizedFile } from "../organize/files.ts";
import { version } from "../version.ts";
import type { ExportedFile, ExportManifest } from "./manifest.ts";
import type { Share } from "./split.ts";

/** A file that is in the export. */
interface Exported {
  readonly file: OrganizedFile;
  readonly path: string;
  readonly split: string | undefined;
}

/** How the files were chosen. */
interface HowExported {
  readonly query: string;
  readonly how: "copy" | "link" | "symlink" | "zip";
  readonly sample: number | undefined;
  readonly limit: number | undefined;
  readonly shares: readonly Share[] | undefined;
  readonly seed: number;
  readonly layout: string;
}

/** What an export tells of itself. */
export async function manifestOf(
  db: Catalogue,
  done: readonly Exported[],
  about: HowExported,
): Promise<ExportManifest> {
  const { query, shares, seed, layout } = about;
  const ids = done.map(({ file }) => contentId(Buffer.from(file.row.hash, "hex")));
  return {
    format: 1,
    midiq: version,
    query,
    layout,
    files_are: about.how,
    seed,
    sample: about.sample ?? null,
    limit: about.limit ?? null,
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
