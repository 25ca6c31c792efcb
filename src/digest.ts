/** BLAKE3, and the ids that are made of it. The only door to hash-wasm. */
/** Hashes bytes to 32 bytes of BLAKE3. */
export type Digest = (bytes: Uint8Array | string) => Uint8Array;

/** One hasher for this thread, reused: hash-wasm's one-shot call costs three times more. */
export async function createDigest(): Promise<Digest> {
  // A query hashes nothing, and starts without it.
  const { createBLAKE3 } = await import("hash-wasm");
  const hasher = await createBLAKE3();
  return (bytes) => hasher.init().update(bytes).digest("binary");
}

const word = new DataView(new ArrayBuffer(8));

/**
 * The id of a content: the first 63 bits of its BLAKE3 hash. It needs no sequence, so many machines can add to one
 * catalogue; two of a million contents share an id with a chance of 5e-8.
 */
export function contentId(hash: Uint8Array): bigint {
  for (let n = 0; n < 8; n++) word.setUint8(n, hash[n] ?? 0);
  return word.getBigUint64(0) >> 1n;
}

/**
 * The id of a copy: 63 bits of the hash of its path within its place, as bytes where it is not UTF-8, by exclusive or with the
 * salt of the place. `digest` is the thread's own.
 */
export function copyId(digest: Digest, path: string | Uint8Array, salt: bigint): bigint {
  const id = contentId(digest(path));
  // Most places have none, and arithmetic on bigints allocates.
  return salt === 0n ? id : id ^ salt;
}

/** Bytes as hex. */
export function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += (byte < 16 ? "0" : "") + byte.toString(16);
  return hex;
}
