/** Which paths a list of lines can hold: other programs read the list, and terminals show it. */

/**
 * What would end the line, or begin a control sequence (ECMA-48: C0 except tab, DEL, and of C1 those that open a string or a
 * sequence). Other C1 controls stay: they are quotes and dashes of names that were unpacked in the wrong encoding.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unlistable = /[\x00-\x08\x0a-\x1f\x7f\x90\x98\x9b-\x9f\u2028\u2029]/;

/** Whether a list of lines can hold a path. */
export const isListable = (path: string): boolean => !unlistable.test(path);

/** What is said of those that were left out. */
export const unlistableNote = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `note: ${count.toLocaleString("en-US")} ${count === 1 ? "path contains" : "paths contain"} control characters, which lines cannot contain: left out; -0 and -o jsonl include them`,
      ];
