/**
 * Which tables an export holds, in what order their rows are written and read, and what of them says when and by which run
 * it was made rather than what is so. A test holds the list to the tables that a catalogue has.
 */

/** One table of an export. */
export interface MovedTable {
  readonly name: string;
  /** A column of type int8 whose order is that of the pages that rows are read in; small tables are read whole. */
  readonly pagedBy?: string;
  /** One order for all machines: texts by their bytes. */
  readonly order: string;
  /** Times, numbers of runs and of analyzer sets: what differs between equal catalogues. `all`: the whole table does. */
  readonly varying?: readonly string[] | "all";
}

/** In the order in which they are written and loaded. */
export const movedTables: readonly MovedTable[] = [
  { name: "field", order: `name collate "C"` },
  { name: "source", order: "id" },
  { name: "mount", order: `machine collate "C", path collate "C"` },
  { name: "analyzer_set", order: "id", varying: "all" },
  { name: "run", order: "id", varying: "all" },
  { name: "timing", order: `part collate "C"`, varying: "all" },
  { name: "content", pagedBy: "id", order: "id", varying: ["added", "analyzed", "analyzer_set"] },
  { name: "copy", pagedBy: "id", order: "id", varying: ["run"] },
  { name: "detail", pagedBy: "content", order: "content" },
  { name: "track", pagedBy: "content", order: "content, n" },
  { name: "section", pagedBy: "content", order: "content, n" },
  { name: "vector", pagedBy: "content", order: "content" },
  { name: "failure", pagedBy: "content", order: `content, analyzer collate "C"` },
  { name: "reject", pagedBy: "copy", order: `copy, stage collate "C", code collate "C"`, varying: ["run"] },
  { name: "manual_tag", pagedBy: "content", order: `content, tag collate "C"`, varying: ["added"] },
  { name: "saved_query", order: `name collate "C"`, varying: ["added"] },
  { name: "archive", pagedBy: "id", order: "id" },
  { name: "unsettled", pagedBy: "content", order: "content" },
];

/** Tables that an export leaves out: migrations stand in its manifest, indexes are made anew. */
export const leftTables: readonly string[] = ["migration", "deferred_index"];
