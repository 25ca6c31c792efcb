/** MIDI files under other names: styles of keyboards, backups, names without an ending. Their first bytes say what they are. */

import { openBytes, type SystemPath } from "./bytes.ts";

/** Bytes that are looked at: `MThd`, or `RIFF`, a length and `RMID`. */
const headLength = 12;

/**
 * Endings under which plain MIDI files are met: styles of Yamaha and other keyboards (they are MIDI files with more behind
 * them), sequencers' own names, and copies that programs keep.
 */
const endings: ReadonlySet<string> = new Set(
  "sty prs bcs sst pst pcs fps pcm fmt ac7 mus seq mff mdi midi_ mid_ mid~ midi~ kar~ bak old orig sav tmp 1 2".split(
    " ",
  ),
);

/** What stands behind the last dot, where it looks like an ending: `Mr. Blue` and `take 1.25` have none. */
function endingOf(name: string): string | undefined {
  const ending = /^.+\.([^.]*)$/s.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && /^[a-z0-9_~-]{1,6}$/.test(ending) && !/^\d{2,}$/.test(ending) ? ending : undefined;
}

/** Whether it is worth looking into a file of a name that is none of MIDI. @param all whatever its ending. */
export function mayHoldMidi(name: string, all: boolean): boolean {
  if (name.startsWith(".") || name === "") return false;
  const ending = endingOf(name);
  return all || ending === undefined || endings.has(ending);
}

/** Larger members of archives are not unpacked to be looked at: MIDI files of more bytes have names of MIDI. */
export const largestLooked = 4 * 1024 * 1024;

/** Whether a file begins as a MIDI file. @throws the error of the system where it cannot be read. */
export function beginsAsMidi(path: SystemPath): boolean {
  const bytes = openBytes(path);
  try {
    return isMidiHead(bytes.read(0, headLength));
  } finally {
    bytes.close();
  }
}

/** Whether a file that begins so is a MIDI file (SMF 1.0), or one in RIFF (RP-029). */
export function isMidiHead(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, headLength));
  return text.startsWith("MThd") || (text.startsWith("RIFF") && text.slice(8) === "RMID");
}
