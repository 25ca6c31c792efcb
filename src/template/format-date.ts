/** Dates in templates: the directives of strftime (POSIX) that say a day and a time, in UTC. */

/** Text, and directives by their letter. */
export type DateFormat = readonly { readonly text: string; readonly letter?: Letter }[];

const directives = {
  Y: (date: Date) => String(date.getUTCFullYear()).padStart(4, "0"),
  y: (date: Date) => two(date.getUTCFullYear() % 100),
  m: (date: Date) => two(date.getUTCMonth() + 1),
  d: (date: Date) => two(date.getUTCDate()),
  H: (date: Date) => two(date.getUTCHours()),
  M: (date: Date) => two(date.getUTCMinutes()),
  S: (date: Date) => two(date.getUTCSeconds()),
  "%": () => "%",
} as const;
type Letter = keyof typeof directives;

const two = (value: number): string => String(value).padStart(2, "0");

/** Reads a format such as `%Y-%m`; text says what is wrong with it. */
export function readDateFormat(text: string): DateFormat | string {
  const parts = text.match(/%.?|[^%]+/gs) ?? [];
  const read = parts.map((part) =>
    part.startsWith("%") ? { text: part, letter: part.slice(1) as Letter } : { text: part },
  );
  const bad = read.find((part) => "letter" in part && !Object.hasOwn(directives, part.letter));
  if (bad) return `\`${bad.text}\` is unknown: dates have %Y %y %m %d %H %M %S`;
  return read;
}

/** Writes a date. */
export const formatDate = (date: Date, format: DateFormat): string =>
  format.map(({ text, letter }) => (letter === undefined ? text : directives[letter](date))).join("");
