/** One file for each track or channel of songs, each note at its second. */
import { programs } from "../hearing/views.ts";
import { misreadOf } from "../midi/read-back.ts";
import type { Song } from "../midi/song.ts";
import { naturalSplit, type SongPart, type SplitBy, splitSong } from "../midi/split.ts";
import { trackNames } from "../midi/text.ts";
import { writeSong } from "../midi/write.ts";
import { programNames } from "../music/gm.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { scan } from "../stages/scan.ts";
import { NotKept, refuseInPlace, writeNew } from "../writing/new-file.ts";
import { isNamed, placeOf } from "../writing/place-below.ts";
import { partsOf, safeName } from "../writing/safe-name.ts";
import { checkPaths } from "./named.ts";

/** A part that was written. */
export interface WrittenPart {
  readonly path: string;
  readonly to: string;
  /** Index of the track; null where parts are channels. */
  readonly track: number | null;
  /** Channel as people count them, 1 to 16; null where parts are tracks. */
  readonly channel: number | null;
  readonly notes: number;
}

/** A file or a part of which nothing was written, and why; `misread` where another reader finds other notes. */
export interface Unsplit {
  readonly path: string;
  readonly to: null;
  readonly error: string;
  readonly message: string;
}

/** A file that was split: its parts, and the names of tracks without notes. */
export interface SplitFile {
  readonly path: string;
  readonly parts: number;
  readonly silent: readonly string[];
}

/** How many files and parts came to what. */
export interface SplitCounts {
  readonly files: number;
  readonly written: number;
  /** Files that could not be split. */
  readonly left: number;
  /** Parts that were read back otherwise, so that they were removed. */
  readonly unkept: number;
}

/** Where parts go, and what is told. */
export interface SplitOptions {
  /** The folder; none of the files may lie in it. */
  readonly to: string;
  /** Tracks where several of them have notes, else channels, unless said. */
  readonly by?: SplitBy | undefined;
  readonly onPart?: (part: WrittenPart) => void;
  readonly onLeft?: (left: Unsplit) => void;
  /** Told of each file after its parts. */
  readonly onFile?: (file: SplitFile) => void;
}

/** Each part repeats the texts and tempos of the whole: a file made of thousands of tracks would fill the disk. */
const mostParts = 1024;

/**
 * Splits one file into a folder; of a folder or an archive each file into a folder of its own.
 *
 * @throws AskedError `no-path` for a path that is not there, `bad-target` for a folder that is read from.
 * @example
 * const { written } = await splitInto("song.mid", { to: "parts", onPart: ({ to, notes }) => console.log(to, notes) });
 */
export async function splitInto(named: string, { to, by, onPart, onLeft, onFile }: SplitOptions): Promise<SplitCounts> {
  checkPaths([named]);
  refuseInPlace([named], to);
  const counts = { files: 0, written: 0, left: 0, unkept: 0 };
  const leave = (path: string, error: string, message: string): void => {
    counts[error === "misread" ? "unkept" : "left"]++;
    onLeft?.({ path, to: null, error, message });
  };
  const files = pipeline(scan(named), hash(), parse()).items({
    onRejected: ({ path, code, message }) => leave(path, code, message),
  });
  for await (const { path, song } of files) {
    const chosen = by ?? naturalSplit(song);
    const holding = song.tracks.filter(({ noteCount }) => noteCount > 0).length;
    if (chosen === "track" && holding > mostParts) {
      leave(path, "too-large", `Cannot split into ${holding} files: the limit is ${mostParts}; try --by channel`);
      continue;
    }
    let parts = 0;
    for (const part of splitSong(song, chosen)) {
      const place = [...folderOf(named, path), nameOf(song, part, ++parts, holding)];
      try {
        const written = writeNew(to, place, writeSong(part.song), (bytes) => misreadOf(part.song, bytes));
        counts.written++;
        const { track, channel } = part;
        onPart?.({
          path,
          to: written,
          track,
          channel: channel === null ? null : channel + 1,
          notes: part.song.notes.length,
        });
      } catch (error) {
        if (!(error instanceof NotKept)) throw error;
        leave(path, "misread", error.message);
      }
    }
    counts.files++;
    onFile?.({ path, parts, silent: silentTracks(song) });
  }
  return counts;
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

function silentTracks(song: Song): readonly string[] {
  const names = trackNames(song);
  return song.tracks.flatMap(({ noteCount }, track) => (noteCount === 0 ? [names[track] ?? `track ${track + 1}`] : []));
}
