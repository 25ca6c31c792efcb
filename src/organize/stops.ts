/** Stops on the way of files that change places: none lasts, whatever became of the steps around it. */
import type { Digest } from "../digest.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { foldPath } from "../writing/safe-name.ts";
import { reasonOf } from "../writing/unmoved.ts";
import { bytesOf } from "./follow.ts";
import type { Step } from "./journal.ts";
import { placeFile } from "./place.ts";

/** Where a run is. */
interface Progress {
  readonly steps: readonly Step[];
  /** Numbers of the steps that were taken, and of those that were taken back. */
  readonly did: ReadonlySet<number>;
  readonly undone: ReadonlySet<number>;
}

/** Whom to tell of a step, by its number. */
interface Telling {
  readonly done: (step: number) => void;
  readonly undone: (step: number) => void;
}

/**
 * Files that still lie at a stop go on where they should, if that name is free by now; else back to where they came from,
 * after those that took that name, and the names of those, went back.
 */
export function endStops({ steps, did, undone }: Progress, digest: Digest, tell: Telling): void {
  const stops = new Map(steps.flatMap(({ isStop, to }, n) => (isStop ? [[to, n] as const] : [])));
  if (stops.size === 0) return;
  const isTaken = (n: number): boolean => did.has(n) && !undone.has(n);
  const takers = new Map(steps.flatMap(({ to }, n) => (isTaken(n) ? [[foldPath(to), n] as const] : [])));
  for (const [n, { from, to, hash }] of steps.entries()) {
    const stop = stops.get(from);
    if (stop === undefined || did.has(n) || hashAt(from, digest) !== hash) continue;
    if (!factsAt(to) && reasonOf(() => placeFile(from, to, "move", hash, digest)) === undefined) {
      tell.done(n);
      continue;
    }
    const back = new Set<number>();
    for (let at: number | undefined = stop; at !== undefined && !back.has(at); ) {
      back.add(at);
      at = takers.get(foldPath((steps[at] as Step).from));
    }
    for (const one of [...back].reverse()) {
      if (reasonOf(() => takeBack(steps[one] as Step, digest)) !== undefined) break;
      tell.undone(one);
    }
  }
}

const takeBack = (step: Step, digest: Digest): void =>
  placeFile(step.to, bytesOf(step) ?? step.from, "move", step.hash, digest);
