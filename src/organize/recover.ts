/** What a run that was killed left: it is looked at on the disk, told in its journal, and the catalogue is brought in line. */
import { rmSync, unlinkSync } from "node:fs";
import type { Digest } from "../digest.ts";
import { asPath } from "../sources/bytes.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { foldPath } from "../writing/safe-name.ts";
import { batch } from "./apply.ts";
import { bytesOf, type Follow } from "./follow.ts";
import { continueJournal, type Journal, type JournalWriter, type Step } from "./journal.ts";
import { areTwoNames, besides } from "./place.ts";
import { endStops } from "./stops.ts";

/** Whether a run was stopped by something that it could not tell: a kill, a crash. */
export const isUnfinished = ({
  isPlanned,
  isEnded,
  isUndone,
  steps,
  did,
  noted,
  undone,
  unnoted,
  about,
}: Journal): boolean =>
  !isUndone &&
  isPlanned &&
  (!isEnded ||
    (about.how === "move" &&
      steps.some((_, n) => (did.has(n) && !noted.has(n) && !undone.has(n)) || (undone.has(n) && !unnoted.has(n)))));

/**
 * Ends the journal of a run that was killed, or of a system that crashed. A step under way is finished where its file has
 * both names, files that stopped between two names get one, and the catalogue is told of what it does not know.
 */
export async function recover(journal: Journal, digest: Digest, follow: Follow): Promise<void> {
  const writer = continueJournal(journal);
  try {
    const did = new Set(journal.did);
    const undone = new Set(journal.undone);
    if (!journal.isEnded) endSteps(journal, did, undone, writer, digest);
    writer.sync();
    if (journal.about.how === "move") await tell(journal, did, undone, writer, follow);
    if (!journal.isEnded) writer.write({ ended: new Date().toISOString() });
    writer.sync();
  } finally {
    writer.close();
  }
}

function endSteps(
  { steps, not, about }: Journal,
  did: Set<number>,
  undone: Set<number>,
  writer: JournalWriter,
  digest: Digest,
): void {
  const tellDone = (n: number): void => {
    did.add(n);
    writer.write({ did: n });
  };
  // Steps are taken in order. A killed process has told of all but one; a crash of the system may have lost a batch of lines.
  const under = steps.findIndex((_, n) => !did.has(n) && !not.has(n));
  const names = new Map(steps.map(({ from }, n) => [foldPath(from), n]));
  for (let n = under; n >= 0 && n < Math.min(under + batch, steps.length); n++) {
    const step = steps[n] as Step;
    if (did.has(n) || not.has(n)) continue;
    rmSync(asPath(besides(step.to, step.hash).unfinished), { force: true });
    // A name that was not free when the step began is another file's, even of the same bytes.
    const holder = names.get(foldPath(step.to));
    if (holder !== undefined && holder !== n && !did.has(holder)) continue;
    if (about.how === "move" ? wasMoved(step, digest) : hashAt(step.to, digest) === step.hash) tellDone(n);
  }
  const tellUndone = (n: number): void => {
    undone.add(n);
    writer.write({ undone: n });
  };
  endStops({ steps, did, undone }, digest, { done: tellDone, undone: tellUndone });
}

/** Whether a step is done; where the file has both names, or a copy under the new one, it is finished. */
function wasMoved(step: Step, digest: Digest): boolean {
  const from = bytesOf(step) ?? step.from;
  const [there, old] = [factsAt(step.to), factsAt(from)];
  if (!there || hashAt(step.to, digest) !== step.hash) return false;
  if (old) {
    const isOne = old.ino === there.ino && old.dev === there.dev;
    if (isOne ? !areTwoNames(old, there) : hashAt(from, digest) !== step.hash) return false;
    unlinkSync(asPath(from));
  }
  return true;
}

/** Tells the catalogue of steps that it does not know, in the order in which they were taken. */
async function tell(
  { steps, noted, unnoted }: Journal,
  did: ReadonlySet<number>,
  undone: ReadonlySet<number>,
  writer: JournalWriter,
  follow: Follow,
): Promise<void> {
  const taken = steps.flatMap((step, n) => (did.has(n) && !noted.has(n) ? [{ step, n }] : []));
  if (taken.length > 0) {
    await follow(taken.map(({ step }) => ({ step, isUndone: false })));
    writer.write({ noted: taken.map(({ n }) => n) });
  }
  // An undo goes backwards.
  const back = steps.flatMap((step, n) => (undone.has(n) && !unnoted.has(n) ? [{ step, n }] : [])).reverse();
  if (back.length > 0) {
    await follow(back.map(({ step }) => ({ step, isUndone: true })));
    writer.write({ unnoted: back.map(({ n }) => n) });
  }
}
