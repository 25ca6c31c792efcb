/** The last word on what reaches a terminal: names, texts and messages may hold escape sequences, whoever prints them. */

/** What we write ourselves: styles, and what wipes a line that is shown live. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these codes begin with the control character ESC
const ours = /\x1b\[[\d;]*m|\r?\x1b\[K|\r\n/.source;
/** Controls but tab and line feed, C1 among them, and what turns the direction of what follows (Unicode TR 9). */
const harmful = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.source;
const any = new RegExp(harmful, "gu");
const anyButOurs = new RegExp(`(${ours})|${harmful}`, "gu");

const named = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Text of files, with controls written as JSON writes them. */
export const harmless = (text: string): string => text.replace(any, named);

/** Whether a text can be a cell of a line: nothing in it ends the line or the cell, or commands a terminal. */
export const isCell = (text: string): boolean => !cellBreaks.test(text) && harmless(text) === text;
const cellBreaks = /[\t\n\u2028\u2029]/;

/** The same of what has our own styles in it. */
export const harmlessStyled = (text: string): string =>
  text.replace(anyButOurs, (found, own: string | undefined) => own ?? named(found));

/** From now on nothing that could command a terminal passes: what a form or a page is printed on, or messages. */
export function guard(out: NodeJS.WriteStream): void {
  const write = out.write.bind(out) as (text: string, ...rest: unknown[]) => boolean;
  const guarded = (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
    write(harmlessStyled(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()), ...rest);
  // The overloads of `write` differ in what follows the text, which is handed on as it is.
  out.write = guarded as typeof out.write;
}
