/** A piano roll in braille: pitches upwards, a line of hits for each piece of the kit. */
import { formatPitch } from "../../music/pitch.ts";
import { columnsOf } from "../../text/width.ts";
import { stepFor } from "../axis.ts";
import type { Roll } from "../plot.ts";
import { colourOf } from "../theme.ts";
import { braille } from "./braille.ts";

import type { Screen } from "./screen.ts";

const mostRows = 22;

/** Chords, bars, notes, drums. */
export function rollLines(panel: Roll, { width, theme, paint }: Screen): readonly string[] {
  const { from, to, bars, chords, parts } = panel;
  const lanes = parts.find(({ lanes: own }) => own)?.lanes ?? [];
  const left = Math.max(4, ...lanes.map((lane) => lane.length)) + 1;
  const columns = width - left;
  const placeOf = (tick: number, places: number): number =>
    Math.min(places - 1, Math.floor(((tick - from) / Math.max(1, to - from)) * places));
  const pitches = panel.low <= panel.high ? panel.high - panel.low + 1 : 0;
  const dotsEach = pitches > 0 ? Math.min(2, (mostRows * 4) / pitches) : 0;
  const rows = Math.ceil((pitches * dotsEach) / 4);
  const field = braille(columns, rows, parts.length);
  const dotOf = (pitch: number): number => Math.floor((panel.high - pitch) * dotsEach);
  parts.forEach(({ isDrum, onsets, ends, pitches: own }, part) => {
    if (isDrum) return;
    onsets.forEach((onset, n) => {
      const first = placeOf(onset, columns * 2);
      const last = Math.max(first, Math.ceil(((ends[n]! - from) / Math.max(1, to - from)) * columns * 2) - 1);
      for (let x = first; x <= last; x++) {
        for (let dot = 0; dot < Math.max(1, Math.floor(dotsEach)); dot++) field.set(x, dotOf(own[n]!) + dot, part);
      }
    });
  });
  const each = columns / Math.max(1, bars.length - 1);
  const lineStep = stepFor(4, each);
  const barColumns = new Set(
    bars.filter(({ number }) => (number - 1) % lineStep === 0).map(({ tick }) => placeOf(tick, columns)),
  );
  const blank = (column: number): string => (barColumns.has(column) ? paint("┊", theme.line) : " ");
  const cNames = new Map<number, string>();
  for (let pitch = panel.low; pitch <= panel.high; pitch++)
    if (pitch % 12 === 0) cNames.set(dotOf(pitch) >> 2, formatPitch(pitch));
  const pitched = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const { text, series } = field.at(column, row);
      return text === "" ? blank(column) : paint(text, colourOf(theme, parts[series]?.colour ?? 0));
    });
    return `${paint((cNames.get(row) ?? "").padStart(left - 1), theme.faint)} ${cells.join("")}`;
  });
  const hits = lanes.map((lane, n) => {
    const hit = new Map<number, number>();
    for (const { isDrum, onsets, pitches: own, colour } of parts) {
      if (isDrum) {
        onsets.forEach((onset, note) => {
          if (own[note] === n) hit.set(placeOf(onset, columns), colour);
        });
      }
    }
    const cells = Array.from({ length: columns }, (_, column) => {
      const colour = hit.get(column);
      return colour === undefined ? blank(column) : paint("▪", colourOf(theme, colour));
    });
    return `${paint(lane.padStart(left - 1), theme.faint)} ${cells.join("")}`;
  });
  const labelStep = stepFor(5, each);
  const labelled = bars.slice(0, -1).filter(({ number }) => (number - 1) % labelStep === 0);
  const head = [
    ...(chords.length > 0
      ? [
          ruler(
            chords.map(({ tick, name }) => [placeOf(tick, columns), name]),
            columns,
            left,
          ),
        ]
      : []),
    paint(
      ruler(
        labelled.map(({ tick, number }) => [placeOf(tick, columns), String(number)]),
        columns,
        left,
      ),
      theme.faint,
    ),
  ];
  return [...head, ...pitched, ...(rows > 0 && lanes.length > 0 ? [""] : []), ...hits.reverse()];
}

/** Texts at their columns; those for which there is no room are left out. */
function ruler(texts: readonly (readonly [number, string])[], columns: number, left: number): string {
  let line = " ".repeat(left);
  for (const [column, text] of texts) {
    const at = left + column;
    const used = columnsOf(line);
    if ((used > left && at <= used) || at + columnsOf(text) > left + columns) continue;
    line += " ".repeat(at - used) + text;
  }
  return line;
}
