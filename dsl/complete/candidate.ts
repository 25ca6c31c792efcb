/** Candidates of completion. */

/** What may be put in. */
export interface Candidate {
  readonly text: string;
  readonly kind: "field" | "operator" | "value" | "keyword" | "function" | "saved";
  /** What it means, in a line. */
  readonly about: string;
  /** Another name of a field that has its own. */
  readonly alias?: boolean;
}
