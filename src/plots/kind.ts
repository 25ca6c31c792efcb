/** What a kind of plot is. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Opened } from "../catalogue/store.ts";
import type { Song } from "../midi/song.ts";
import type { PlotName } from "./kind-names.ts";
import type { Plot } from "./plot.ts";

/** What a plot may be told beside what it is of. */
export interface PlotOptions {
  /** Field, or namespace of tags, that colours the points of a map. */
  readonly by?: string;
  /** First and last bar of a piano roll, from 1. */
  readonly bars?: readonly [number, number];
}

/** Plots what a query finds. @throws AskedError for an option that does not fit. */
export type OfFiles = (db: Opened, prepared: Prepared, query: string, options: PlotOptions) => Promise<Plot>;
/** Plots one song. @throws AskedError for an option that does not fit. */
export type OfSong = (song: Song, name: string, options: PlotOptions) => Plot;

/** What a kind of plot can be of: what a query finds, one file, or either. */
export interface Drawn {
  readonly ofFiles?: OfFiles;
  readonly ofSong?: OfSong;
}

/** A kind of plot with its name. */
export interface PlotKind extends Drawn {
  readonly name: PlotName;
  /** One line for people. */
  readonly about: string;
}
