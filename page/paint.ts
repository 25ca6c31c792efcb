/** Draws a song on a canvas: sections, chords, bars, notes by pitch, drums in lanes below. */
import type { RollSong, Stretch } from "./decode.ts";

/** Colors of the page's scheme. */
export interface Colors {
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly band: string;
  readonly parts: readonly string[];
}

const partColors = 8;

/** Those that hold for an element at present. */
export function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ...{ text: color("text"), dim: color("dim"), line: color("line"), band: color("band") },
    parts: Array.from({ length: partColors }, (_, n) => color(`part-${n}`)),
  };
}

/** What is drawn: the seconds from `from` to `to` on width x height pixels of CSS. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  /** Parts that are silent are drawn faintly. */
  readonly isSilent: (part: number) => boolean;
}

/** Heights in pixels: the strip of sections, that of chords, one drum. */
export const strip = 18;
/** Room of the numbers of bars. */
const numbered = 14;
const narrowLane = 7;
/** That of one drum where there is nothing but drums. */
const wideLane = 18;
const mostLanes = 10;
const font = "11px system-ui, sans-serif";

/** The x of a second. */
export const xOf = ({ width, from, to }: Pick<Frame, "width" | "from" | "to">, second: number): number =>
  ((second - from) / (to - from)) * width;

/** Drum keys that a song has, the most used first, at most as many as there are lanes; low keys stand below. */
export function lanesOf({ pitch, isDrum }: RollSong): readonly number[] {
  const counts = new Map<number, number>();
  for (let n = 0; n < pitch.length; n++) {
    const key = pitch[n] as number;
    if (isDrum[n] === 1) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostLanes);
  return most.map(([key]) => key).sort((a, b) => b - a);
}

/** The lowest and the highest pitch, with some room. */
export function pitchesOf({ pitch, isDrum }: RollSong): { readonly low: number; readonly high: number } {
  let low = 127;
  let high = 0;
  for (let n = 0; n < pitch.length; n++) {
    if (isDrum[n] === 1) continue;
    low = Math.min(low, pitch[n] as number);
    high = Math.max(high, pitch[n] as number);
  }
  if (low > high) return { low: 54, high: 66 };
  const missing = Math.max(0, 12 - (high - low));
  return { low: Math.max(0, low - 1 - Math.ceil(missing / 2)), high: Math.min(127, high + 1 + Math.ceil(missing / 2)) };
}

export function paint(context: CanvasRenderingContext2D, song: RollSong, frame: Frame, colors: Colors): void {
  const { width, height } = frame;
  context.clearRect(0, 0, width, height);
  context.font = font;
  context.textBaseline = "middle";
  const lanes = lanesOf(song);
  const hasPitches = song.isDrum.includes(0);
  const top = 2 * strip;
  const lane = hasPitches ? narrowLane : Math.min(wideLane, (height - top - 14) / Math.max(1, lanes.length));
  const bottom = height - lanes.length * lane - (lanes.length > 0 ? 6 : 0);
  paintBars(context, song, frame, colors, top);
  paintStrip(context, song.sections, frame, colors, 0, true);
  paintStrip(context, song.chords, frame, colors, strip, false);
  const { low, high } = pitchesOf(song);
  const each = (bottom - top - numbered) / (high - low + 1);
  if (lanes.length > 0 && hasPitches) {
    context.fillStyle = colors.line;
    context.fillRect(0, bottom + 2, width, 1);
  }
  for (let n = 0; n < song.onset.length; n++) {
    const onset = song.onset[n] as number;
    const end = onset + (song.duration[n] as number);
    if (end < frame.from || onset > frame.to) continue;
    const part = song.part[n] as number;
    const x = xOf(frame, onset);
    const isDrum = song.isDrum[n] === 1;
    const row = isDrum ? lanes.indexOf(song.pitch[n] as number) : 0;
    if (row < 0) continue;
    context.fillStyle = colors.parts[part % colors.parts.length] as string;
    context.globalAlpha = frame.isSilent(part) ? 0.15 : 0.45 + (0.55 * (song.velocity[n] as number)) / 127;
    if (isDrum) context.fillRect(x, bottom + 6 + row * lane, 2.5, lane - 2);
    else {
      const y = bottom - ((song.pitch[n] as number) - low + 1) * each;
      context.fillRect(x, y, Math.max(1.5, xOf(frame, end) - x - 0.5), Math.max(1.5, each - (each > 4 ? 1 : 0)));
    }
  }
  context.globalAlpha = 1;
}

function paintBars(
  context: CanvasRenderingContext2D,
  { bars }: RollSong,
  frame: Frame,
  { line, dim }: Colors,
  top: number,
): void {
  const perBar = frame.width / Math.max(1, bars.filter((at) => at >= frame.from && at <= frame.to).length);
  // Numbers need some 40 pixels, lines 6.
  const every = (room: number): number => 2 ** Math.max(0, Math.ceil(Math.log2(room / perBar)));
  const lines = every(6);
  const numbers = every(40);
  bars.forEach((at, n) => {
    if (at < frame.from || at > frame.to || n % lines !== 0) return;
    const x = Math.round(xOf(frame, at));
    context.fillStyle = line;
    context.fillRect(x, top, 1, frame.height - top);
    if (n % numbers !== 0) return;
    context.fillStyle = dim;
    context.fillText(`${n + 1}`, x + 3, top + 7);
  });
}

function paintStrip(
  context: CanvasRenderingContext2D,
  stretches: readonly Stretch[],
  frame: Frame,
  { text, band, line }: Colors,
  y: number,
  isBand: boolean,
): void {
  for (const { at, for: length, name } of stretches) {
    if (name === null) continue;
    const from = Math.max(0, xOf(frame, at));
    const to = Math.min(frame.width, xOf(frame, at + length));
    if (to <= 0 || from >= frame.width || to - from < 1) continue;
    context.fillStyle = isBand ? band : line;
    if (isBand) context.fillRect(from, y + 1, to - from - 1, strip - 3);
    else context.fillRect(from, y + 2, 1, strip - 4);
    if (context.measureText(name).width + 8 > to - from) continue;
    context.fillStyle = text;
    context.fillText(name, from + 4, y + strip / 2);
  }
}
