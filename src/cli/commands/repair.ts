/** midiq repair: writes a clean file of all that could be salvaged from each damaged one. */

import { checkPaths } from "../../journeys/named.ts";
import type { Diagnosis } from "../../midi/diagnosis.ts";
import { misreadOf } from "../../midi/read-back.ts";
import { writeSong } from "../../midi/write.ts";
import { partsOf } from "../../organize/safe-name.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { Parsed } from "../../plugin/records.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { scan } from "../../stages/scan.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { NotKept, refuseInPlace, writeNew } from "../new-file.ts";
import { placeOf } from "../safe-path.ts";
import { untilStopped, usualGrace } from "../stop.ts";

/** Options of `midiq repair`. */
export interface RepairOptions {
  /** Folder to write to. */
  readonly to: string;
  /** Also copies sound files, byte for byte. */
  readonly all?: true;
  readonly json?: true;
}

/** Endings that the repaired file keeps; what was packed or wrapped is a plain MIDI file now. */
const keptEndings: ReadonlySet<string> = new Set([".mid", ".midi", ".kar", ".smf"]);

/** Repairs what is damaged under some paths; a file that holds nothing to rescue is told, and the run goes on. */
export async function repair(paths: readonly string[], { to, all, json }: RepairOptions): Promise<number> {
  checkPaths(paths);
  refuseInPlace(paths, to);
  const counts = { repaired: 0, sound: 0, lost: 0, unkept: 0 };
  const complain = (path: string, code: string, message: string): void => {
    if (json) process.stdout.write(`${jsonLine({ path, to: null, error: code, message })}\n`);
    else process.stderr.write(`midiq: ${path}: ${message}\n`);
  };
  await untilStopped({ grace: usualGrace }, async (signal) => {
    for (const named of paths) {
      const files = pipeline(scan(named), hash(), parse()).items({
        signal,
        onRejected: ({ path, code, message }) => {
          counts.lost++;
          complain(path, code, message);
        },
      });
      for await (const file of files) {
        const isSound = file.song.diagnoses.length === 0;
        try {
          const written = isSound && !all ? null : write(to, nameOf(named, file), file, isSound);
          counts[isSound ? "sound" : "repaired"]++;
          process.stdout.write(json ? objectOf(file, written) : lineOf(file, written));
        } catch (error) {
          if (!(error instanceof NotKept)) throw error;
          counts.unkept++;
          complain(file.path, "misread", error.message);
        }
      }
    }
  });
  if (!json) process.stderr.write(summaryOf(counts, to, all ?? false));
  if (counts.unkept > 0) return exits.mistake;
  return counts.repaired > 0 || (all && counts.sound > 0) ? exits.found : exits.nothing;
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

const objectOf = ({ path, song }: Parsed, to: string | null): string =>
  `${jsonLine({ path, to, diagnoses: song.diagnoses, notes: song.notes.length })}\n`;

const lineOf = ({ path, song }: Parsed, to: string | null): string =>
  to === null ? "" : `${path} -> ${to}: ${song.diagnoses.map(saidOf).join(", ") || "sound"}\n`;

const saidOf = ({ code, count }: Diagnosis): string => (count > 1 ? `${code} x${count}` : code);

function summaryOf(
  { repaired, sound, lost, unkept }: Readonly<Record<"repaired" | "sound" | "lost" | "unkept", number>>,
  to: string,
  all: boolean,
): string {
  const parts = [
    `${counted(repaired, "file")} repaired`,
    sound > 0 ? `${sound} undamaged ${all ? "and copied" : "(--all copies them too)"}` : "",
    lost > 0 ? `${lost} without anything to save` : "",
    unkept > 0 ? `${unkept} not kept, because another reader finds different notes in it` : "",
  ];
  const where = repaired > 0 || (all && sound > 0) ? `; written to ${to}` : "";
  return `${parts.filter(Boolean).join(", ")}${where}\n`;
}
