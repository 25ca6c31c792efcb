/** A pile of small files to put in order, and all that must be the same after it was undone. */
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { melody, midi, tempo, track } from "../midi/compose.ts";

const pitches = ["C", "D", "E", "F", "G", "A", "B"];

/** Bytes of a small tune: every number another one, at a tempo of its own. */
export const tune = (number: number): Uint8Array =>
  midi(
    {},
    track(
      tempo(0, Math.round(60_000_000 / (80 + (number % 60)))),
      melody([number, number >> 3, number >> 6].map((n) => `${pitches[n % 7]}${3 + (n % 3)} 1/4`).join(" ")),
    ),
  );

/** Writes files by path below a folder, each with a time of its own that is no whole second. */
export function writePile(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  Object.entries(files).forEach(([name, bytes], n) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000 + n, 1_700_000_000.123 + n);
  });
}

/** Folders, and of each file its bytes and its time. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs } = statSync(path);
    const about = entry.isFile() ? `${mtimeMs} ${Bun.hash(readFileSync(path))}` : "folder";
    return [path.slice(folder.length + 1), about] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Paths of the files below a folder. */
export const filesBelow = (folder: string): readonly string[] =>
  Object.entries(snapshot(folder)).flatMap(([path, about]) => (about === "folder" ? [] : [path]));
