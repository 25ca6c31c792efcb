// Files, databases and workers for tests of shared work.
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { add, type Catalogue, core, open } from "../../mod.ts";
import { work } from "../../src/work/work.ts";
import { melody, midi, track } from "../midi/compose.ts";

/** A file of some notes. */
export const tune = (notes: string): Uint8Array => midi({}, track(melody(notes)));

/** Writes a file, at a time of its own. */
export function put(path: string, bytes: Uint8Array | string, seconds = 1_700_000_000): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, seconds, seconds);
}

/** A catalogue that is opened for writing. */
export const opened = (url: string): Promise<Catalogue> => open(url, { plugins: [core], mode: "write" });

/** All that a catalogue holds, as bytes that are equal where catalogues are. */
export async function stable(db: Catalogue, file: string): Promise<Buffer> {
  await db.exportTo(file, { stable: true });
  return readFileSync(file);
}

/** What one process that adds some paths makes of them. */
export async function addedAlone(url: string, paths: readonly string[], file: string): Promise<Buffer> {
  const db = await opened(url);
  await add(db, paths, { workers: 0 });
  const bytes = await stable(db, file);
  await db.close();
  return bytes;
}

/** Works in this process until nothing is left. Returns how each unit ended. */
export async function worked(db: Catalogue, workers = 0): Promise<string[]> {
  const ends: string[] = [];
  await work(db, { workers, untilEmpty: true, onUnit: ({ kind, end }) => ends.push(`${kind} ${end}`) });
  return ends;
}

export { join };
