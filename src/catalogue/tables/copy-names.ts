/** What a copy's row holds of its names: the parts of its path, and what its file name says of the music. */
import { type CopyFacts, copyFacts } from "../../hearing/about/said-by-names.ts";
import { nameFacts } from "../../music/names/name-facts.ts";
import { archiveOf, namesOf } from "../../plugin/names.ts";

/** What a file name and its folders say, by column; null where they say nothing. */
export interface NameColumns extends CopyFacts {
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

/** What a file name and its folders say, by column. @param folders from the root to the nearest. */
export function nameColumns(name: string, folders: readonly string[]): NameColumns {
  const facts = nameFacts(name);
  return { ...copyFacts(facts, folders), name_bars: facts.bars, name_track: facts.track };
}

/** Whether a copy says a tempo or a key, which its content has to be told. */
export const saysTempoOrKey = ({ name_bpm, name_key, folder_bpm, folder_key }: CopyFacts): boolean =>
  name_bpm !== null || name_key !== null || folder_bpm !== null || folder_key !== null;

/**
 * All that the names of a copy say, by column.
 *
 * @param path as it is stored.
 * @param inside the same as its place has it.
 */
export function namedColumns(path: string, inside: string): NamedColumns {
  const { name, folders } = namesOf(inside);
  return { path, name, folder: folders.join("/"), archive: archiveOf(path), ...nameColumns(name, folders) };
}
