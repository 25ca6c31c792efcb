/** What a copy's row holds of its names: the parts of its path, and what its file name says of the music. */
import { nameFacts } from "../../music/name-facts.ts";
import { archiveOf, namesOf } from "../../plugin/names.ts";

/** What a file name says, by column; null where it says nothing. */
export interface NameColumns {
  readonly name_bpm: number | null;
  readonly name_key: number | null;
  readonly name_bars: number | null;
  readonly name_track: number | null;
}

/** All that the names of a copy say, by column. */
export interface NamedColumns extends NameColumns {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly archive: string | null;
}

/** What a file name says, by column. */
export function nameColumns(name: string): NameColumns {
  const { bpm, key, bars, track } = nameFacts(name);
  return { name_bpm: bpm, name_key: key, name_bars: bars, name_track: track };
}

/**
 * All that the names of a copy say, by column.
 *
 * @param path as it is stored.
 * @param inside the same as its place has it.
 */
export function namedColumns(path: string, inside: string): NamedColumns {
  const { name, folders } = namesOf(inside);
  return { path, name, folder: folders.join("/"), archive: archiveOf(path), ...nameColumns(name) };
}
