/** Where a sound bank may lie: the instruments that a synthesizer needs. */
import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

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

/** What to do without a bank, as a part of a sentence. */
export const bankHint = "give --soundfont FILE";

/** Beside the built page, of which it is a part: the published build lies in `dist/src/`, sources find what they have built. */
const builtBank = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/page/sonivox.sf3" : "../../page/sonivox.sf3",
  import.meta.url,
);

/** The bank that comes with midiq (Sonivox EAS, 1 MB, Apache-2.0); undefined in a clone where `bun run page` did not run. */
export function packagedBank(): string | undefined {
  const path = fileURLToPath(builtBank);
  return isFile(path) ? path : undefined;
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
