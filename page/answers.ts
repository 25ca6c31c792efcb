/** Shapes of what the server answers, as far as the page reads them: `src/serve/routes/` declares the whole. */

/** A value as JSON has it. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

/** A file among answers. */
export interface Row {
  /** The first 16 digits of its hash. */
  readonly file: string;
  readonly path: string;
  readonly copies: number;
  /** As people read them, by field. */
  readonly values: Readonly<Record<string, Cell>>;
}

/** A file that is like another one; likeness is from 0 to 1. */
export interface AlikeRow extends Row {
  readonly likeness: number;
}

/** A page of rows. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly fields: readonly string[];
  readonly notes: readonly string[];
  readonly reading: string | null;
  readonly next: string | null;
  /** Milliseconds. */
  readonly took: number;
}

/** How many files a query finds. */
export interface Count {
  readonly count: number;
  readonly isEstimate: boolean;
}

/** One value of a facet, with the condition that finds its files. */
export interface FacetValue {
  readonly label: string;
  readonly value: Cell;
  readonly count: number;
  readonly query: string;
}

/** Counts of one field by value. */
export interface Facet {
  readonly field: string;
  readonly kind: string;
  readonly values: readonly FacetValue[];
  readonly isEstimate: boolean;
  readonly more: boolean;
}

/** One of the conditions that all have to hold. */
export interface Part {
  readonly text: string;
  readonly field: string | null;
}

/** How a query is read. */
export interface Explained {
  readonly query: string;
  readonly reading: string | null;
  readonly words: readonly string[];
  readonly notes: readonly string[];
  readonly parts: readonly Part[];
}

/** What can stand at the cursor. */
export interface Completed {
  /** Where the word begins that a candidate replaces. */
  readonly start: number;
  readonly candidates: readonly { readonly text: string; readonly kind: string; readonly about: string }[];
}

/** All that is known of a file; only what the page shows. */
export interface Shown {
  readonly hash: string;
  readonly size: number;
  readonly status: string;
  readonly paths: readonly string[];
  readonly fields: Readonly<Record<string, Cell>>;
  readonly tags: readonly string[];
  readonly rating: number | null;
  readonly twins: readonly { readonly level: string; readonly path: string; readonly hash: string }[];
}

/** What went wrong, as RFC 9457 has it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly hint?: string;
  /** Where in the query. */
  readonly span?: { readonly start: number; readonly end: number };
}
