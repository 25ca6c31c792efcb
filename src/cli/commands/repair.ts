/** midiq repair: says what was salvaged from damaged files, and where it lies. */

import { type RepairCounts, type Repaired, repair as repairFiles, type Unrepaired } from "../../journeys/repair.ts";
import type { Diagnosis } from "../../midi/diagnosis.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { untilStopped, usualGrace } from "../stop.ts";

/** Options of `midiq repair`. */
export interface RepairOptions {
  /** Folder to write to. */
  readonly to: string;
  /** Also copies sound files, byte for byte. */
  readonly all?: true;
  readonly json?: true;
}

/** Repairs what is damaged under some paths; a file that holds nothing to rescue is told, and the run goes on. */
export async function repair(paths: readonly string[], { to, all, json }: RepairOptions): Promise<number> {
  const onFile = (file: Repaired | Unrepaired): void => {
    if (json) process.stdout.write(`${jsonLine(file)}\n`);
    else if ("error" in file) process.stderr.write(`midiq: ${file.path}: ${file.message}\n`);
    else process.stdout.write(lineOf(file));
  };
  const counts = await untilStopped({ grace: usualGrace }, (signal) => repairFiles(paths, { to, all, signal, onFile }));
  if (!json) process.stderr.write(summaryOf(counts, to, all ?? false));
  if (counts.unkept > 0) return exits.mistake;
  return counts.repaired > 0 || (all && counts.sound > 0) ? exits.found : exits.nothing;
}

const lineOf = ({ path, to, diagnoses }: Repaired): string =>
  to === null ? "" : `${path} -> ${to}: ${diagnoses.map(saidOf).join(", ") || "sound"}\n`;

const saidOf = ({ code, count }: Diagnosis): string => (count > 1 ? `${code} x${count}` : code);

function summaryOf({ repaired, sound, lost, unkept }: RepairCounts, to: string, all: boolean): string {
  const parts = [
    `${counted(repaired, "file")} repaired`,
    sound > 0 ? `${sound} undamaged ${all ? "and copied" : "(--all copies them too)"}` : "",
    lost > 0 ? `${lost} without anything to save` : "",
    unkept > 0 ? `${unkept} not kept, because another reader finds different notes in it` : "",
  ];
  const where = repaired > 0 || (all && sound > 0) ? `; written to ${to}` : "";
  return `${parts.filter(Boolean).join(", ")}${where}\n`;
}
