/** The loop of chords that a song repeats most. */

/** Loops are this long, in chords. */
const shortest = 2;
const longest = 8;
/** A longer loop has to cover this much more than the shorter one inside it. */
const gain = 1.15;

/**
 * The sequence of 2 to 8 items that, repeated on the spot at least once, covers most of `items`, begun where it is
 * first heard; all rotations count as one loop. Undefined where nothing repeats.
 */
export function chordLoop(items: readonly string[]): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  let most = 0;
  for (let length = shortest; length <= longest; length++) {
    const covered = new Map<string, { items: readonly string[]; count: number }>();
    for (let from = 0; from + 2 * length <= items.length; from++) {
      let same = 0;
      while (from + length + same < items.length && items[from + same] === items[from + length + same]) same++;
      if (same < length) continue;
      const loop = items.slice(from, from + length);
      const name = rotation(loop);
      const known = covered.get(name);
      if (known) known.count += same + length;
      else covered.set(name, { items: loop, count: same + length });
      from += same;
    }
    for (const { items: loop, count } of covered.values()) {
      if (count <= most * gain) continue;
      most = count;
      best = loop;
    }
  }
  return best;
}

/** One name for all rotations of a loop: the first in order of text. */
function rotation(loop: readonly string[]): string {
  return loop.map((_, n) => [...loop.slice(n), ...loop.slice(0, n)].join(" ")).sort()[0] as string;
}
