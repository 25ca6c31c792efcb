/** What becomes of a worker's items when it is lost: batch-mates are done again, the culprit once more or not at all. */
import type { Batch } from "./crew.ts";
import { nothingBeside } from "./extras.ts";
import type { Segment } from "./fuse.ts";
import { factsOf, pathOf } from "./rejection.ts";
import type { Refused } from "./segment.ts";
import type { Avoided, Item } from "./stage.ts";
import type { Place } from "./whereabouts.ts";

/** What is to be done again, and what is given up. */
export interface Redo {
  readonly batches: readonly Batch[];
  readonly rejections: readonly Refused[];
}

/**
 * Splits the pending batches of a lost worker. Nothing of them was flushed, so nothing is done twice.
 * The culprit is done again alone, without the part (the analyzer) that was running; it is rejected when no part is
 * known, or when it fails again in a part that was left out.
 */
export function redoAfter(
  pending: readonly Batch[],
  place: Place,
  why: "hung" | "died",
  reason: string,
  segment: Segment,
): Redo {
  const [current, ...waiting] = pending;
  if (!current) return { batches: [], rejections: [] };
  const at = (n: number): Item => current.at?.[n] ?? { sequence: current.first + n, again: false };
  const others: unknown[] = [];
  const othersAt: Item[] = [];
  current.items.forEach((item, n) => {
    if (n === place.item) return;
    others.push(item);
    othersAt.push({ ...at(n), again: true });
  });
  const batches: Batch[] = [{ items: others, first: current.first, at: othersAt, beside: current.beside }, ...waiting];
  if (place.item < 0) return { batches, rejections: [] };

  const item = current.items[place.item];
  const before = at(place.item);
  const { part } = place;
  if (part !== "" && !before.avoid?.some((one) => one.part === part)) {
    const avoided: Avoided = { part, code: why === "hung" ? "hung" : "killed", message: `It ${why}: ${reason}` };
    const again: Item = { ...before, again: true, avoid: [...(before.avoid ?? []), avoided] };
    return {
      batches: [...batches, { items: [item], first: before.sequence, at: [again], beside: nothingBeside }],
      rejections: [],
    };
  }
  const stage = segment.steps[place.step]?.stage ?? "";
  const where = place.part === "" ? stage : `${stage} (${place.part})`;
  const rejection = {
    path: pathOf(item),
    stage,
    code: `worker-${why}`,
    message: `The worker ${why} in ${where}: ${reason}`,
    ...factsOf(item),
  };
  return { batches, rejections: [{ rejection, item }] };
}
