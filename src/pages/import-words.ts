/** What an import or a merge did, in a line. */
import type { Imported } from "../catalogue/move/import.ts";
import { counted } from "../text/counted.ts";

/** Says what came in. */
export function importedLine({ marks, already, merged, rows }: Imported): string {
  if (marks) {
    const { tags, ratings, queries, absent } = marks;
    const came = `${counted(tags, "tag")}, ${counted(ratings, "rating")} and ${counted(queries, "saved query", "saved queries")} restored`;
    const later = `${counted(absent, "file")} with tags or ratings are not in the catalogue: add them, then import it again`;
    return absent > 0 ? `${came}; ${later}` : came;
  }
  if (already) return "The catalogue already has all of it: nothing was imported";
  const { content = 0, copy = 0 } = rows;
  return `${merged ? "added" : "imported"} ${counted(copy, "file")}, ${content.toLocaleString("en")} of them distinct`;
}
