/** Texts in columns of a terminal, wide characters counted as two. The only door to string-width. */
import stringWidth from "string-width";

/** Of a path that is cut so much of the room goes to its beginning. */
const beginning = 0.3;

/** Letters as people see them, with accents and joined emoji whole. */
const letters = new Intl.Segmenter();

/** The first letters as far as they fit. */
function head(segments: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = segments.findIndex((segment) => {
    taken += stringWidth(segment);
    return taken > width;
  });
  return segments.slice(0, end < 0 ? undefined : end);
}

/** Cuts a text to a display width, with an ellipsis where something is lost. */
export function fit(text: string, width: number, isPath = false): string {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(letters.segment(text), ({ segment }) => segment);
  const first = head(segments, isPath ? Math.floor((width - 1) * beginning) : width - 1).join("");
  const last = isPath ? head(segments.toReversed(), width - 1 - stringWidth(first)) : [];
  return `${first}…${last.toReversed().join("")}`;
}

/** Columns that a text takes. */
export const columnsOf = (text: string): number => stringWidth(text);

/** Breaks a text between words into lines of a display width; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
