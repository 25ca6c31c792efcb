/**
 * What a store knows of the files that a run met, in memory: a run that asks as it goes does not know the others. Open
 * addressing, 25 bytes a slot; ids are the start of a cryptographic hash, so that their low bits are as good as any hash of them.
 */
import type { KnownFiles } from "./known-files.ts";

const firstCapacity = 4096;
/** Linear probing stays short below this share of taken slots (Knuth, TAOCP 6.4). */
const fullest = 0.6;
const taken = 1;
const known = 2;
const met = 4;
const missing = 8;
const returned = 16;

/** An empty table. What was never asked for may be there: `wasThere` says so, and `isNew` that it may be new. */
export function createAskedFiles(): KnownFiles {
  let count = 0;
  let ids = new BigInt64Array(firstCapacity);
  let sizes = new Float64Array(firstCapacity);
  let mtimes = new Float64Array(firstCapacity);
  let flags = new Uint8Array(firstCapacity);

  /** The slot of an id, or the free one where it would be. */
  const slotOf = (id: bigint): number => {
    const last = ids.length - 1;
    for (let slot = Number(id & 0x7fffffffn) & last; ; slot = (slot + 1) & last) {
      if (flags[slot] === 0 || ids[slot] === id) return slot;
    }
  };
  const grow = (): void => {
    const [oldIds, oldSizes, oldMtimes, oldFlags] = [ids, sizes, mtimes, flags];
    ids = new BigInt64Array(2 * oldIds.length);
    sizes = new Float64Array(ids.length);
    mtimes = new Float64Array(ids.length);
    flags = new Uint8Array(ids.length);
    for (let from = 0; from < oldIds.length; from++) {
      if (oldFlags[from] === 0) continue;
      const slot = slotOf(oldIds[from]!);
      ids[slot] = oldIds[from]!;
      sizes[slot] = oldSizes[from]!;
      mtimes[slot] = oldMtimes[from]!;
      flags[slot] = oldFlags[from]!;
    }
  };
  const put = (id: bigint, size: number, mtime: number, are: number): void => {
    if (count >= ids.length * fullest) grow();
    const slot = slotOf(id);
    if (flags[slot] === 0) count++;
    ids[slot] = id;
    sizes[slot] = size;
    mtimes[slot] = mtime;
    flags[slot] = taken | are;
  };
  const flagsOf = (id: bigint): number => flags[slotOf(id)]!;

  return {
    add: (chunk) => {
      for (let n = 0; n < chunk.ids.length; n++) {
        const id = chunk.ids[n]!;
        // Of what was met already, the run knows more than the store.
        if (flagsOf(id) !== 0) continue;
        put(id, chunk.sizes[n]!, chunk.mtimes[n]!, known | (chunk.missing?.[n] === 1 ? missing : 0));
      }
    },
    meet: (id, size, mtime) => {
      const at = slotOf(id);
      const before = flags[at]!;
      if (!(before & known)) {
        put(id, size, Math.trunc(mtime), met);
        return "new";
      }
      const isSame = sizes[at] === size && mtimes[at] === Math.trunc(mtime);
      if (before & met) return isSame ? "unchanged" : "again";
      const isBack = isSame && (before & missing) !== 0;
      flags[at] = before | met | (isBack ? returned : 0);
      return isBack ? "returned" : isSame ? "unchanged" : "changed";
    },
    wasThere: (id) => (flagsOf(id) & missing) === 0,
    wasMet: (id) => (flagsOf(id) & met) !== 0,
    isNew: (id) => (flagsOf(id) & known) === 0 || (flagsOf(id) & (missing | returned)) === missing,
    hasUnmet: () => true,
    returned: function* (most) {
      let some: bigint[] = [];
      for (let slot = 0; slot < ids.length; slot++) {
        if (!(flags[slot]! & returned)) continue;
        some.push(ids[slot]!);
        if (some.length < most) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    },
  };
}
