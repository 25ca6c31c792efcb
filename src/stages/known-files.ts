/**
 * What a store knows of files, in memory: 25 bytes each, in order of their ids, whatever the length of their paths. A bit
 * says which of them were met.
 */

/** Known files in chunks, as columns, in order of their ids. */
export interface KnownChunk {
  readonly ids: BigInt64Array;
  readonly sizes: Float64Array;
  /** Milliseconds since 1970. */
  readonly mtimes: Float64Array;
  /** 1 for a file that was gone the last time; none is unless said. */
  readonly missing?: Uint8Array;
}

/** How a file compares with what is known: `returned` is unchanged and was missing, `again` changed and met before in this run. */
export type Meeting = "new" | "unchanged" | "returned" | "changed" | "again";

/** A table of known files. */
export interface KnownFiles {
  /** Adds files. @throws RangeError when they do not come in order of their ids. */
  readonly add: (chunk: KnownChunk) => void;
  /** Notes that a file is there. */
  readonly meet: (id: bigint, size: number, mtime: number) => Meeting;
  /** True for a file that the store knew to be there. */
  readonly wasThere: (id: bigint) => boolean;
  readonly wasMet: (id: bigint) => boolean;
  /** True for a file that the store did not know to be there, and that is not back unchanged. */
  readonly isNew: (id: bigint) => boolean;
  /** True when a file that the store knew to be there was not met. */
  readonly hasUnmet: () => boolean;
  /** Ids of the files that were missing and are there unchanged, at most `most` at a time. */
  readonly returned: (most: number) => Iterable<readonly bigint[]>;
}

const firstCapacity = 4096;
const met = 1;
const missing = 2;
const returned = 4;

/** An empty table. */
export function createKnownFiles(): KnownFiles {
  let count = 0;
  let unmet = 0;
  let ids = new BigInt64Array(firstCapacity);
  let sizes = new Float64Array(firstCapacity);
  let mtimes = new Float64Array(firstCapacity);
  let flags = new Uint8Array(firstCapacity);

  const grow = (least: number): void => {
    const capacity = Math.max(least, ids.length * 2);
    const [oldIds, oldSizes, oldMtimes, oldFlags] = [ids, sizes, mtimes, flags];
    ids = new BigInt64Array(capacity);
    sizes = new Float64Array(capacity);
    mtimes = new Float64Array(capacity);
    flags = new Uint8Array(capacity);
    ids.set(oldIds);
    sizes.set(oldSizes);
    mtimes.set(oldMtimes);
    flags.set(oldFlags);
  };

  /** Place of an id, or -1. */
  const find = (id: bigint): number => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const there = ids[middle]!;
      if (there === id) return middle;
      if (there < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };
  const flagsOf = (id: bigint): number => flags[find(id)] ?? missing;

  return {
    add: (chunk) => {
      const end = count + chunk.ids.length;
      if (end > ids.length) grow(end);
      ids.set(chunk.ids, count);
      sizes.set(chunk.sizes, count);
      mtimes.set(chunk.mtimes, count);
      for (let n = 0; n < chunk.ids.length; n++) {
        if (count + n > 0 && ids[count + n]! <= ids[count + n - 1]!) {
          throw new RangeError("Cannot use the known files of the store: they are not in order of their ids");
        }
        const isMissing = chunk.missing?.[n] === 1;
        flags[count + n] = isMissing ? missing : 0;
        if (!isMissing) unmet++;
      }
      count = end;
    },
    meet: (id, size, mtime) => {
      const at = find(id);
      if (at < 0) return "new";
      const before = flags[at]!;
      const isSame = sizes[at] === size && mtimes[at] === Math.trunc(mtime);
      if (before & met) return isSame ? "unchanged" : "again";
      if (!(before & missing)) unmet--;
      const isBack = isSame && (before & missing) !== 0;
      flags[at] = before | met | (isBack ? returned : 0);
      return isBack ? "returned" : isSame ? "unchanged" : "changed";
    },
    wasThere: (id) => (flagsOf(id) & missing) === 0,
    wasMet: (id) => (flagsOf(id) & met) !== 0,
    isNew: (id) => (flagsOf(id) & (missing | returned)) === missing,
    hasUnmet: () => unmet > 0,
    returned: function* (most) {
      let some: bigint[] = [];
      for (let n = 0; n < count; n++) {
        if (!(flags[n]! & returned)) continue;
        some.push(ids[n]!);
        if (some.length < most) continue;
        yield some;
        some = [];
      }
      if (some.length > 0) yield some;
    },
  };
}
