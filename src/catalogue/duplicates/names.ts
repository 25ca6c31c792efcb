/** How much the name of a file is worth to people: what it says of the music, less what it says of nobody having named it. */

/** What names say. */
export interface Named {
  readonly name: string;
  /** How many of tempo, key, length and number it says, as the catalogue read them. */
  readonly facts: number;
  /** How many tags come from it and its folders. */
  readonly tags: number;
}

/** Tags of names that count; a name of many words is no better for that. */
const mostTags = 3;
/** A sign of an accidental name weighs more than what the rest of it says. */
const accidentWeight = 10;

/** Names that nobody gave: copies, numbered takes over one another, what programs call new files, numbers alone. */
const accidents: readonly RegExp[] = [
  /(?<!\p{L})(?:copy|copie|kopie|copia|копия|コピー|副本)(?:[ _-]?(?:of|von|de|di))?(?!\p{L})/iu,
  /\s?[([]\d{1,3}[)\]]$/u,
  /(?<!\p{L})(?:untitled|unnamed|unknown|no ?name|new (?:song|project|file|midi)|temp|tmp|test)\d*(?!\p{L})/iu,
  /~\d+$/u,
  /^[\d\s._-]*$/u,
  /^[0-9a-f]{16,}$/iu,
];

/** How good a name is; greater is better. */
export function nameWorth({ name, facts, tags }: Named): number {
  const signs = accidents.filter((accident) => accident.test(name)).length;
  return facts + Math.min(mostTags, tags) - accidentWeight * signs;
}
