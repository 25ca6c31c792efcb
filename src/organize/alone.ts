/** Who may move files of a catalogue: one process at a time, after what was killed is brought to its end. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { StoreError } from "../database/error.ts";
import { heldBy, takeLock } from "../database/folder/lock.ts";
import { createDigest } from "../digest.ts";
import { follower } from "./follow.ts";
import { isOfThisMachine, type Journal, journalsIn } from "./journal.ts";
import { journalFolder } from "./journal-folder.ts";
import { isUnfinished, recover } from "./recover.ts";

/** Journals of a catalogue that tell of a run which was killed. */
export const unfinishedIn = (db: Catalogue): readonly Journal[] =>
  journalsIn(journalFolder(db.url)).filter((journal) => isOfThisMachine(journal) && isUnfinished(journal));

/** Whether a process on this machine moves files of the catalogue just now. */
export const isBusy = (db: Catalogue): boolean => heldBy(journalFolder(db.url))?.isAlive === true;

/**
 * Moves files while no other process does: on a server several may have the catalogue open, and what one is at would look
 * to the other like a run that was killed.
 *
 * @throws StoreError `locked` when another process is at it.
 */
export async function alone<T>(db: Catalogue, move: () => Promise<T>): Promise<T> {
  const lock = takeLock(journalFolder(db.url));
  if ("release" in lock) {
    try {
      return await move();
    } finally {
      lock.release();
    }
  }
  const who = lock.holder ? `process ${lock.holder.pid}` : "another process";
  throw new StoreError(
    "locked",
    `Cannot move files: ${who} is moving files of this catalogue; try again when it has finished`,
  );
}

/** Brings runs that were killed to an end, and the catalogue in line with the disk; gives the number of each. */
export async function recoverAll(db: Catalogue): Promise<readonly number[]> {
  const digest = await createDigest();
  const recovered: number[] = [];
  for (const journal of unfinishedIn(db)) {
    await recover(journal, digest, follower(db, db.plugins, digest));
    recovered.push(journal.number);
  }
  return recovered;
}
