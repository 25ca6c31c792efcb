/** Colors of values by what they are, for people at a terminal. */
import { type KindName, kindOf } from "../plugin/kinds.ts";
import { styled } from "../text/styled.ts";

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
