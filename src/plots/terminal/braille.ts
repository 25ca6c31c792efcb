/** A field of dots, two wide and four high in each character. */

/** Dots of a braille character by column and row (Unicode 2800). */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** Dots, and for each character which series set most of them. */
export interface Braille {
  /** Sets a dot; what lies outside is left out. */
  readonly set: (x: number, y: number, series: number) => void;
  /** The character in a column and row, empty where there is no dot, and its series. */
  readonly at: (column: number, row: number) => { readonly text: string; readonly series: number };
}

/** A field of so many characters. */
export function braille(columns: number, rows: number, series: number): Braille {
  const bits = new Uint8Array(columns * rows);
  const counts = new Uint32Array(columns * rows * Math.max(1, series));
  return {
    set: (x, y, which) => {
      const [column, row] = [x >> 1, y >> 2];
      if (x < 0 || y < 0 || column >= columns || row >= rows) return;
      const cell = row * columns + column;
      bits[cell]! |= dots[(x & 1) as 0 | 1][(y & 3) as 0 | 1 | 2 | 3];
      counts[cell * series + which]! += 1;
    },
    at: (column, row) => {
      const cell = row * columns + column;
      let most = 0;
      for (let n = 1; n < series; n++) if (counts[cell * series + n]! > counts[cell * series + most]!) most = n;
      return { text: bits[cell] === 0 ? "" : String.fromCodePoint(0x2800 + bits[cell]!), series: most };
    },
  };
}
