/** What the folders of a file say about its music: packs sort their loops into `/A Minor/`, `/120 BPM/`, `/Drums 174/`, `/Keys/C/`. */
import { keyOf } from "../keys.ts";
import { parsePitchClass } from "../pitch.ts";
import { isLabel } from "./labels.ts";
import { nameFacts } from "./name-facts.ts";
import type { SaidKey } from "./readings.ts";

/** Facts of the folders; of several that say one, the nearest to the file. */
export interface FolderFacts {
  /** Quarters a minute. */
  readonly bpm: number | null;
  /** mode * 12 + tonic; a tonic alone is written as major. */
  readonly key: number | null;
  /** Whether they say the mode too; null where they say no key. */
  readonly hasMode: boolean | null;
}

/** Folders that hold one of each tempo or key. */
const sortsByTempo = /(?<!\p{L})(?:bpms?|tempos?|tempi|speed)(?!\p{L})/iu;
const sortsByKey = /(?<!\p{L})(?:keys?|by[ _-]key|tonart|tonality|camelot)(?!\p{L})/iu;
/** A whole folder name that is a key; a letter alone sorts by the alphabet. */
const minorKey = /^([A-G])m$/;
const wheelKey = /^0?(?:1[0-2]|[1-9])[AB]$/;
const tonicAlone = /^([A-G])([#b])?$/;
const number = /^([4-9]\d|[12]\d\d)$/;
/** A number after other words of a label. */
const labelled = /^(?:(.*\p{L})[ _-]+)?([6-9]\d|1\d\d)$/u;

interface OneFolder {
  readonly bpm: number | null;
  readonly key: SaidKey | null;
}

/** Folders come again and again: what they say is kept, for so many at most. */
const mostRemembered = 5000;
const remembered = new Map<string, OneFolder>();

/** Reads the facts of the folders of a file. @param folders from the root to the nearest. */
export function folderFacts(folders: readonly string[]): FolderFacts {
  let bpm: number | null = null;
  let key: SaidKey | null = null;
  for (let n = folders.length - 1; n >= 0 && (bpm === null || key === null); n--) {
    const said = factsOf(folders[n] ?? "", folders[n - 1] ?? "");
    bpm ??= said.bpm;
    key ??= said.key;
  }
  return { bpm, key: key?.key ?? null, hasMode: key?.hasMode ?? null };
}

function factsOf(folder: string, parent: string): OneFolder {
  const id = `${parent}/${folder}`;
  const known = remembered.get(id);
  if (known) return known;
  const facts = readFolder(folder, parent);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(id, facts);
  return facts;
}

function readFolder(folder: string, parent: string): OneFolder {
  const { bpm, key, hasMode } = nameFacts(folder);
  const said = key === null ? wholeKey(folder, parent) : { key, hasMode: hasMode === true };
  return { bpm: bpm ?? wholeTempo(folder, parent), key: said };
}

/** A folder that is nothing but a number or a label with one. */
function wholeTempo(folder: string, parent: string): number | null {
  if (number.test(folder)) return sortsByTempo.test(parent) ? Number(folder) : null;
  const [, words = "", value] = labelled.exec(folder) ?? [];
  return value !== undefined && isLabel(words) ? Number(value) : null;
}

/** A folder that is nothing but a key. */
function wholeKey(folder: string, parent: string): SaidKey | null {
  const minor = minorKey.exec(folder)?.[1];
  if (minor !== undefined) return { key: keyOf(parsePitchClass(minor) as number, "minor"), hasMode: true };
  if (wheelKey.test(folder)) {
    const { key } = nameFacts(`(${folder}) chords`);
    return key === null ? null : { key, hasMode: true };
  }
  const [tonic, , sign] = tonicAlone.exec(folder) ?? [];
  if (tonic === undefined || (sign === undefined && !sortsByKey.test(parent))) return null;
  return { key: keyOf(parsePitchClass(tonic) as number, "major"), hasMode: false };
}
