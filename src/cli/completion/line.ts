/** The words of a command line that somebody is still typing, read as bash, zsh and fish do. */

/** A line up to the cursor. */
export interface TypedLine {
  /** Words before the one at the cursor, the name of the command among them; without quotes. */
  readonly before: readonly string[];
  /** The word at the cursor as far as it is typed, empty after a space; without quotes. */
  readonly current: string;
  /** The quote that is still open. */
  readonly quote: "'" | '"' | undefined;
}

/** Splits a line at spaces that no quote and no backslash holds together. */
export function readLine(line: string): TypedLine {
  const before: string[] = [];
  let current: string | undefined;
  let quote: TypedLine["quote"];
  for (let n = 0; n < line.length; n++) {
    const character = line[n] as string;
    if (character === "\\" && quote !== "'" && n + 1 < line.length) {
      const next = line[++n] as string;
      // Within double quotes a backslash stands for itself before most characters.
      current = (current ?? "") + (quote && !/["\\$`]/.test(next) ? `\\${next}` : next);
    } else if (quote ? character === quote : character === "'" || character === '"') {
      current ??= "";
      quote = quote ? undefined : (character as "'" | '"');
    } else if (!quote && /\s/.test(character)) {
      if (current !== undefined) before.push(current);
      current = undefined;
    } else current = (current ?? "") + character;
  }
  return { before, current: current ?? "", quote };
}
