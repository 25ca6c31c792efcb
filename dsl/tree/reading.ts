/** What is remembered of a query that was meant in words. */

/** How words were read that are no query of the language, or would only be searched. */
export interface Reading {
  /** The query in the language. */
  readonly query: string;
  /** The query that searches the words instead. */
  readonly words: string;
  /** Both as one line for people. */
  readonly note: string;
}
