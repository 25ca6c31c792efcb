/** midiq split: one file a track or channel, each note at its second. */

import { programs } from "../../hearing/views.ts";
import { checkPaths } from "../../journeys/named.ts";
import { misreadOf } from "../../midi/read-back.ts";
import type { Song } from "../../midi/song.ts";
import { naturalSplit, type SongPart, type SplitBy, splitSong } from "../../midi/split.ts";
import { trackNames } from "../../midi/text.ts";
import { writeSong } from "../../midi/write.ts";
import { programNames } from "../../music/gm.ts";
import { partsOf, safeName } from "../../organize/safe-name.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { Parsed } from "../../plugin/records.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { scan } from "../../stages/scan.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { NotKept, refuseInPlace, writeNew } from "../new-file.ts";
import { isNamed, placeOf } from "../safe-path.ts";

/** Options of `midiq split`. */
export interface SplitOptions {
  /** Folder to write to. */
  readonly to: string;
  readonly by?: SplitBy;
  readonly json?: true;
}

/** Each part repeats the texts and tempos of the whole: a file made of thousands of tracks would fill the disk. */
const mostParts = 1024;

/** Splits one file into a folder; of a folder or an archive each file into a folder of its own. */
export async function split(named: string, { to, by, json }: SplitOptions): Promise<number> {
  checkPaths([named]);
  refuseInPlace([named], to);
  const counts = { files: 0, written: 0, left: 0, unkept: 0 };
  const complain = (path: string, code: string, message: string): void => {
    counts[code === "misread" ? "unkept" : "left"]++;
    if (json) process.stdout.write(`${jsonLine({ path, to: null, error: code, message })}\n`);
    else process.stderr.write(`midiq: ${path}: ${message}\n`);
  };
  const files = pipeline(scan(named), hash(), parse()).items({
    onRejected: ({ path, code, message }) => complain(path, code, message),
  });
  for await (const file of files) {
    const chosen = by ?? naturalSplit(file.song);
    const holding = file.song.tracks.filter(({ noteCount }) => noteCount > 0).length;
    if (chosen === "track" && holding > mostParts) {
      complain(
        file.path,
        "too-large",
        `Cannot split into ${holding} files: the limit is ${mostParts}; try --by channel`,
      );
      continue;
    }
    const parts = splitSong(file.song, chosen);
    let number = 0;
    for (const part of parts) {
      const place = [...folderOf(named, file.path), nameOf(file.song, part, ++number, holding)];
      const path = writePart(to, place, part, (message) => complain(file.path, "misread", message));
      if (path === undefined) continue;
      counts.written++;
      const { track, channel, song } = part;
      const object = {
        path: file.path,
        to: path,
        track,
        channel: channel === null ? null : channel + 1,
        notes: song.notes.length,
      };
      process.stdout.write(json ? `${jsonLine(object)}\n` : `${path}: ${counted(song.notes.length, "note")}\n`);
    }
    counts.files++;
    if (!json) process.stderr.write(silentOf(file, number));
  }
  if (!json && counts.files + counts.left > 1) process.stderr.write(`${summaryOf(counts, to)}\n`);
  if (counts.unkept > 0) return exits.mistake;
  return counts.written > 0 ? exits.found : exits.nothing;
}

/** Writes a part and reads it back by another reader; undefined where it was not kept. */
function writePart(
  to: string,
  place: readonly string[],
  { song }: SongPart,
  unkept: (message: string) => void,
): string | undefined {
  try {
    return writeNew(to, place, writeSong(song), (bytes) => misreadOf(song, bytes));
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    unkept(error.message);
    return undefined;
  }
}

/** What became of all files that were found. */
function summaryOf(
  { files, written, left, unkept }: Readonly<Record<"files" | "written" | "left" | "unkept", number>>,
  to: string,
): string {
  return [
    `${counted(files, "file")} split into ${counted(written, "file")} in ${to}`,
    ...(left > 0 ? [`${left} skipped for the reasons above`] : []),
    ...(unkept > 0 ? [`${counted(unkept, "part")} not kept, because another reader finds different notes`] : []),
  ].join(", ");
}

/** A file or member that was named gives its parts to the folder itself. */
function folderOf(named: string, path: string): readonly string[] {
  const place = placeOf(named, path);
  if (place.length === 1 && isNamed(named, path)) return [];
  return [...place.slice(0, -1), partsOf(place.at(-1) ?? "_").stem];
}

/** `01 - Piano.mid`: the running number of a track and its name, or a channel as people count them and its instrument. */
function nameOf(whole: Song, { track, channel, song }: SongPart, number: number, count: number): string {
  const name = (track === null ? null : trackNames(whole)[track]) ?? instrumentOf(song);
  const digits = Math.max(2, String(count).length);
  return safeName(`${String(channel === null ? number : channel + 1).padStart(digits, "0")} - ${name}.mid`);
}

/** The instrument that plays most notes. */
function instrumentOf(song: Song): string {
  const { notes, drumNotes } = programs(song);
  const program = notes.reduce((most, count, index) => (count > notes[most]! ? index : most), 0);
  return drumNotes > notes[program]! ? "drums" : (programNames[program] ?? `program ${program}`);
}

function silentOf({ path, song }: Parsed, parts: number): string {
  if (parts === 0) return `midiq: ${path}: it has no notes to split\n`;
  const names = trackNames(song);
  const silent = song.tracks.flatMap(({ noteCount }, track) =>
    noteCount === 0 ? [names[track] ?? `track ${track + 1}`] : [],
  );
  if (silent.length === 0) return "";
  const some = silent.length > 5 ? [...silent.slice(0, 5), "..."] : silent;
  return `${path}: skipped ${counted(silent.length, "track")} without notes (${some.join(", ")})\n`;
}
