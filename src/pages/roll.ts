/** A piano roll as text: half blocks, a column a step, bars on top; drums below as a grid of steps. */
import { drumPieces } from "../music/gm.ts";
import { formatPitch } from "../music/pitch.ts";
import type { Style } from "../text/style.ts";
import { merged } from "../text/styled.ts";
import type { GridNote, RollGrid } from "./roll-grid.ts";

/** How it is drawn. */
export interface RollLook {
  /** Columns of the page. */
  readonly width: number;
  readonly style: Style;
}

/** Bars in one system, where they fit: what people count in. */
const systemLengths = [16, 8, 4, 2, 1] as const;
/** Lines of pitches in a system: a line is two rows of as many semitones as this needs. */
const mostLines = 12;
/** Widest label of a line: names of pitches have up to four letters, pieces of a kit up to this many. */
const widestLabel = 8;
const pitchLabel = 4;

/** Draws all bars of a grid in systems, one below the other with an empty line between. */
export function drawRoll(grid: RollGrid, { width, style }: RollLook): readonly string[] {
  const lanes = grid.notes.flatMap(({ isDrum, pitch }) => (isDrum ? [laneOf(pitch).length] : []));
  // Not spread into a call: there may be a million of them.
  const label = Math.min(
    widestLabel,
    lanes.reduce((most, letters) => Math.max(most, letters), pitchLabel),
  );
  const room = width - label - 1;
  const perBar = grid.stepsPerBar + 1;
  const length = systemLengths.find((bars) => bars * perBar <= room) ?? 1;
  // A bar that is wider than the page is cut to what fits, rather than broken.
  const steps = Math.min(grid.stepsPerBar, Math.max(1, room - 1));
  const lines: string[] = [];
  for (let bar = 0; bar < grid.bars; bar += length) {
    const bars = Math.min(length, grid.bars - bar);
    if (bar > 0) lines.push("");
    lines.push(...system(grid, { bar, bars, steps, label }, style));
  }
  return lines.map(merged);
}

interface Span {
  readonly bar: number;
  readonly bars: number;
  /** Columns of each bar. */
  readonly steps: number;
  /** Columns of the labels before them. */
  readonly label: number;
}

function system(grid: RollGrid, span: Span, style: Style): readonly string[] {
  const [first, end] = [span.bar * grid.stepsPerBar, (span.bar + span.bars) * grid.stepsPerBar];
  const here = grid.notes.filter(({ from, to }) => from < end && to > first);
  // Where the beats say other bars than the file, two of the grid may be in one of the file.
  const numberOf = (bar: number): string =>
    bar > 0 && grid.numbers[bar] === grid.numbers[bar - 1] ? "" : String(grid.numbers[bar] ?? "");
  const header = Array.from({ length: span.bars }, (_, n) =>
    `│${numberOf(span.bar + n)}`.padEnd(span.steps + 1).slice(0, span.steps + 1),
  ).join("");
  const pitched = here.filter(({ isDrum }) => !isDrum);
  return [
    style.dim(`${" ".repeat(span.label + 1)}${header}`),
    ...(pitched.length > 0 ? pitchLines(pitched, grid, span, style) : []),
    ...drumLines(
      here.filter(({ isDrum, from }) => isDrum && from >= first),
      grid,
      span,
      style,
    ),
  ];
}

/** Cells of one row of a system: each step of it, bar after bar. */
const cellsOf = (grid: RollGrid, { bar, bars }: Span) => ({
  first: bar * grid.stepsPerBar,
  count: bars * grid.stepsPerBar,
});

/** Joins what stands in the cells of a row, with a line before each bar. */
function barred(cells: readonly string[], grid: RollGrid, { bars, steps }: Span, style: Style): string {
  const line = style.dim("│");
  return Array.from(
    { length: bars },
    (_, n) => line + cells.slice(n * grid.stepsPerBar, n * grid.stepsPerBar + steps).join(""),
  ).join("");
}

function pitchLines(notes: readonly GridNote[], grid: RollGrid, span: Span, style: Style): readonly string[] {
  const low = notes.reduce((least, { pitch }) => Math.min(least, pitch), 127);
  const high = notes.reduce((most, { pitch }) => Math.max(most, pitch), 0);
  const semitones = Math.max(1, Math.ceil((high - low + 1) / (2 * mostLines)));
  const rows = Math.ceil((high - low + 1) / semitones);
  const lines = Math.ceil(rows / 2);
  const { first, count } = cellsOf(grid, span);
  const cells = Array.from({ length: lines * 2 }, () => new Int16Array(count).fill(-1));
  // The first part is drawn last, so that it is on top; of one row what begins later cuts off what still sounds.
  for (const note of [...notes].sort((a, b) => b.part - a.part || a.from - b.from)) {
    const row = cells[Math.floor((note.pitch - low) / semitones)]!;
    const from = note.from - first;
    if (from > 0 && row[from - 1] === note.part && row[from - 2] === note.part && note.from > first) row[from - 1] = -1;
    row.fill(note.part, Math.max(0, from), Math.min(count, note.to - first));
  }
  return Array.from({ length: lines }, (_, n) => {
    const line = lines - 1 - n;
    const [below, above] = [cells[line * 2]!, cells[line * 2 + 1]!];
    const drawn = Array.from(above, (top, step) => halfBlocks(top, below[step]!, style));
    const bottom = low + line * 2 * semitones;
    const label = labelOf(bottom, bottom + 2 * semitones - 1, n === 0 ? high : line === 0 ? low : undefined);
    return style.dim(`${label.padStart(span.label)} `) + barred(drawn, grid, span, style);
  });
}

/** Names the ends of the range, and the Cs between. */
function labelOf(low: number, high: number, end: number | undefined): string {
  if (end !== undefined) return formatPitch(end);
  const c = Math.ceil(low / 12) * 12;
  return c <= high ? formatPitch(c) : "";
}

function halfBlocks(top: number, bottom: number, style: Style): string {
  if (top < 0) return bottom < 0 ? " " : style.part("▄", bottom);
  if (bottom < 0) return style.part("▀", top);
  if (top === bottom || !style.isColored) return style.part("█", top);
  return style.part("▀", top, bottom);
}

/** Velocities from which a hit is an accent, and below which it is a ghost note. */
const accent = 110;
const ghost = 50;
const laneOf = (pitch: number): string => drumPieces.get(pitch) ?? "other";
/** Pieces in the order in which drum grids are written, high ones on top. */
const laneOrder = [
  ...["crash", "ride", "openhat", "hat", "tambourine", "shaker", "triangle", "cowbell", "clave", "conga", "timbale"],
  ...["tom", "clap", "rim", "snare", "kick", "other"],
];

function drumLines(hits: readonly GridNote[], grid: RollGrid, span: Span, style: Style): readonly string[] {
  const lanes = Map.groupBy(hits, ({ pitch }) => laneOf(pitch));
  const { first, count } = cellsOf(grid, span);
  return laneOrder.flatMap((lane) => {
    const own = lanes.get(lane);
    if (!own) return [];
    const loudest = new Int16Array(count);
    const part = own[0]!.part;
    for (const { from, velocity } of own)
      if (from - first < count) loudest[from - first] = Math.max(velocity, loudest[from - first]!);
    const cells = Array.from(loudest, (velocity) => {
      if (velocity === 0) return style.dim("·");
      return style.part(velocity >= accent ? "X" : velocity < ghost ? "o" : "x", part);
    });
    return [style.dim(`${lane.slice(0, span.label).padStart(span.label)} `) + barred(cells, grid, span, style)];
  });
}
