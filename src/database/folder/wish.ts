/** A wish to write: who waits for a folder tells the process that has it, which may give way. */
import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A wish that nobody renewed for so long is of a process that was killed. */
const staleMilliseconds = 3000;

const wishFile = (folder: string): string => join(folder, "wanted");

/** Says, again and again while one waits, that the folder is wanted for writing. A folder that cannot be written says nothing. */
export function tellWish(folder: string): void {
  try {
    const now = new Date();
    writeFileSync(wishFile(folder), "", { flag: "a" });
    utimesSync(wishFile(folder), now, now);
  } catch {
    // The wait goes on without it.
  }
}

/** Takes the wish back: it was granted, or given up. */
export function endWish(folder: string): void {
  rmSync(wishFile(folder), { force: true });
}

/** Whether another process waits to write to the folder. */
export function isWished(folder: string): boolean {
  const found = statSync(wishFile(folder), { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < staleMilliseconds;
}
