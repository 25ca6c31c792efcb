/** How wide what is printed may be. */

import { pageWidth } from "../text/style.ts";

/** Columns of the terminal, at least 40; 80 where there is none. */
export const widthOf = (out: NodeJS.WriteStream = process.stdout): number =>
  out.isTTY ? Math.max(40, out.columns || pageWidth) : pageWidth;

/** Columns of the terminal for a table; no limit where the output is none. */
export const tableWidth = (): number =>
  process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
