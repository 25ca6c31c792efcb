/** Texts in columns of a terminal, wide characters counted as two. */
import stringWidth from "string-width";
import { oneLine } from "../plot.ts";

/** Columns that a text takes. */
export const columnsOf = (text: string): number => stringWidth(text);

const segmenter = new Intl.Segmenter();

/** Cuts a text to some columns, without what would disturb the terminal, with an ellipsis where something is lost. */
export function cut(given: string, columns: number): string {
  const text = oneLine(given).toWellFormed();
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    if (stringWidth(kept + segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A text in exactly so many columns. */
export function pad(text: string, columns: number, align: "left" | "right" | "centre" = "left"): string {
  const shown = cut(text, columns);
  const free = Math.max(0, columns - stringWidth(shown));
  const before = align === "left" ? 0 : align === "right" ? free : Math.floor(free / 2);
  return " ".repeat(before) + shown + " ".repeat(free - before);
}

/** Breaks a text between words. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(`${last} ${word}`) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, columns));
  }
  return lines;
}
