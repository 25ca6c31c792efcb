/** SVG as text: elements, attributes, words, and how wide words are. */
import { escaped } from "../../text/markup.ts";

type Attributes = Readonly<Record<string, string | number>>;

/** At most two decimals. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

/** An element; its content is markup already. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(value)}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** How a text is set. */
export interface TextStyle {
  readonly size?: number;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly bold?: boolean;
}

/** A line of text; y is its baseline. */
export const words = (
  x: number,
  y: number,
  text: string,
  { size = 13, fill, anchor = "start", bold = false }: TextStyle,
): string =>
  element(
    "text",
    {
      x,
      y,
      "font-size": size,
      fill,
      ...(anchor !== "start" && { "text-anchor": anchor }),
      ...(bold && { "font-weight": 600 }),
    },
    escaped(text),
  );

/** A filled rectangle. */
export const box = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  element("rect", { x, y, width, height, fill, ...(radius > 0 && { rx: radius }) });

/** A straight line. */
export const rule = (x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1): string =>
  element("line", { x1, y1, x2, y2, stroke, "stroke-width": width });

const narrow = /[\sijlItfr.,:;'|!()[\]/\\-]/;
const broad = /[mwMW@%—…]/;
const fullWidth = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
const mark = /[\p{M}\p{Cf}]/u;

/** Width of a text in pixels, of DejaVu Sans: the broadest of the usual fonts, so that in another nothing collides. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    if (mark.test(character)) continue;
    ems += fullWidth.test(character)
      ? 1.02
      : narrow.test(character)
        ? 0.4
        : broad.test(character)
          ? 0.97
          : /\p{Lu}/u.test(character)
            ? 0.73
            : 0.63;
  }
  return ems * size;
}

const segmenter = new Intl.Segmenter();

/** Cuts a text to a width in pixels, with an ellipsis where something is lost. */
export function cutTo(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    if (widthOf(`${kept}${segment}…`, size) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks a text into lines of a width in pixels, between words. */
export function linesOf(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cutTo(word, size, width));
  }
  return lines;
}
