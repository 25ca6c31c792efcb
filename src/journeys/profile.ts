/** Where the time of a run went: by stage, and by analyzer. */

/** Seconds of work, and what of them went to one stage or part. */
export interface Spent {
  /** A stage, or an analyzer of one; `source`, `store.wait` and `store.write` are no work of a stage. */
  readonly name: string;
  readonly seconds: number;
  /** Share of all work, 0 to 1; undefined for what was waited for, and for writing beside the work. */
  readonly share: number | undefined;
}

/** A stage with its parts. */
export interface SpentStage extends Spent {
  readonly parts: readonly Spent[];
}

/** Where time went. */
export interface Profile {
  /** The slowest first. */
  readonly stages: readonly SpentStage[];
  /** Writing, at the same time as the work of stages; undefined where nothing is written. */
  readonly writing: Spent | undefined;
  /** While no thread worked: for files (`source`), and for the catalogue (`store.wait`). */
  readonly waits: readonly Spent[];
  /** From start to end. */
  readonly total: number;
}

const waitNames: ReadonlySet<string> = new Set(["source", "store.wait"]);
const writingName = "store.write";

const slowestFirst = (a: Spent, b: Spent): number => b.seconds - a.seconds;

/**
 * Tells where time went.
 *
 * @param seconds by stage, and by `stage/part`, as a report and a stored run have them.
 */
export function profileOf(seconds: Readonly<Record<string, number>>): Profile {
  const { total = 0, ...parts } = seconds;
  const all = Object.entries(parts).map(([name, spent]) => ({ name, seconds: spent, share: undefined }));
  const isOther = ({ name }: Spent): boolean => waitNames.has(name) || name === writingName;
  const stages = all.filter((one) => !one.name.includes("/") && !isOther(one));
  const work = stages.reduce((sum, one) => sum + one.seconds, 0);
  const shared = (one: Spent, name = one.name): Spent => ({
    name,
    seconds: one.seconds,
    share: work > 0 ? one.seconds / work : undefined,
  });
  return {
    stages: stages.sort(slowestFirst).map((stage) => ({
      ...shared(stage),
      parts: all
        .filter(({ name }) => name.startsWith(`${stage.name}/`))
        .sort(slowestFirst)
        .map((part) => shared(part, part.name.slice(stage.name.length + 1))),
    })),
    writing: all.find(({ name }) => name === writingName),
    waits: all.filter(({ name }) => waitNames.has(name)),
    total,
  };
}
