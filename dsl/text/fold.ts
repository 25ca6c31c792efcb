/** Case and accents do not matter in text: one folding, in memory and as SQL, side by side because they must agree. */

/** `Motörhead` is `motorhead`. */
export function fold(text: string): string {
  // JavaScript writes a capital sigma at a word's end as final sigma, PostgreSQL does not.
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("Σ", "σ")
    .toLowerCase();
}

/**
 * The same as SQL over a text expression, immutable so that an index may be built on it. Needs PostgreSQL 13 with a
 * UTF-8 database; letters outside Latin fold by the database's locale.
 */
export const foldSql = (expression: string): string =>
  `lower(regexp_replace(normalize(${expression}, NFKD), '[\\u0300-\\u036f]', '', 'g'))`;
