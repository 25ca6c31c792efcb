/** midiq split: says which files the tracks or channels of songs were written to. */

import { type SplitCounts, type SplitFile, splitInto } from "../../journeys/split.ts";
import type { SplitBy } from "../../midi/split.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";

/** Options of `midiq split`. */
export interface SplitOptions {
  /** Folder to write to. */
  readonly to: string;
  readonly by?: SplitBy;
  readonly json?: true;
}

/** Splits one file into a folder; of a folder or an archive each file into a folder of its own. */
export async function split(named: string, { to, by, json }: SplitOptions): Promise<number> {
  const { stdout, stderr } = process;
  const counts = await splitInto(named, {
    to,
    by,
    onPart: (part) => stdout.write(json ? `${jsonLine(part)}\n` : `${part.to}: ${counted(part.notes, "note")}\n`),
    onLeft: (left) =>
      json ? stdout.write(`${jsonLine(left)}\n`) : stderr.write(`midiq: ${left.path}: ${left.message}\n`),
    onFile: (file) => {
      if (!json) stderr.write(silentOf(file));
    },
  });
  if (!json && counts.files + counts.left > 1) stderr.write(`${summaryOf(counts, to)}\n`);
  if (counts.unkept > 0) return exits.mistake;
  return counts.written > 0 ? exits.found : exits.nothing;
}

/** What became of all files that were found. */
function summaryOf({ files, written, left, unkept }: SplitCounts, to: string): string {
  return [
    `${counted(files, "file")} split into ${counted(written, "file")} in ${to}`,
    ...(left > 0 ? [`${left} skipped for the reasons above`] : []),
    ...(unkept > 0 ? [`${counted(unkept, "part")} not kept, because another reader finds different notes`] : []),
  ].join(", ");
}

function silentOf({ path, parts, silent }: SplitFile): string {
  if (parts === 0) return `midiq: ${path}: it has no notes to split\n`;
  if (silent.length === 0) return "";
  const some = silent.length > 5 ? [...silent.slice(0, 5), "..."] : silent;
  return `${path}: skipped ${counted(silent.length, "track")} without notes (${some.join(", ")})\n`;
}
