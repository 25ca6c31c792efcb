/** Clean files of all that can be saved from damaged ones, each in its folder below another. */
import type { Diagnosis } from "../midi/diagnosis.ts";
import { misreadOf } from "../midi/read-back.ts";
import { writeSong } from "../midi/write.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { Parsed } from "../plugin/records.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { scan } from "../stages/scan.ts";
import { NotKept, refuseInPlace, writeNew } from "../writing/new-file.ts";
import { placeOf } from "../writing/place-below.ts";
import { partsOf } from "../writing/safe-name.ts";
import { checkPaths } from "./named.ts";

/** A file that was read: what was wrong with it, and where the clean one lies. */
export interface Repaired {
  readonly path: string;
  /** Null for an undamaged file that is not copied. */
  readonly to: string | null;
  /** Nothing for an undamaged file. */
  readonly diagnoses: readonly Diagnosis[];
  readonly notes: number;
}

/** A file of which nothing was written: nothing could be saved, or `misread`, another reader finds other notes. */
export interface Unrepaired {
  readonly path: string;
  readonly to: null;
  readonly error: string;
  readonly message: string;
}

/** How many files came to what. */
export interface RepairCounts {
  readonly repaired: number;
  /** Undamaged files. */
  readonly sound: number;
  /** Files without anything to save. */
  readonly lost: number;
  /** Files that were written and read back otherwise, so that they were removed. */
  readonly unkept: number;
}

/** Where repaired files go. */
export interface RepairOptions {
  /** The folder; none of the files may lie in it. */
  readonly to: string;
  /** Also copies undamaged files, byte for byte. */
  readonly all?: boolean | undefined;
  readonly signal?: AbortSignal;
  /** Told of each file when it is done. */
  readonly onFile?: (file: Repaired | Unrepaired) => void;
}

/** Endings that the repaired file keeps; what was packed or wrapped is a plain MIDI file now. */
const keptEndings: ReadonlySet<string> = new Set([".mid", ".midi", ".kar", ".smf"]);

/**
 * Repairs what is damaged under some paths. What is written is read back by another reader; no file is replaced, and a second
 * run writes nothing.
 *
 * @throws AskedError `no-path` for a path that is not there, `bad-target` for a folder that is read from.
 * @example
 * const { repaired, lost } = await repair(["midi"], { to: "clean" });
 * console.log(repaired, "repaired,", lost, "without anything to save");
 */
export async function repair(
  paths: readonly string[],
  { to, all = false, signal, onFile }: RepairOptions,
): Promise<RepairCounts> {
  checkPaths(paths);
  refuseInPlace(paths, to);
  const counts = { repaired: 0, sound: 0, lost: 0, unkept: 0 };
  for (const named of paths) {
    const files = pipeline(scan(named), hash(), parse()).items({
      ...(signal && { signal }),
      onRejected: ({ path, code, message }) => {
        counts.lost++;
        onFile?.({ path, to: null, error: code, message });
      },
    });
    for await (const file of files) {
      const { path, song } = file;
      const isSound = song.diagnoses.length === 0;
      try {
        const written = isSound && !all ? null : write(to, nameOf(named, file), file, isSound);
        counts[isSound ? "sound" : "repaired"]++;
        onFile?.({ path, to: written, diagnoses: song.diagnoses, notes: song.notes.length });
      } catch (error) {
        if (!(error instanceof NotKept)) throw error;
        counts.unkept++;
        onFile?.({ path, to: null, error: "misread", message: error.message });
      }
    }
  }
  return counts;
}

/** A sound file goes byte for byte; what we wrote is read back by another reader. */
function write(to: string, names: readonly string[], { song, bytes }: Parsed, isSound: boolean): string {
  return isSound ? writeNew(to, names, bytes) : writeNew(to, names, writeSong(song), (again) => misreadOf(song, again));
}

function nameOf(named: string, { path, song }: Parsed): readonly string[] {
  const place = placeOf(named, path);
  const { stem, ending } = partsOf(place.at(-1) ?? "_");
  const keeps = song.diagnoses.length === 0 || keptEndings.has(ending.toLowerCase());
  return [...place.slice(0, -1), `${stem}${keeps ? ending : ".mid"}`];
}
