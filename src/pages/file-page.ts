/** The page of one file: what it is, how it looks, what is in it, and all that is known of it. */
import type { Shown } from "../catalogue/asking/show.ts";
import type { Song } from "../midi/song.ts";
import type { Field } from "../plugin/fields.ts";
import { plain, plainly } from "../text/plain.ts";
import { pageWidth, type Style, styleOf } from "../text/style.ts";
import { drawChords } from "./chord-grid.ts";
import { fieldLines } from "./page-fields.ts";
import { type HeadLook, headOf } from "./page-head.ts";
import {
  copyLines,
  damageLines,
  lyricLines,
  sectionLines,
  tagLines,
  textLines,
  trackLines,
  twinLines,
} from "./page-parts.ts";
import { drawRoll } from "./roll.ts";
import { rollGrid } from "./roll-grid.ts";

/** How a page is made, all of it as it is read in no terminal unless said. */
export interface PageLook {
  /** Fields in the order in which they are shown: those of a catalogue's registry. */
  readonly fields: readonly Field[];
  /** Path of the copy that was asked for, where it was one; it heads the page. */
  readonly named?: string;
  /** Columns of the page, 80 unless said. */
  readonly width?: number;
  /** Without colors unless said. */
  readonly style?: Style;
  /** Paths as the page tells them; whole unless said. */
  readonly told?: (path: string) => string;
  /** The notes, for the piano roll; undefined where no copy can be read. */
  readonly song?: Song | undefined;
  /** Why they cannot be read. */
  readonly silence?: string | undefined;
  /** Draws the whole song. */
  readonly roll?: boolean;
  /** Prints all chords. */
  readonly chords?: boolean;
}

/** Bars of the piano roll unless the whole song is wanted. */
const firstBars = 8;

/**
 * The lines of a page. What files say in it is without control characters.
 *
 * @param given what `db.show` and `knownFiles` give, which is the page as data.
 * @example
 * for (const shown of await knownFiles(db, "song.mid")) {
 *   const song = await songWithHash(shown.paths, shown.hash);
 *   console.log(pageOf(shown, { fields: db.registry.fields, song }).join("\n"));
 * }
 */
export function pageOf(given: Shown, look: PageLook): readonly string[] {
  const shown = plainly(given);
  const { width = pageWidth, style = styleOf(false), told = plain, named = "", fields } = look;
  const head: HeadLook = { width, style, told, named: plain(named) };
  const block = (title: string, lines: readonly string[], about = ""): readonly string[] =>
    lines.length === 0 ? [] : ["", `${style.bold(title)}${about === "" ? "" : style.dim(`  ${about}`)}`, ...lines];
  const { form } = shown.fields;
  return [
    ...headOf(shown, fields, head),
    ...block("damage", damageLines(shown, width, style)),
    ...rollBlock(look, width, style),
    ...(shown.parts.length > 0 ? block("tracks", trackLines(shown, width, style)) : []),
    ...block("chords", chordLines(shown, width, look.chords ?? false), estimateOf(shown, "chords")),
    ...(shown.sections.length > 0
      ? block("sections", sectionLines(shown, width, style), typeof form === "string" ? form : "")
      : []),
    ...block("texts", textLines(shown, width)),
    ...block("lyrics", lyricLines(shown, width)),
    ...block("tags", tagLines(shown, width, style)),
    ...fieldLines(shown, fields, width, style),
    ...block("files", copyLines(shown, head), filesAbout(shown)),
    ...block("the same elsewhere", twinLines(shown, head)),
  ];
}

function rollBlock({ song, silence, roll = false }: PageLook, width: number, style: Style): readonly string[] {
  if (!song) return silence === undefined ? [] : ["", style.dim(silence)];
  const grid = rollGrid(song, roll ? undefined : firstBars);
  return grid ? ["", ...drawRoll(grid, { width, style })] : [];
}

function chordLines(shown: Shown, width: number, isWhole: boolean): readonly string[] {
  const { chord_names: names, bars } = shown.fields;
  const places = (shown.detail["places"] as Readonly<Record<string, unknown>> | undefined)?.["chords"];
  if (typeof names !== "string" || typeof places !== "string") return [];
  const drawn = drawChords({ names, places, bars: Number(bars ?? 0) }, width - 2, isWhole);
  return drawn.map((line) => `  ${line}`);
}

function estimateOf({ fields }: Shown, name: string): string {
  const confidence = fields[`${name}_confidence`];
  return typeof confidence === "number" ? `${fields[`${name}_source`]} ${confidence.toFixed(2)}` : "";
}

const filesAbout = ({ size, added }: Shown): string =>
  `${size.toLocaleString("en")} bytes${added === null ? "" : `, added ${added.slice(0, 10)}`}`;
