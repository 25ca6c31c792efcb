/** Numbers with their nouns as people read them. */

/** `1,234` */
export const grouped = new Intl.NumberFormat("en-US");

/** `1 file`, `1,234 files`, `2 indexes`; a verb goes into both forms: `1 file is`, `2 files are`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;
