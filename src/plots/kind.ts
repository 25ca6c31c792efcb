/** What a kind of plot is. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Store } from "../catalogue/store.ts";
import type { Song } from "../midi/song.ts";
import type { Plot } from "./plot.ts";

/** What a plot may be told beside what it is of. */
export interface PlotOptions {
  /** Field, or namespace of tags, that colours the points of a map. */
  readonly by?: string;
  /** First and last bar of a piano roll, from 1. */
  readonly bars?: readonly [number, number];
}

/** Plots what a query finds. @throws RangeError for an option that does not fit. */
export type OfFiles = (store: Store, prepared: Prepared, query: string, options: PlotOptions) => Promise<Plot>;
/** Plots one song. @throws RangeError for an option that does not fit. */
export type OfSong = (song: Song, name: string, options: PlotOptions) => Plot;

/** A kind of plot: of what a query finds, of one file, or of either. */
export interface PlotKind {
  readonly name: string;
  /** One line for people. */
  readonly about: string;
  readonly ofFiles?: OfFiles;
  readonly ofSong?: OfSong;
}
