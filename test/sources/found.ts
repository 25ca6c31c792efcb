// Runs a scan and says what came of it, in short.
import { pipeline, type ScanOptions, scan } from "../../mod.ts";
import type { Found } from "../../src/plugin/mod.ts";
import { hash } from "../../src/stages/hash.ts";

/** Files, and refusals as `path: code`, both with paths relative to a folder; bytes are read as a worker would. */
export async function found(home: string, path: string, options: ScanOptions = {}) {
  const files: Found[] = [];
  const refused: string[] = [];
  const short = (full: string): string => full.slice(home.length + 1);
  const onRejected = ({ path: refusedPath, code }: { path: string; code: string }) =>
    refused.push(`${short(refusedPath)}: ${code}`);
  for await (const file of pipeline(scan(path, options), hash()).items({ onRejected })) files.push(file);
  return { files, paths: files.map((file) => short(file.path)), refused };
}
