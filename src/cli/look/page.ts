/** The page of one file: what it is, how it looks, what is in it, and all that is known of it. */
import type { Shown } from "../../catalogue/asking/show.ts";
import type { Song } from "../../midi/song.ts";
import type { Field } from "../../plugin/fields.ts";
import { plain, plainly } from "../../text/plain.ts";
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

/** How a page is made. */
export interface PageLook extends HeadLook {
  readonly fields: readonly Field[];
  /** The notes, for the piano roll; undefined where no copy can be read. */
  readonly song: Song | undefined;
  /** Why they cannot be read. */
  readonly silence?: string | undefined;
  /** Draws the whole song, and all chords. */
  readonly roll: boolean;
  readonly chords: boolean;
}

/** Bars of the piano roll unless the whole song is wanted. */
const firstBars = 8;

/** The lines of a page. What files say in it is without control characters. */
export function pageOf(given: Shown, look: PageLook): readonly string[] {
  const shown = plainly(given);
  const { width, style, fields } = look;
  const block = (title: string, lines: readonly string[], about = ""): readonly string[] =>
    lines.length === 0 ? [] : ["", `${style.bold(title)}${about === "" ? "" : style.dim(`  ${about}`)}`, ...lines];
  const { form } = shown.fields;
  return [
    ...headOf(shown, fields, { ...look, named: plain(look.named) }),
    ...block("damage", damageLines(shown, width, style)),
    ...rollBlock(look),
    ...(shown.parts.length > 0 ? block("tracks", trackLines(shown, width, style)) : []),
    ...block("chords", chordLines(shown, look), estimateOf(shown, "chords")),
    ...(shown.sections.length > 0
      ? block("sections", sectionLines(shown, width, style), typeof form === "string" ? form : "")
      : []),
    ...block("texts", textLines(shown, width)),
    ...block("lyrics", lyricLines(shown, width)),
    ...block("tags", tagLines(shown, width, style)),
    ...fieldLines(shown, fields, width, style),
    ...block("files", copyLines(shown, width, style), filesAbout(shown)),
    ...block("the same elsewhere", twinLines(shown, width)),
  ];
}

function rollBlock({ song, silence, roll, width, style }: PageLook): readonly string[] {
  if (!song) return silence === undefined ? [] : ["", style.dim(silence)];
  const grid = rollGrid(song, roll ? undefined : firstBars);
  return grid ? ["", ...drawRoll(grid, { width, style })] : [];
}

function chordLines(shown: Shown, { width, chords }: PageLook): readonly string[] {
  const { chord_names: names, bars } = shown.fields;
  const places = (shown.detail["places"] as Readonly<Record<string, unknown>> | undefined)?.["chords"];
  if (typeof names !== "string" || typeof places !== "string") return [];
  const drawn = drawChords({ names, places, bars: Number(bars ?? 0) }, width - 2, chords);
  return drawn.map((line) => `  ${line}`);
}

function estimateOf({ fields }: Shown, name: string): string {
  const confidence = fields[`${name}_confidence`];
  return typeof confidence === "number" ? `${fields[`${name}_source`]} ${confidence.toFixed(2)}` : "";
}

const filesAbout = ({ size, added }: Shown): string =>
  `${size.toLocaleString("en")} bytes${added === null ? "" : `, added ${added.slice(0, 10)}`}`;
