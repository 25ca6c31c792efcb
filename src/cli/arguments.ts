/**
 * Sorts the words of a command line before commander sees them. Words that are no command begin a query; in a query,
 * known --options may stand anywhere, and any other word with one dash belongs to the query (`midiq piano -drums`).
 */

/** Commands by name; the query commands take free words. */
export const commands = [
  "add",
  "watch",
  "forget",
  "find",
  "dupes",
  "why",
  "complete",
  "save",
  "tag",
  "rate",
  "show",
  "stats",
  "like",
  "doctor",
  "fields",
  "explain",
  "analyze",
  "repair",
  "split",
  "plan",
  "run",
  "db",
  "plugins",
  "export",
  "import",
  "help",
] as const;
const queryCommands: ReadonlySet<string> = new Set(["find", "dupes", "explain", "complete", "stats"]);

/** Options that take a value, and flags; each with a long name, some with a short one. */
const valued: ReadonlySet<string> = new Set([
  "--db",
  "--plugin",
  "--set",
  "--sink",
  "--isolate",
  "--memory",
  "--output",
  "-o",
  "--workers",
  "--limit",
  "--archive-limit",
  "--file-limit",
  "--to",
  "--by",
  "--after",
  "--at",
  "--poll",
  "--about",
  "--folder",
  "--level",
  "--keep",
  "--catalogue",
  "--color",
  "--fix",
]);
/** Options of commands that take no words, whose value may be left out. */
const optional: ReadonlySet<string> = new Set(["--retry"]);
const flags: ReadonlySet<string> = new Set([
  "--json",
  "--help",
  "-h",
  "--version",
  "--sql",
  "--all",
  "--clear",
  "--dry-run",
  "--strict",
  "--remove",
  "--timings",
  "--evidence",
  "--apply",
  "--missing",
  "--null",
  "-0",
  "--stable",
  "--merge",
  "--roll",
  "--chords",
]);

/** An unknown long option is a typing mistake, never part of a query. */
const isLong = (word: string): boolean => /^--[a-z]/i.test(word);

/** The values of an option that may be given several times, before the rest is read. */
export const valuesOf = (words: readonly string[], option: string): string[] =>
  words.flatMap((word, n) => {
    if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
    return words[n - 1] === option ? [word] : [];
  });

/** Words of queries too: commands where what they take follows (`tag +house`, `rate 4`, `plugins list`, `dupes folder House`, `tag --help`). */
const follows: Readonly<Record<string, RegExp>> = {
  tag: /^[+-]/,
  rate: /^(?:\d|--)/,
  forget: /^--/,
  // `dupes 2..`, `dupes above 2` and `dupes ~ 3` ask for a number of copies.
  dupes: /^(?!\d|\.\.|[<>=!~]|(?:above|below|over|under|at|more|less|between|in|is|not|or|and)$)/i,
  export: /^-/,
  plugins: /^(?:--.*|-h|new|list|test|purge)$/,
};

/** `forget PATH --missing` too: no query takes that option. */
const isCommand = (word: string, [next = "--", ...others]: readonly string[]): boolean =>
  (commands as readonly string[]).includes(word) &&
  ((follows[word]?.test(next) ?? true) || (word === "forget" && others.includes("--missing")));

/**
 * Puts options first and the words of a query behind `--`, so that commander takes them as they are.
 *
 * @param own commands of plugins.
 */
export function arrange(words: readonly string[], own: readonly string[] = []): string[] {
  const options: string[] = [];
  const rest: string[] = [];
  let command: string | undefined;
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as string;
    if (word === "--") {
      rest.push(...words.slice(n + 1));
      break;
    }
    const name = word.includes("=") && isLong(word) ? word.slice(0, word.indexOf("=")) : word;
    if (valued.has(name)) {
      options.push(word);
      if (name === word && n + 1 < words.length) options.push(words[++n] as string);
    } else if (optional.has(word) && /^[^-]/.test(words[n + 1] ?? "")) {
      options.push(`${word}=${words[++n]}`);
    } else if (flags.has(word) || isLong(word)) options.push(word);
    else if (command === undefined && rest.length === 0 && (isCommand(word, words.slice(n + 1)) || own.includes(word)))
      command = word;
    else rest.push(word);
  }
  if (command === undefined && rest.length === 0) return options;
  if (command === undefined || queryCommands.has(command)) return [command ?? "find", ...options, "--", ...rest];
  return [command, ...options, ...(rest.length > 0 ? ["--", ...rest] : [])];
}
