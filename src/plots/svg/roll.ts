/** A piano roll: pitches upwards, time to the right, drums below, chords above. */
import { formatPitch } from "../../music/pitch.ts";
import { stepFor } from "../axis.ts";
import type { Roll, RollPart } from "../plot.ts";
import { colourOf, type Theme } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, element, rule, short, widthOf, words } from "./markup.ts";

const blackKeys: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);
const mostHeight = 420;
const laneHeight = 13;
const size = 12;

/** Draws notes between the first and the last tick of the panel. */
export function drawRoll(panel: Roll, { width, theme }: Room): Drawn {
  const lanes = panel.parts.find(({ lanes: own }) => own)?.lanes ?? [];
  const left = Math.max(38, ...lanes.map((lane) => widthOf(lane, 11) + 10));
  const room = width - left;
  const xOf = (tick: number): number => left + ((tick - panel.from) / Math.max(1, panel.to - panel.from)) * room;
  const hasPitches = panel.low <= panel.high;
  const low = panel.low - 1;
  const pitches = hasPitches ? panel.high - panel.low + 3 : 0;
  const each = hasPitches ? Math.max(3, Math.min(14, mostHeight / pitches)) : 0;
  const top = panel.chords.length > 0 ? 44 : 22;
  const bottom = top + pitches * each;
  const drums = bottom + (hasPitches && lanes.length > 0 ? 12 : 0);
  const height = drums + lanes.length * laneHeight;
  const yOf = (pitch: number): number => bottom - (pitch - low + 1) * each;
  const names = chordsOf(panel, xOf, width, theme);
  const isWhole = names.length === panel.chords.length;
  const parts = [
    box(left, top, room, pitches * each, theme.field),
    ...keyRows(low, pitches, (pitch) => box(left, yOf(pitch), room, each, theme.line), yOf, theme, left, each),
    ...lanes.flatMap((lane, n) => {
      const y = height - (n + 1) * laneHeight;
      return [
        box(left, y + 0.5, room, laneHeight - 1, theme.field),
        words(left - 8, y + 10, lane, { size: 11, fill: theme.faint, anchor: "end" }),
      ];
    }),
    ...barsOf(panel, xOf, top, height, room, theme),
    ...names,
    // The part with most notes lies below those with fewer, which it would hide.
    ...panel.parts.map((part) => {
      const shape = part.isDrum
        ? hits(part, xOf, (lane) => height - (lane + 1) * laneHeight + 2, laneHeight - 4)
        : notes(part, xOf, yOf, each);
      return element("path", { d: shape, fill: colourOf(theme, part.colour), "fill-opacity": 0.85 });
    }),
  ];
  if (isWhole) return { markup: parts.join(""), height: height + 4 };
  // A progression of which some chords are left out would be read as another one.
  const said = `${names.length} of ${panel.chords.length} chord names fit; fewer bars (--bars 1..8) show all names`;
  const note = words(left, height + 16, said, { size: 11, fill: theme.faint });
  return { markup: [...parts, note].join(""), height: height + 22 };
}

/** Rows of black keys darker, the octaves named. */
function keyRows(
  low: number,
  count: number,
  shade: (pitch: number) => string,
  yOf: (pitch: number) => number,
  theme: Theme,
  left: number,
  each: number,
): readonly string[] {
  return Array.from({ length: count }, (_, n) => low + n).flatMap((pitch) => {
    const isC = pitch % 12 === 0;
    return [
      ...(blackKeys.has(((pitch % 12) + 12) % 12) ? [element("g", { opacity: 0.45 }, shade(pitch))] : []),
      ...(isC
        ? [words(left - 8, yOf(pitch) + each / 2 + 4, formatPitch(pitch), { size, fill: theme.faint, anchor: "end" })]
        : []),
    ];
  });
}

function barsOf(
  { bars }: Roll,
  xOf: (tick: number) => number,
  top: number,
  height: number,
  room: number,
  theme: Theme,
): readonly string[] {
  const each = room / Math.max(1, bars.length - 1);
  const labelStep = stepFor(34, each);
  const lineStep = stepFor(7, each);
  return bars.flatMap(({ tick, number }, n) => {
    const isLast = n === bars.length - 1;
    const isLabelled = (number - 1) % labelStep === 0 && !isLast;
    return [
      ...((number - 1) % lineStep === 0 || isLast
        ? [element("g", { opacity: isLabelled ? 0.55 : 0.25 }, rule(xOf(tick), top, xOf(tick), height, theme.faint))]
        : []),
      ...(isLabelled ? [words(xOf(tick) + 2, top - 6, String(number), { size: 11, fill: theme.faint })] : []),
    ];
  });
}

/** Names of chords where there is room; the ones that do not fit are left out. */
function chordsOf({ chords }: Roll, xOf: (tick: number) => number, width: number, theme: Theme): readonly string[] {
  let free = Number.NEGATIVE_INFINITY;
  return chords.flatMap(({ tick, name }) => {
    const x = xOf(tick);
    if (x < free) return [];
    free = x + widthOf(name, size) + 6;
    return free - 6 > width ? [] : [words(x + 2, 16, name, { size, fill: theme.ink, bold: true })];
  });
}

const rectangle = (x: number, y: number, width: number, height: number): string =>
  `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;

function notes(
  { onsets, ends, pitches }: RollPart,
  xOf: (tick: number) => number,
  yOf: (pitch: number) => number,
  each: number,
): string {
  return onsets
    .map((onset, n) => {
      const x = xOf(onset);
      // A hair is left between a note and the next one of the same pitch.
      const wide = Math.max(1, xOf(ends[n]!) - x - 0.5);
      return rectangle(x, yOf(pitches[n]!) + 0.3, wide, Math.max(1.5, each - 0.6));
    })
    .join("");
}

const hits = (
  { onsets, pitches }: RollPart,
  xOf: (tick: number) => number,
  yOf: (lane: number) => number,
  tall: number,
): string => onsets.map((onset, n) => rectangle(xOf(onset), yOf(pitches[n]!), 2.5, tall)).join("");
