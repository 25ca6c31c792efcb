/** Files for other tools: their bytes, also out of archives, splits that keep the same music together, and the manifest. */
import "../runtime.ts";

export type { Extracted } from "../unpacking/member-cache.ts";
export { extractMembers } from "../unpacking/member-cache.ts";
export type { Readable, ReadFile } from "../unpacking/read-files.ts";
export { readFiles } from "../unpacking/read-files.ts";
export type { ExportedFiles, ExportFilesOptions, Left } from "./export-files.ts";
export { checkExport, exportFiles } from "./export-files.ts";
export type { ExportedFile, ExportManifest, Mismatch } from "./manifest.ts";
export { readManifest, verifyExport } from "./manifest.ts";
export type { Share } from "./split.ts";
export { readShares, splitFiles } from "./split.ts";
