/** What reaches the sink beside the items: records sent aside and items refused before the sink's segment. */
import type { Refused } from "./segment.ts";

/** Records and refusals, taken together. */
export interface Beside {
  readonly asides: readonly unknown[];
  readonly refused: readonly Refused[];
}

/** A queue of what waits to go along with the next batch of the sink's segment. */
export interface Extras {
  readonly add: (beside: Beside) => void;
  readonly take: () => Beside;
  readonly size: () => number;
  /** Calls `listener` when `count` or more wait: a source may refuse a million files and yield none. */
  readonly onFull: (count: number, listener: () => void) => void;
}

/** Nothing beside the items. */
export const nothingBeside: Beside = { asides: [], refused: [] };

/** An empty queue; one that is not `wanted`, because no sink follows, stays empty. */
export function createExtras(wanted: boolean): Extras {
  let asides: unknown[] = [];
  let refused: Refused[] = [];
  let full = Number.POSITIVE_INFINITY;
  let notify = (): void => {};
  const size = (): number => asides.length + refused.length;
  return {
    add: (beside) => {
      if (!wanted) return;
      for (const record of beside.asides) asides.push(record);
      for (const one of beside.refused) refused.push(one);
      if (size() >= full) notify();
    },
    take: () => {
      if (size() === 0) return nothingBeside;
      const taken = { asides, refused };
      asides = [];
      refused = [];
      return taken;
    },
    size,
    onFull: (count, listener) => {
      full = count;
      notify = listener;
    },
  };
}
