/** Texts of files as terminals and lines of text may hold them: names and lyrics may hold anything, escape sequences too. */

/** Controls, C1 among them, and what ends lines elsewhere. */
const controls = /[\p{Cc}\u2028\u2029]+/gu;
/** Marks that turn the direction of what follows, so that a name could show its ending in another place. */
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Controls except tab, line feed and carriage return, which text files hold. */
const commands = /(?![\t\n\r])\p{Cc}/gu;
/** What JSON allows but a terminal obeys: DEL, C1, line separators and marks of direction (Unicode TR 9). */
const unescaped = /[\x7f-\x9f\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text in one line, without control characters and marks of direction. */
export const plain = (text: string): string => text.replace(controls, " ").replace(directions, "");

/**
 * A text whose control characters (except tab and line breaks) are U+FFFD: visible, and not the name of any file. The
 * same text comes back where it holds none, so that `!==` tells whether something was replaced.
 */
export const withoutCommands = (text: string): string => text.replace(commands, "\ufffd");

/** Plain data with every text made `plain`, names of properties too. */
export function plainly<Data>(data: Data): Data {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return plain(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), walk(one)]));
  };
  // Of plain data every value keeps its type.
  return walk(data) as Data;
}

/** JSON of the same value in one line that a terminal may see: JSON itself escapes only the controls below space. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(unescaped, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
