/** What a run that was killed left: it is looked at on the disk, told in its journal, and the catalogue is brought in line. */
import { linkSync, lstatSync, rmSync, unlinkSync } from "node:fs";
import type { Digest } from "../digest.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { reasonOf } from "./apply.ts";
import { bytesOf, type Follow } from "./follow.ts";
import { continueJournal, type Journal, type JournalWriter, type Step } from "./journal.ts";
import { besides, hashAt } from "./place.ts";

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
 * Ends the journal of a run that was killed: at most one step was under way. It is finished where its file has both
 * names, files that stopped between two names get one, and the catalogue is told of what it does not know.
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
  // Steps are taken in order: the one under way is the first of which nothing is told.
  const under = steps.findIndex((_, n) => !did.has(n) && !not.has(n));
  const step = steps[under];
  if (step) {
    rmSync(asPath(besides(step.to).unfinished), { force: true });
    if (about.how === "move" ? wasMoved(step, digest) : hashAt(step.to, digest) === step.hash) tellDone(under);
  }
  for (let n = Math.max(0, under); n < steps.length; n++) {
    const stop = steps[n] as Step;
    if (did.has(n) || !isStopName(stop.from) || hashAt(stop.from, digest) !== stop.hash) continue;
    if (!exists(stop.to) && reasonOf(() => rename(stop.from, stop.to)) === undefined) tellDone(n);
    else {
      const first = steps.findIndex(({ to }) => to === stop.from);
      const origin = steps[first];
      if (!origin || reasonOf(() => rename(stop.from, bytesOf(origin) ?? origin.from)) !== undefined) continue;
      undone.add(first);
      writer.write({ undone: first });
    }
  }
}

/** Whether the step under way is done; where the file has both names, it is finished. */
function wasMoved(step: Step, digest: Digest): boolean {
  const from = bytesOf(step) ?? step.from;
  if (!exists(step.to) || hashAt(step.to, digest) !== step.hash) return false;
  if (exists(from)) {
    // The name was free when the step began, so the file there is ours; another one must not lose its only name.
    if (hashAt(from, digest) !== step.hash) return false;
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

const isStopName = (path: string): boolean => /[/\\]\.midiq-\d+-\d+\.tmp$/.test(path);

const exists = (path: SystemPath): boolean => lstatSync(asPath(path), { throwIfNoEntry: false }) !== undefined;

/** A link and an unlink: never over another file. */
function rename(from: SystemPath, to: SystemPath): void {
  linkSync(asPath(from), asPath(to));
  unlinkSync(asPath(from));
}
