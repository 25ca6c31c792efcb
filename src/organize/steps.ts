/** From a plan to steps in an order in which every name is free when it is needed. */
import { dirname, join } from "node:path";
import { foldPath } from "../writing/safe-name.ts";
import type { OrganizedFile } from "./files.ts";
import type { Step } from "./journal.ts";
import type { Planned } from "./plan.ts";

/** A file and where it goes. */
interface Going {
  readonly file: OrganizedFile;
  readonly to: string;
}

/**
 * The steps of a plan. A file whose new name another file still has waits for that one. Where files change places in a
 * circle, or only the case of a name changes, one of them stops under a name of ours on its way.
 *
 * @param number of the run, for names of stops.
 * @param moves whether files leave where they are; else no name becomes free, and none is waited for.
 */
export function stepsOf(planned: readonly Planned[], number: number, moves: boolean): readonly Step[] {
  const going = planned.flatMap(({ file, outcome, to }): Going[] => (outcome === "go" && to ? [{ file, to }] : []));
  if (!moves) return going.map(({ file, to }) => stepOf(file, file.path, to));
  const holders = new Map(going.map((one) => [foldPath(one.file.path), one]));
  const done = new Set<Going>();
  const steps: Step[] = [];
  const stopFor = ({ file }: Going): string => join(dirname(file.path), `.midiq-${number}-${steps.length}.tmp`);
  for (const first of going) {
    if (done.has(first)) continue;
    const chain = [first];
    let isCircle = false;
    for (let at = first; ; ) {
      const holder = holders.get(foldPath(at.to));
      if (!holder || done.has(holder)) break;
      // Each name is given once, so that a circle comes back to where it began.
      isCircle = holder === first;
      if (isCircle) break;
      chain.push(holder);
      at = holder;
    }
    const stop = isCircle ? stopFor(first) : undefined;
    if (stop !== undefined) steps.push({ ...stepOf(first.file, first.file.path, stop), isStop: true });
    for (const one of chain.slice(1).reverse()) steps.push(stepOf(one.file, one.file.path, one.to));
    steps.push(stepOf(first.file, stop ?? first.file.path, first.to));
    for (const one of chain) done.add(one);
  }
  return steps;
}

function stepOf(
  { path, systemPath, member, size, mtime, source, run, row }: OrganizedFile,
  from: string,
  to: string,
): Step {
  const isBytes = typeof systemPath !== "string" && from === path;
  return {
    from,
    ...(isBytes && { fromBytes: Buffer.from(systemPath).toString("base64") }),
    to,
    ...(member !== undefined && { member }),
    hash: row.hash,
    size,
    mtime,
    source,
    run,
  };
}
