/**
 * Regular expressions that JavaScript and PostgreSQL read alike. Only that common part of both is accepted, so that a
 * condition means the same in memory and in the store, and PostgreSQL never refuses what was accepted here.
 */

/** What a pattern was refused for, or the flags it has. */
export type Pattern =
  | { readonly refused: string }
  | { readonly refused?: never; readonly source: string; readonly ignoreCase: boolean };

/** PostgreSQL counts repetitions up to 255. */
const mostRepetitions = 255;

/** Reads a typed pattern; only the flag `i` exists. */
export function readPattern(source: string, flags: string): Pattern {
  if (!/^i?$/.test(flags)) return { refused: `there is no flag \`${flags.replace("i", "") || flags}\`, only \`i\`` };
  try {
    new RegExp(source, "u");
  } catch (error) {
    // "Invalid regular expression: missing )" in every engine's own words after the last colon.
    const reason = error instanceof Error ? error.message.split(": ").at(-1) : undefined;
    return { refused: (reason ?? "it is not one").toLowerCase() };
  }
  const refused = refuse(source);
  return refused ? { refused } : { source, ignoreCase: flags === "i" };
}

/** The same pattern for PostgreSQL, where `\b` is a backspace and `\y` a word's edge. */
export const toPostgres = (source: string): string =>
  source.replace(/\\([\s\S])/g, (whole, letter: string) => (letter === "b" ? "\\y" : letter === "B" ? "\\Y" : whole));

/** The same pattern for JavaScript; `.` also means a line's end, as it does in PostgreSQL. */
export const toJavaScript = (source: string, ignoreCase: boolean): RegExp =>
  new RegExp(source, ignoreCase ? "isu" : "su");

/** Escapes a text that is to be met as it is. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Whatever is valid in JavaScript but not, or not the same, in PostgreSQL. */
function refuse(source: string): string | undefined {
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] as string;
    if (letter === "\\") {
      at++;
      const escaped = source[at] as string;
      if (/[A-Za-z0-9]/.test(escaped) && !(inClass ? /[dwstnrfv]/ : /[dwsDWSbBtnrfv]/).test(escaped)) {
        return `\`\\${escaped}\` is not supported${inClass ? " in brackets" : ""}`;
      }
    } else if (inClass) {
      if (letter === "[") return "write `[` within brackets as `\\[`";
      if (letter === "]") inClass = false;
    } else if (letter === "[") {
      if (/^\[\^?\]/.test(source.slice(at))) return "these brackets are empty";
      inClass = true;
    } else if (letter === "(" && source[at + 1] === "?" && !/^\(\?(?::|=|!)/.test(source.slice(at))) {
      return "groups with `(?` are only supported as `(?:`, `(?=` and `(?!`";
    } else if (letter === "{") {
      const counts = source.slice(at).match(/\d+/g) ?? [];
      const end = source.indexOf("}", at);
      const own = source.slice(at, end).match(/\d+/g) ?? counts;
      if (own.some((count) => Number(count) > mostRepetitions))
        return `a part can repeat at most ${mostRepetitions} times`;
    }
  }
  return undefined;
}
