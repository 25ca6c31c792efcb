/** What the counts of a run come to: files that came, and files that are done. */
import type { Report } from "../pipeline/report.ts";

/** What of a report is asked. */
type Counted = Pick<Report, "counts">;

/** Files of which the catalogue knows all that this run will tell it: stored, refused, or unchanged. */
export const doneOf = ({ counts }: Counted): number =>
  ["settled", "unchanged", "named twice", "renewed", "retagged"].reduce((sum, name) => sum + (counts[name] ?? 0), 0);

/** Files that came; of known ones that are done again, those that were done. */
export const filesOf = ({ counts }: Counted): number =>
  counts["found"] ?? Math.max(counts["renewed"] ?? 0, counts["retagged"] ?? 0);
