/**
 * Ending without closing: what a process that has no time to close its catalogues still has to do. The engine is ended
 * where it stands, as by a kill, which its log is made for; then the folder is free for the next process.
 */

type End = () => unknown;

const engines = new Set<End>();
const files = new Set<End>();
const locks = new Set<End>();

/** An engine that runs, and how it is ended at once. Returns what takes the note back. */
export const noteEngine = (end: End): (() => void) => noteIn(engines, end);

/** A file that is half written, and how it is removed. Returns what takes the note back. */
export const noteFile = (remove: End): (() => void) => noteIn(files, remove);

/** A folder that is held, and how it is released. Returns what takes the note back. */
export const noteLock = (release: End): (() => void) => noteIn(locks, release);

function noteIn(notes: Set<End>, end: End): () => void {
  notes.add(end);
  return () => void notes.delete(end);
}

/** Ends all engines, and only then releases their folders: two engines must never write to one. */
export async function abandonAll(): Promise<void> {
  await Promise.all([...engines].map((end) => end()));
  for (const end of [...files, ...locks]) end();
}
