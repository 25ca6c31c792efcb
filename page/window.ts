/** Which rows of a long table are in the document. */

/** Rows from `from` to before `to`. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Rows that are kept above and below what is seen. */
const spare = 12;

/** @param top pixels that are scrolled away; @param height pixels that are seen; @param row height of a row in pixels */
export function windowOf(total: number, top: number, height: number, row: number): Window {
  const first = Math.floor(Math.max(0, top) / row);
  const seen = Math.ceil(height / row) + 1;
  const to = Math.min(total, first + seen + spare);
  return { from: Math.max(0, Math.min(first, total) - spare), to };
}

/** Whether the rows that are there end so near that the next ones are wanted. */
export const isNearEnd = (total: number, { to }: Window): boolean => total - to < 2 * spare;
