/** How wide what is printed may be. */

/** Width of a page that is read in no terminal. */
const pageWidth = 80;

/** Columns of the terminal, at least 40; 80 where there is none. */
export const widthOf = (out: NodeJS.WriteStream = process.stdout): number =>
  out.isTTY ? Math.max(40, out.columns || pageWidth) : pageWidth;

/** Columns of the terminal for a table; no limit where the output is none. */
export const tableWidth = (): number =>
  process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
