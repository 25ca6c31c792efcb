/** changed: passes on what is new or changed since the store last saw it; the rest is not even read. */
import { copyId, createDigest } from "../digest.ts";
import { type Claims, createClaims, openClaims } from "../pipeline/claims.ts";
import type { Flow } from "../pipeline/stage.ts";
import type { Found } from "../sources/source.ts";

/** What `changed` asks of a store: id, size and time of last change of the copies that it holds. */
export interface KnowsCopies {
  readonly knownCopies: () => AsyncIterable<{
    readonly ids: BigInt64Array;
    readonly sizes: Float64Array;
    readonly mtimes: Float64Array;
  }>;
}

/** One 63-bit word for a path in a state: 8 bytes a known file, whatever the length of its path. */
const stateOf = (id: bigint, size: number, mtime: number): bigint =>
  (id ^ (BigInt(size) * 0x9e3779b97f4a7c15n) ^ (BigInt(Math.trunc(mtime)) * 0xc2b2ae3d27d4eb4fn)) & 0x7fffffffffffffffn;

/** Skips files whose path, size and time of last change the store knows; counts them as `unchanged`. */
export function changed(store: KnowsCopies): Flow<Found, Found> {
  return async function* fresh(items, run) {
    const digest = await createDigest();
    const seen: Claims = openClaims(createClaims());
    for await (const { ids, sizes, mtimes } of store.knownCopies()) {
      for (let n = 0; n < ids.length; n++) seen.know(stateOf(ids[n]!, sizes[n]!, mtimes[n]!));
    }
    let sequence = 0;
    for await (const file of items) {
      const claim = seen.claim(stateOf(copyId(digest, file.pathBytes ?? file.path), file.size, file.mtime), sequence++);
      if (claim === "first") yield file;
      // A path that comes twice in one run (`add a a/b`) is worked on once.
      else run.count(claim === "known" ? "unchanged" : "named twice");
    }
  };
}
