/** The words of `midiq jobs`, for the command line, which loads nothing else. */

/** What can be said after `midiq jobs`. */
export const jobWords = ["show", "poisoned", "retry", "pause", "resume", "drain", "cancel"] as const;
/** One of them. */
export type JobWord = (typeof jobWords)[number];
