/** Text as XML and HTML may hold it, in elements and between double quotes. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** What XML cannot hold (XML 1.0, Char), and the C1 controls, which it discourages and a terminal obeys. */
const unholdable = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Embeddings, overrides and isolates: they turn the order of what a page shows (Unicode TR 9). */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** Escapes text. What cannot be held becomes a space; what turns the direction of text is left out. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unholdable, " ")
    .replace(turns, "")
    .replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
