/** hash: reads a file's bytes and names them by their BLAKE3 hash. */
import { createDigest } from "../digest.ts";
import { defaultLimits } from "../midi/limits.ts";
import { type Context, type Each, each, type Step } from "../pipeline/stage.ts";
import type { Hashed } from "../plugin/records.ts";
import { readFound } from "../sources/read.ts";
import type { Found } from "../sources/source.ts";

/** Options of `hash`. */
export interface HashOptions {
  /** Larger files are rejected as `too-large` without being read. */
  readonly maxBytes?: number;
}

/** Reads and hashes; counts `bytes`; rejects what cannot be read (`unreadable`) and what is too large (`too-large`). */
export function hash(options: HashOptions = {}): Each<Found, Hashed> {
  return each({ stage: "hash", module: import.meta.url, name: "startHash", start: startHash, options });
}

/** Starts the step in a thread: one hasher, reused. */
export async function startHash(options: HashOptions, context: Context): Promise<Step<Found, Hashed>> {
  const digest = await createDigest();
  const maxBytes = options.maxBytes ?? defaultLimits.maxBytes;
  return {
    each: (found) => {
      const bytes = readFound(found, maxBytes);
      context.count("bytes", bytes.length);
      return { ...found, bytes, hash: digest(bytes) };
    },
  };
}
