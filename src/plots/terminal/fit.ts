/** Texts fitted into the columns of a drawing. */
import { plain } from "../../text/plain.ts";
import { wrap as broken, columnsOf, fit } from "../../text/width.ts";

/** Cuts a text to some columns, without what would disturb the terminal, with an ellipsis where something is lost. */
export const cut = (text: string, columns: number): string => fit(plain(text).toWellFormed(), columns);

/** A text in exactly so many columns. */
export function pad(text: string, columns: number, align: "left" | "right" | "centre" = "left"): string {
  const shown = cut(text, columns);
  const free = Math.max(0, columns - columnsOf(shown));
  const before = align === "left" ? 0 : align === "right" ? free : Math.floor(free / 2);
  return " ".repeat(before) + shown + " ".repeat(free - before);
}

/** Breaks a text between words; a longer word is cut. */
export const wrap = (text: string, columns: number): readonly string[] =>
  broken(text, columns).map((line) => cut(line, columns));
