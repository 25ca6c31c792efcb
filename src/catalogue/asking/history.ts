/** The history of a catalogue: every run that wrote to it. */
import type { Store } from "../store.ts";

/** One run. */
export interface PastRun {
  readonly id: number;
  /** What it did: `add` files, or `run` what was stale. */
  readonly kind: string;
  /** When it began and ended, in ISO 8601; null where it did not come to its end: stopped, killed, or still going on. */
  readonly started: string;
  readonly finished: string | null;
  /** Of midiq. */
  readonly version: string;
  readonly machine: string;
  /** What it was told: paths, workers, bulk; null for runs of versions that did not keep it. */
  readonly options: Readonly<Record<string, unknown>> | null;
  /** As in a report; rejections by cause are `rejected CODE`. */
  readonly counts: Readonly<Record<string, number>>;
  /** By stage and `stage/analyzer`, summed over threads; `total` is wall time. */
  readonly seconds: Readonly<Record<string, number>>;
  /** The analyzers and taggers that made its values. */
  readonly analyzers: readonly { readonly id: string; readonly version: number }[];
}

/** Runs, the latest first. @param which one by its number, or the latest so many. */
export async function pastRuns(
  store: Store,
  which: { readonly id: number } | { readonly latest: number },
): Promise<readonly PastRun[]> {
  const isOne = "id" in which;
  const rows = await store.query<PastRun & { list: PastRun["analyzers"] | null }>(
    `select r."id", r."kind", to_json(r."started") as "started", to_json(r."finished") as "finished", r."version",
       r."machine", r."options", coalesce(r."counts", '{}') as "counts", coalesce(r."seconds", '{}') as "seconds", s."list"
     from run r left join analyzer_set s on s."id" = r."analyzer_set"
     ${isOne ? `where r."id" = $1::int4` : ""} order by r."id" desc limit ${isOne ? "1" : "$1::int4"}`,
    [isOne ? which.id : which.latest],
  );
  return rows.map(({ list, ...run }) => ({
    ...run,
    analyzers: (list ?? []).map(({ id, version }) => ({ id, version })),
  }));
}
