/**
 * Whereabouts: where each worker is, in shared memory, so that a hang or a crash can be named from outside: the item of
 * its batch, the step, the part of the step (an analyzer), and since when.
 */
import type { Watch } from "./segment.ts";

/**
 * Int32 words: item (-1: none), step, part (0: none), milliseconds of the run when the item and the part began, the
 * milliseconds that the part may take (0: as long as the item), and 1 once the worker is to begin no other item.
 */
const words = 7;
const [itemWord, stepWord, partWord, sinceWord, partSinceWord, partLimitWord, haltWord] = [0, 1, 2, 3, 4, 5, 6];
/** Names of parts are written once each into a table behind the words: a length byte and Latin-1 characters. */
const longestName = 63;
const mostNames = 254;
const tableAt = words * 4;

/** Where a worker was last seen. */
export interface Place {
  /** Index in its batch; -1 when it was at no item. */
  readonly item: number;
  readonly step: number;
  /** Name of the part; empty when the step has none. */
  readonly part: string;
  /** Milliseconds since it began with the item. */
  readonly for: number;
  /** True when its part has taken longer than it said. */
  readonly isLate: boolean;
}

/** New shared memory for one worker. */
export function createWhereabouts(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(tableAt + (mostNames + 1) * (longestName + 1));
  Atomics.store(new Int32Array(memory, 0, words), itemWord, -1);
  return memory;
}

/** Tells a worker to begin no other item. */
export function halt(memory: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(memory, 0, words), haltWord, 1);
}

/** The worker's half: says where it is. `origin` is when the run began, in milliseconds since 1970. */
export function reportWhereabouts(
  memory: SharedArrayBuffer,
  origin: number,
): Watch & { readonly item: (index: number) => void; readonly isHalted: () => boolean } {
  const place = new Int32Array(memory, 0, words);
  const table = new Uint8Array(memory, tableAt);
  const known = new Map<string, number>();
  const idOf = (name: string): number => {
    const id = known.get(name);
    if (id !== undefined) return id;
    const next = Math.min(known.size + 1, mostNames);
    known.set(name, next);
    const at = next * (longestName + 1);
    const length = Math.min(name.length, longestName);
    for (let n = 0; n < length; n++) table[at + 1 + n] = name.charCodeAt(n) & 255;
    table[at] = length;
    return next;
  };
  return {
    isHalted: () => Atomics.load(place, haltWord) === 1,
    item: (index) => {
      Atomics.store(place, sinceWord, Date.now() - origin);
      Atomics.store(place, partWord, 0);
      Atomics.store(place, itemWord, index);
    },
    step: (index) => {
      Atomics.store(place, stepWord, index);
      Atomics.store(place, partWord, 0);
    },
    part: (name, seconds) => {
      Atomics.store(place, partLimitWord, seconds === undefined ? 0 : Math.ceil(seconds * 1000));
      if (seconds !== undefined) Atomics.store(place, partSinceWord, Date.now() - origin);
      Atomics.store(place, partWord, idOf(name));
    },
  };
}

/** The main thread's half: reads where a worker is. */
export function readWhereabouts(memory: SharedArrayBuffer, origin: number): Place {
  const place = new Int32Array(memory, 0, words);
  const table = new Uint8Array(memory, tableAt);
  const at = Atomics.load(place, partWord) * (longestName + 1);
  const length = at === 0 ? 0 : (table[at] ?? 0);
  const now = Date.now() - origin;
  const limit = Atomics.load(place, partLimitWord);
  return {
    item: Atomics.load(place, itemWord),
    step: Atomics.load(place, stepWord),
    part: String.fromCharCode(...table.subarray(at + 1, at + 1 + length)),
    for: now - Atomics.load(place, sinceWord),
    isLate: length > 0 && limit > 0 && now - Atomics.load(place, partSinceWord) > limit,
  };
}
