/** Hashing of 32-bit words: MurmurHash3 x86_32 (Austin Appleby, public domain), word by word; fast, not cryptographic. */

/** Takes one word into a running hash. */
export function mixWord(hash: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  const next = hash ^ mixed;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

/** Finishes a running hash, so that each of its bits depends on all that went in; 0 to 2^32 - 1. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Two hashes as 16 hexadecimal digits. */
export const hexOfWords = (high: number, low: number): string =>
  (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
