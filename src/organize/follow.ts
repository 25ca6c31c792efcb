/** The catalogue follows files that were moved: their rows get the new paths, with what the new names say. */

import { type RelocatedFile, relocate } from "../catalogue/care/relocate.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { contentId, type Digest } from "../digest.ts";
import type { Context } from "../pipeline/stage.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { foundId } from "../stages/placing.ts";
import { startTaggers } from "../stages/run-taggers.ts";
import type { Step } from "./journal.ts";

/** A step that was taken, or one that was undone. */
export interface Taken {
  readonly step: Step;
  readonly isUndone: boolean;
}

/** Brings the catalogue in line with steps, in the order in which they were taken. */
export type Follow = (taken: readonly Taken[]) => Promise<void>;

/**
 * Makes the catalogue follow.
 *
 * @param plugins those whose taggers read names.
 */
export function follower(db: Catalogue, plugins: readonly Plugin[], digest: Digest): Follow {
  const taggers = startTaggers(plugins, quiet);
  return async (taken) => {
    const places = await db.store.placesToAdd();
    const state = new Map<bigint, (Step & { readonly path: string }) | null>();
    const put = (id: bigint, value: (Step & { readonly path: string }) | null): void => {
      state.delete(id);
      state.set(id, value);
    };
    for (const { step, isUndone } of taken) {
      const pathBytes = bytesOf(step);
      const idOf = (path: string, bytes?: Uint8Array): bigint =>
        foundId(digest, bytes ? { path, pathBytes: bytes } : { path }, places.placed(path));
      const from = idOf(step.from, pathBytes);
      const to = idOf(step.to);
      put(isUndone ? to : from, null);
      put(isUndone ? from : to, { ...step, path: isUndone ? step.from : step.to });
    }
    const there: RelocatedFile[] = [];
    for (const [id, one] of state) {
      if (!one) continue;
      const { size, mtime, run, hash } = one;
      const { path, inside, source } = places.placed(one.path);
      const { tags } = await taggers.ofCopy(inside);
      there.push({ id, path, inside, size, mtime, source, run, tags, content: contentId(Buffer.from(hash, "hex")) });
    }
    await relocate(db.store, [...state.keys()], there);
  };
}

/** The name of a step's file where it is not UTF-8. */
export const bytesOf = ({ fromBytes }: Step): Uint8Array | undefined =>
  fromBytes === undefined ? undefined : Buffer.from(fromBytes, "base64");

/** Taggers of names count nothing here, and none is left out. */
const quiet: Context = {
  signal: new AbortController().signal,
  count: () => {},
  aside: () => {},
  mark: () => {},
  avoids: () => undefined,
  spend: () => {},
};
