/** Chords by bar, as a lead sheet has them: four bars a line where they fit, `%` where a chord goes on, and what repeats said once. */

import { barsOfPlaces } from "../music/places.ts";
import { type Column, table } from "../text/table.ts";
import { columnsOf, fit } from "../text/width.ts";

/** Bars in a line, the first that fit; eight on a wide terminal only. */
const lineLengths = [8, 4, 2, 1] as const;
const wide = 120;
/** Lines that are shown unless all are wanted. */
const mostLines = 12;
/** Lines that a repeat may have. */
const longestRepeat = 8;

/** What is drawn. */
export interface ChordGrid {
  /** Names of the chords joined by `-`, as the field `chord_names` has them. */
  readonly names: string;
  /** Where they begin, as the catalogue keeps it (src/music/places.ts). */
  readonly places: string;
  /** Bars of the song. */
  readonly bars: number;
}

/** The grid as lines; all of it, or as much as fits a page. */
export function drawChords({ names, places, bars }: ChordGrid, width: number, isWhole: boolean): readonly string[] {
  const chords = names.split("-");
  const bar = barsOfPlaces(places);
  const first = bar[0] ?? 1;
  const last = Math.max(bars, bar.at(-1) ?? 1);
  const cells: string[] = Array.from({ length: last - first + 1 }, () => "");
  for (const [n, chord] of chords.entries()) {
    const at = (bar[n] ?? last) - first;
    cells[at] += `${cells[at] === "" ? "" : " "}${chord}`;
  }
  const drawn = lineLengths
    .filter((length) => length < 8 || width >= wide)
    .map((length) => linesOf(cells, first, length, isWhole))
    .find((lines) => lines.every((line) => columnsOf(line) <= width));
  return drawn ?? linesOf(cells, first, 1, isWhole).map((line) => fit(line, width));
}

/** The lines of a grid with so many bars in each. */
function linesOf(cells: readonly string[], first: number, perLine: number, isWhole: boolean): readonly string[] {
  const lines: Line[] = [];
  for (let from = 0; from < cells.length; from += perLine) {
    const own = cells.slice(from, from + perLine).map((cell) => cell || "%");
    lines.push({ bar: first + from, cells: own, text: own.join("|") });
  }
  const folded = foldRepeats(lines, perLine);
  const shown = isWhole ? folded : folded.slice(0, mostLines);
  const columns: readonly Column[] = [
    { heading: "", numeric: true },
    ...Array.from({ length: perLine + 1 }, () => ({ heading: "", numeric: false })),
  ];
  const rows = shown.map(({ bar, cells: own, note }) => [
    String(bar),
    ...Array.from({ length: perLine }, (_, n) => (own[n] === undefined ? "" : `│ ${own[n]}`)),
    own.length < perLine && note === "│" ? "" : note,
  ]);
  const after = folded[shown.length]?.bar;
  return [
    // A heading of nothing is no line.
    ...table(columns, rows, Number.POSITIVE_INFINITY).slice(1),
    ...(after === undefined ? [] : [`… from bar ${after} on: --chords shows all`]),
  ];
}

interface Line {
  readonly bar: number;
  readonly cells: readonly string[];
  readonly text: string;
}

/** Lines of which those that come again at once are left out, with a note on the last line of what is repeated. */
function foldRepeats(lines: readonly Line[], perLine: number): readonly (Line & { readonly note: string })[] {
  const folded: (Line & { readonly note: string })[] = [];
  for (let at = 0; at < lines.length; ) {
    let best = { period: 1, times: 1 };
    for (let period = 1; period <= Math.min(longestRepeat, (lines.length - at) / 2); period++) {
      const times = timesOf(lines, at, period);
      if (times > 1 && (times - 1) * period > (best.times - 1) * best.period) best = { period, times };
    }
    const { period, times } = best;
    for (let n = 0; n < period; n++) {
      const line = lines[at + n] as Line;
      const isEnd = times > 1 && n === period - 1;
      const [from, to] = [lines[at] as Line, lines[at + period * times - 1] as Line];
      folded.push({ ...line, note: isEnd ? `│ ×${times} (${from.bar}–${to.bar + perLine - 1})` : "│" });
    }
    at += period * times;
  }
  return folded;
}

/** How often a stretch of lines stands there in a row. */
function timesOf(lines: readonly Line[], at: number, period: number): number {
  let same = 0;
  while (lines[at + period + same] && lines[at + same]?.text === lines[at + period + same]?.text) same++;
  return 1 + Math.floor(same / period);
}
