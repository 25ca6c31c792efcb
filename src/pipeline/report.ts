/** Reports: what a run did. They add up, and stay small whatever the size of the run. */
import type { Rejection } from "./stage.ts";

/** What a run did. */
export interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: { readonly byCode: Readonly<Record<string, number>>; readonly first: readonly Rejection[] };
  /** Seconds by stage, summed over all threads; `total` is wall time. */
  readonly seconds: Readonly<Record<string, number>>;
}
