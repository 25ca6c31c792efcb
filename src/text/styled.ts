/** Styles of a terminal: codes of SGR (ECMA-48) before a text, and the end of all after it. */

const off = "\x1b[0m";

/** A text in a style, such as `1` or `38;5;33`; of nothing nothing is made. */
export const styled = (text: string, codes: string | number): string =>
  text === "" ? "" : `\x1b[${codes}m${text}${off}`;

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
