/** Reads the binary roll of a file: a head in JSON, then columns of its notes, little-endian. */

/** One instrument of a song. */
export interface RollPart {
  readonly name: string | null;
  readonly channel: number;
  readonly program: number | null;
  readonly role: string | null;
  readonly drums: boolean;
  readonly notes: number;
}

/** A stretch of time; seconds. */
export interface Stretch {
  readonly at: number;
  readonly for: number;
  /** null where nothing has a name, as where no chord sounds. */
  readonly name: string | null;
}

/** A song as the roll draws it; times in seconds. */
export interface RollSong {
  readonly seconds: number;
  readonly parts: readonly RollPart[];
  readonly bars: readonly number[];
  readonly chords: readonly Stretch[];
  readonly sections: readonly Stretch[];
  readonly onset: Float32Array;
  readonly duration: Float32Array;
  readonly pitch: Uint8Array;
  readonly velocity: Uint8Array;
  readonly part: Uint8Array;
  /** 1 for notes of drums. */
  readonly isDrum: Uint8Array;
}

type Head = Pick<RollSong, "seconds" | "parts" | "bars" | "chords" | "sections"> & { readonly notes: number };

/** @throws RangeError when the bytes end too early */
export function decodeRoll(bytes: ArrayBuffer): RollSong {
  const size = new DataView(bytes).getUint32(0, true);
  const { notes: n, ...head } = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, size))) as Head;
  const from = 4 + size;
  const column = (at: number): Uint8Array => new Uint8Array(bytes, from + at * n, n);
  return {
    ...head,
    onset: new Float32Array(bytes, from, n),
    duration: new Float32Array(bytes, from + 4 * n, n),
    pitch: column(8),
    velocity: column(9),
    part: column(10),
    isDrum: column(11),
  };
}
