/** The manifest of exported files: what is there, where it came from and how it was chosen; and whether it is still so. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import type { Digest } from "../digest.ts";
import { AskedError } from "../errors.ts";
import { readRegular } from "../regular-file.ts";
import { hashAt } from "../writing/facts.ts";

/** One exported file. */
export interface ExportedFile {
  /** Relative to the export. */
  readonly path: string;
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly source: string;
  readonly split?: string | undefined;
  readonly copyright?: string | undefined;
}

/** What an export tells of itself: no times and nothing of the machine but the paths of the sources, so that it is the same again. */
export interface ExportManifest {
  readonly format: 1;
  readonly midiq: string;
  readonly query: string;
  readonly layout: string;
  readonly files_are: string;
  readonly seed: number;
  readonly sample: number | null;
  readonly limit: number | null;
  readonly splits: readonly { readonly name: string; readonly share: number; readonly files: number }[];
  readonly analyzers: readonly unknown[];
  readonly files: readonly ExportedFile[];
}

const file: z.ZodType<ExportedFile> = z.object({
  path: z.string(),
  hash: z.string(),
  size: z.number(),
  source: z.string(),
  split: z.string().optional(),
  copyright: z.string().optional(),
});

const shape: z.ZodType<ExportManifest> = z.object({
  format: z.literal(1),
  midiq: z.string(),
  query: z.string(),
  layout: z.string(),
  files_are: z.string(),
  seed: z.number(),
  sample: z.number().nullable(),
  limit: z.number().nullable(),
  splits: z.array(z.object({ name: z.string(), share: z.number(), files: z.number() })),
  analyzers: z.array(z.unknown()),
  files: z.array(file),
});

/** Name of the manifest in an export; it is written last. */
export const manifestName = "manifest.json";

/** The manifest as text. */
export const manifestText = (manifest: ExportManifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Reads the manifest of an export. @throws AskedError where there is none, or it is no manifest. */
export function readManifest(folder: string): ExportManifest {
  const path = join(folder, manifestName);
  if (!existsSync(path))
    throw new AskedError("no-manifest", `Cannot verify "${folder}": there is no ${manifestName} in it`);
  let read: unknown;
  try {
    read = JSON.parse(readRegular(path).toString("utf8"));
  } catch {
    read = undefined;
  }
  const manifest = shape.safeParse(read);
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  throw new AskedError(
    "bad-manifest",
    `Cannot verify "${folder}": its ${manifestName} was not written by midiq (${issue?.path.join(".") || "not JSON"})`,
  );
}

/** Something that is not as the manifest says. */
export interface Mismatch {
  readonly path: string;
  readonly why: "missing" | "changed" | "not in the manifest";
}

/** Compares an export with its manifest: every file by its hash, and what else lies beside them. */
export function verifyExport(folder: string, manifest: ExportManifest, digest: Digest): readonly Mismatch[] {
  const known = new Set(manifest.files.map(({ path }) => path));
  const wrong = manifest.files.flatMap(({ path, hash }): Mismatch[] => {
    const found = hashAt(join(folder, path), digest);
    if (found === hash) return [];
    return [{ path, why: found === undefined ? "missing" : "changed" }];
  });
  const files = join(folder, "files");
  const extra = existsSync(files)
    ? readdirSync(files, { recursive: true, encoding: "utf8" })
        .map((name) => relative(folder, join(files, name)).split("\\").join("/"))
        .filter((path) => !known.has(path) && !statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory())
    : [];
  return [...wrong, ...extra.sort().map((path): Mismatch => ({ path, why: "not in the manifest" }))];
}
