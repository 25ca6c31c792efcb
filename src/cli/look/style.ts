/** How pages look: colours where a terminal wants them, and how wide it is. */
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

const off = "\x1b[0m";

/** The style of an output: without colours everything is left as it is. */
export function styleOf(isColored: boolean): Style {
  if (!isColored) {
    const same = (text: string): string => text;
    return { isColored, bold: same, dim: same, part: same, state: same };
  }
  return {
    isColored,
    bold: (text) => `\x1b[1m${text}${off}`,
    dim: (text) => `\x1b[2m${text}${off}`,
    part: (text, part, behind) =>
      `\x1b[38;5;${colorOf(part)}${behind === undefined ? "" : `;48;5;${colorOf(behind)}`}m${text}${off}`,
    state: (text, state) => `\x1b[${states[state]}m${text}${off}`,
  };
}

/** Width of a page that is read in no terminal. */
const pageWidth = 80;

/** Columns of the terminal, at least 40; 80 where there is none. */
export const widthOf = (out: NodeJS.WriteStream = process.stdout): number =>
  out.isTTY ? Math.max(40, out.columns || pageWidth) : pageWidth;

/** A line without the codes that end a style and begin the same one again: a roll would have one a cell. */
export function merged(line: string): string {
  let current = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with the control character ESC
  return line.replace(/(\x1b\[0m)?(\x1b\[[\d;]+m)/g, (codes, ended: string | undefined, style: string) => {
    if (ended !== undefined && style === current) return "";
    current = style === off ? "" : style;
    return codes;
  });
}
