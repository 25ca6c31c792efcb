/** dedupe: lets one file of each content through; the others are copies, which go straight to the store. */
import type { Known } from "../catalogue/adding/known.ts";
import { contentId } from "../digest.ts";
import { createClaims, openClaims } from "../pipeline/claims.ts";
import { type Context, type Each, each, type Step, skip } from "../pipeline/stage.ts";
import type { Copy, Hashed } from "../plugin/records.ts";

/** What dedupe asks of a store: the ids of the contents that it holds. */
export interface KnowsContents {
  readonly known: Pick<Known, "contents">;
}

/** What travels to the workers. */
export interface DedupeOptions {
  readonly memory: SharedArrayBuffer;
}

/**
 * Stops files whose bytes were met before, in this run or (with a store) in an earlier one, before they are parsed.
 * Counts `copies` (same bytes as another file of this run) and `known` (bytes that the store holds already).
 */
export function dedupe(store?: KnowsContents): Each<Hashed, Hashed> {
  return each({
    stage: "dedupe",
    module: import.meta.url,
    name: "startDedupe",
    start: startDedupe,
    prepare: async (): Promise<DedupeOptions> => {
      const claims = openClaims(createClaims());
      if (store) for await (const ids of store.known.contents()) for (const id of ids) claims.know(id);
      return { memory: claims.memory };
    },
  });
}

/** Starts the step in a thread. */
export function startDedupe(options: DedupeOptions, context: Context): Step<Hashed, Hashed> {
  const claims = openClaims(options.memory);
  return {
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
