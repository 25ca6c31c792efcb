/** What came of a batch. */
import type { Rejection } from "../../pipeline/rejection.ts";

/** What writing a batch did. */
export interface Written {
  /** `stored` new contents that hold music, `copies stored` new or changed copies. */
  readonly counts: Readonly<Record<string, number>>;
  /** Items that the database refused, each with its reason; the rest of their batch is stored. */
  readonly rejected: readonly Rejection[];
}
