/** Draws exact numbers of bytes from a stream of pieces. */

/** A stream that is read in the lengths that a format asks for. */
export interface ByteQueue {
  /** The next `length` bytes; fewer only at the end. Small ones point into a piece: copy what is to be kept. */
  readonly take: (length: number) => Promise<Uint8Array>;
  /** Passes over bytes; returns how many there were. */
  readonly skip: (length: number) => Promise<number>;
  /** Ends the stream below. */
  readonly close: () => Promise<void>;
}

export function createByteQueue(stream: AsyncIterable<Uint8Array>): ByteQueue {
  const iterator = stream[Symbol.asyncIterator]();
  let piece = new Uint8Array(0) as Uint8Array;
  let at = 0;
  const fill = async (): Promise<boolean> => {
    while (at >= piece.length) {
      const next = await iterator.next();
      if (next.done) return false;
      piece = next.value;
      at = 0;
    }
    return true;
  };
  return {
    take: async (length) => {
      if (length <= piece.length - at) {
        at += length;
        return piece.subarray(at - length, at);
      }
      // A header may lie about the length: memory grows with what comes, not with what is promised.
      const parts: Uint8Array[] = [];
      let missing = length;
      while (missing > 0 && (await fill())) {
        const part = piece.subarray(at, at + missing);
        parts.push(part);
        at += part.length;
        missing -= part.length;
      }
      const bytes = new Uint8Array(length - missing);
      let done = 0;
      for (const part of parts) {
        bytes.set(part, done);
        done += part.length;
      }
      return bytes;
    },
    skip: async (length) => {
      let missing = length;
      while (missing > 0 && (await fill())) {
        const step = Math.min(missing, piece.length - at);
        at += step;
        missing -= step;
      }
      return length - missing;
    },
    close: async () => void (await iterator.return?.(undefined)),
  };
}
