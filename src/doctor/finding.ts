/** What the doctor finds: each with how bad it is, and the command that mends it. */

/** `ok` is well; a `note` is to be known; a `warning` is to be mended; a `problem` keeps midiq from its work. */
export type Severity = "ok" | "note" | "warning" | "problem";

/** One finding. */
export interface Finding {
  readonly area: "environment" | "plugins" | "catalogue" | "values" | "files";
  /** What it is about, for programs: `free-disk`, `stale`, `name-differs`. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** A command, or what to do; left out where nothing is to be done. */
  readonly remedy?: string;
}
