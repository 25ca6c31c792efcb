/** dedupe: lets one file of each content through; the others are copies, which go straight to the store. */
import type { Known } from "../catalogue/adding/known.ts";
import { contentId } from "../digest.ts";
import { type Claims, createClaims, openClaims } from "../pipeline/claims.ts";
import { type Context, type Each, each, type Step, skip } from "../pipeline/stage.ts";
import type { Copy, Hashed } from "../plugin/records.ts";

/** What dedupe asks of a store: the ids of the contents that it holds, or which of some it holds. */
export interface KnowsContents {
  readonly known: Pick<Known, "contents"> & Partial<Pick<Known, "isAsked" | "contentsOf">>;
}

/** What travels to the workers. */
export interface DedupeOptions {
  readonly memory: SharedArrayBuffer;
  /** Whether the store is asked about the files of each batch. */
  readonly isAsked: boolean;
}

/**
 * Stops files whose bytes were met before, in this run or (with a store) in an earlier one, before they are parsed.
 * Counts `copies` (same bytes as another file of this run) and `known` (bytes that the store holds already).
 */
export function dedupe(store?: KnowsContents): Each<Hashed, Hashed> {
  let claims: Claims | undefined;
  return each({
    stage: "dedupe",
    module: import.meta.url,
    name: "startDedupe",
    start: startDedupe,
    prepare: async (): Promise<DedupeOptions> => {
      const all = openClaims(createClaims());
      claims = all;
      const isAsked = (await store?.known.isAsked?.()) ?? false;
      if (store && !isAsked) for await (const ids of store.known.contents()) for (const id of ids) all.know(id);
      return { memory: all.memory, isAsked };
    },
    answer: async (ids) => {
      for (const id of (await store?.known.contentsOf?.(ids)) ?? []) claims?.know(id);
    },
  });
}

/** Starts the step in a thread. */
export function startDedupe(options: DedupeOptions, context: Context): Step<Hashed, Hashed> {
  const claims = openClaims(options.memory);
  return {
    asks: options.isAsked ? ({ hash, bytes }) => ({ id: contentId(hash), bytes: bytes.length }) : undefined,
    each: (file, item) => {
      const claim = claims.claim(contentId(file.hash), item.sequence);
      if (claim === "first") return file;
      context.count(claim === "copy" ? "copies" : "known copies");
      const { bytes: _bytes, hash, ...found } = file;
      const copy: Copy = { kind: "copy", found, hash };
      context.aside(copy);
      return skip;
    },
  };
}
