/** How pages look: colours where a terminal wants them, and how wide it is. */
import { styled } from "./styled.ts";

/** Turns text into styled text, or leaves it. */
export interface Style {
  readonly isColored: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Text in the colour of a part of the song, on that of another where two share a cell. */
  readonly part: (text: string, part: number, behind?: number) => string;
  /** Text in the colour of what is well, doubtful or wrong. */
  readonly state: (text: string, state: State) => string;
}

/** How well something is. */
export type State = "good" | "doubtful" | "bad";

/** Colours of the 256 that are told apart on dark and on light ground. */
const parts = [33, 208, 35, 170, 178, 44, 197, 105, 142, 73] as const;
const states: Readonly<Record<State, number>> = { good: 32, doubtful: 33, bad: 31 };
const colorOf = (part: number): number => parts[part % parts.length] as number;

/** The style of an output: without colours everything is left as it is. */
export function styleOf(isColored: boolean): Style {
  if (!isColored) {
    const same = (text: string): string => text;
    return { isColored, bold: same, dim: same, part: same, state: same };
  }
  return {
    isColored,
    bold: (text) => styled(text, 1),
    dim: (text) => styled(text, 2),
    part: (text, part, behind) =>
      styled(text, `38;5;${colorOf(part)}${behind === undefined ? "" : `;48;5;${colorOf(behind)}`}`),
    state: (text, state) => styled(text, states[state]),
  };
}

/** Width of a page that is read in no terminal. */
export const pageWidth = 80;
