/** Plots of what a query finds, or of a song, by the name of their kind. */
import { suggest } from "../../dsl/mod.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import type { Song } from "../midi/song.ts";
import type { PlotKind, PlotOptions } from "./kind.ts";
import type { PlotName } from "./kind-names.ts";
import { plotKinds } from "./kinds/mod.ts";
import type { Plot } from "./plot.ts";

/**
 * Plots what a query finds.
 *
 * @throws AskedError for a kind that is of songs alone, and for an option that does not fit; QueryError for the query.
 * @example
 * const svg = svgOf(await plotQuery(db, "keys", "genre house"));
 */
export async function plotQuery(db: Catalogue, kind: PlotName, query = "", options: PlotOptions = {}): Promise<Plot> {
  const { ofFiles } = kindNamed(kind);
  if (!ofFiles) throw new AskedError("no-plot", `Cannot plot ${kind} of a query: it is a plot of one song`);
  return ofFiles(db, await db.prepare(query), query, options);
}

/**
 * Plots one song.
 *
 * @param name what the plot calls the song.
 * @throws AskedError for a kind that is of queries alone, and for an option that does not fit.
 */
export function plotSong(song: Song, kind: PlotName, name: string, options: PlotOptions = {}): Plot {
  const { ofSong } = kindNamed(kind);
  if (!ofSong) throw new AskedError("no-plot", `Cannot plot ${kind} of a song: it is a plot of what a query finds`);
  return ofSong(song, name, options);
}

/** A kind of plot by its name. @throws AskedError `no-plot` for a name that none has. */
export function kindNamed(name: string): PlotKind {
  const kind = plotKinds.find((one) => one.name === name);
  if (kind) return kind;
  const names = plotKinds.map((one) => one.name);
  const near = suggest(name, names);
  throw new AskedError(
    "no-plot",
    `Cannot plot "${name}": ${near ? `did you mean ${near}? The kinds are` : "expected"} ${names.join(", ")}`,
  );
}

/** Bars of a song, the first and the last, as `5..12` or `5`. @throws AskedError `no-bars` for anything else. */
export function readBars(text: string): readonly [number, number] {
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  if (first === undefined) throw new AskedError("no-bars", `Cannot read "${text}" as bars: expected one like 5..12`);
  return [Number(first), Number(last ?? first)];
}
