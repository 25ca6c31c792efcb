/** Rejections: what one says, and how one is made of what a step threw. */
import { Buffer } from "node:buffer";

/** Why one item was refused. A rejection never ends a run. */
export interface Rejection {
  readonly path: string;
  /** Name of the stage that refused it. */
  readonly stage: string;
  /** Stable kebab-case code. */
  readonly code: string;
  readonly message: string;
  /** Byte offset in the file, where known. */
  readonly offset?: number;
  /** Bytes of the file, its time of last change (milliseconds since 1970), and the hash of what was read in hex, where known. */
  readonly size?: number;
  readonly mtime?: number;
  readonly hash?: string;
}

/** Code of a rejection whose error has no code of its own. */
const plainCode = "error";

/** Keeps `code` and `offset` of the error, adds the stage and what the item says of its file. */
export function rejectionOf(error: unknown, stage: string, item: unknown): Rejection {
  const { code, offset, message } = (error ?? {}) as { code?: unknown; offset?: unknown; message?: unknown };
  return {
    path: pathOf(item),
    stage,
    code: typeof code === "string" && code !== "" ? code : plainCode,
    message: typeof message === "string" ? message : String(error),
    ...(typeof offset === "number" ? { offset } : {}),
    ...factsOf(item),
  };
}

/** What is known of the file of an item, by which copies of refused bytes are told. */
export function factsOf(item: unknown): Pick<Rejection, "size" | "mtime" | "hash"> {
  const { size, mtime, hash } = (item ?? {}) as { size?: unknown; mtime?: unknown; hash?: unknown };
  return {
    ...(typeof size === "number" ? { size } : {}),
    ...(typeof mtime === "number" ? { mtime } : {}),
    ...(hash instanceof Uint8Array ? { hash: Buffer.from(hash).toString("hex") } : {}),
  };
}

/**
 * True for an error that a step marked so, since nothing is wrong with the item: no more files can be opened, no memory is left.
 * It ends the run, and the item is as if it had not come.
 */
export const endsRun = (error: unknown): boolean =>
  (error as { readonly endsRun?: unknown } | null | undefined)?.endsRun === true;

/** What an item is called. */
export function pathOf(item: unknown): string {
  const path = (item as { path?: unknown } | null | undefined)?.path;
  return typeof path === "string" ? path : "";
}

/** True for what is thrown only because the run was cancelled. */
export function isCancellation(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  return error === signal.reason || (error as { name?: unknown } | null)?.name === "AbortError";
}
