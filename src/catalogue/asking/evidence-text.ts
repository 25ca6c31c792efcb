/** Evidence: places in the music where a pattern of a query was found, and how a line tells of them. */

/** One place where a pattern was found. */
export interface Evidence {
  /** The field that was searched: `chords`, `melody`, `kick`. */
  readonly field: string;
  /** Bars of the match, 1-based; undefined where they are not known. */
  readonly bars?: readonly [first: number, last: number];
  /** What stands there: `C-G-Am-F`, `+2,+2,-4`, a drawn bar. */
  readonly found: string;
}

/** Evidence as one line: `chords bars 5-8 C-G-Am-F, bars 13-16 C-G-Am-F`. */
export function evidenceText(evidence: readonly Evidence[]): string {
  const fields = [...new Set(evidence.map(({ field }) => field))];
  return fields
    .map((field) => {
      const places = evidence
        .filter((one) => one.field === field)
        .map(({ bars, found }) => (bars ? `${barsText(bars)} ${found}` : found));
      return `${field} ${places.join(", ")}`;
    })
    .join("; ");
}

const barsText = ([first, last]: readonly [number, number]): string =>
  first === last ? `bar ${first}` : `bars ${first}-${last}`;
