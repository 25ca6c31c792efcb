/** Colours of what a terminal shows, by what a value is; none where nobody sees them or wants them. */

import { type KindName, kindOf } from "../plugin/kinds.ts";
import { styled } from "../text/styled.ts";

/** When there are colours. */
export type ColorWhen = "auto" | "always" | "never";

/** Whether an output is coloured: NO_COLOR (no-color.org) and TERM=dumb count unless the person asks for colours. */
export function hasColor(when: ColorWhen | undefined, out: { readonly isTTY?: boolean }): boolean {
  if (when === "always" || when === "never") return when === "always";
  const { NO_COLOR, TERM } = process.env;
  return out.isTTY === true && !NO_COLOR && TERM !== "dumb";
}

/** Paints a text. */
export type Paint = (text: string) => string;

const painter =
  (code: number): Paint =>
  (text) =>
    styled(text, code);

/** Colours of the terminal's own palette, which suit light and dark. */
export const bold = painter(1);
export const dim = painter(2);
const [green, yellow, blue, magenta, cyan] = [32, 33, 34, 35, 36].map((code) => painter(code)) as [
  Paint,
  Paint,
  Paint,
  Paint,
  Paint,
];

/** What is the same kind of thing has one colour: numbers, keys and chords, meters, lines, words. */
export function paintOf(kind: KindName | undefined): Paint {
  if (kind === undefined) return (text) => text;
  if (["key", "tonic", "mode", "chords"].includes(kind)) return magenta;
  if (kind === "meter") return yellow;
  const { comparison } = kindOf(kind);
  if (comparison === "ordered") return cyan;
  if (comparison === "pattern" || comparison === "grid") return blue;
  return comparison === "equal" || comparison === "set" ? green : (text) => text;
}

/** The name of the file is what one looks for; where it is cut itself, what is left of it. */
export function foldersDim(path: string): string {
  const name = Math.max(path.lastIndexOf("/"), path.lastIndexOf("…")) + 1;
  return dim(path.slice(0, name)) + path.slice(name);
}
