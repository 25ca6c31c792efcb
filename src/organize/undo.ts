/** Undo: every file of a run back to its old path, by the hash of its bytes; what changed meanwhile is left, and told. */
import { chmodSync, mkdirSync, readlinkSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import type { Digest } from "../digest.ts";
import { archiveOf } from "../plugin/names.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { reasonOf } from "../writing/unmoved.ts";
import { bytesOf, type Follow } from "./follow.ts";
import { continueJournal, type Journal, type JournalWriter, type Step } from "./journal.ts";
import { areTwoNames, besides, placeFile } from "./place.ts";

/** What an undo came to. */
export interface Undone {
  readonly run: number;
  /** Files that are back; or copies and links that were removed. */
  readonly done: number;
  /** Files that were left where they are. */
  readonly kept: readonly { readonly path: string; readonly why: string }[];
}

/** Steps between two syncs of the journal. */
const batch = 200;

/**
 * Undoes a run that has ended, its last step first. It is told in the journal of the run, so that it can be killed, and
 * run again: what is back is back.
 *
 * @param onStep told how many steps of how many are behind.
 */
export async function undoRun(
  journal: Journal,
  digest: Digest,
  follow: Follow,
  onStep: (done: number, of: number) => void = () => {},
): Promise<Undone> {
  const { steps, did, undone, made, pruned, about, number } = journal;
  const writer = continueJournal(journal);
  const kept: { path: string; why: string }[] = [];
  let done = 0;
  try {
    for (const { path, mode } of [...pruned].reverse()) reasonOf(() => putFolderBack(path, mode));
    const left = steps.flatMap((step, n) => (did.has(n) && !undone.has(n) ? [{ step, n }] : [])).reverse();
    for (let at = 0; at < left.length; at += batch) {
      const back: { step: Step; n: number }[] = [];
      for (const [index, one] of left.slice(at, at + batch).entries()) {
        // A killed undo left at most one step half done: the first that is left.
        const why = putBack(one.step, journal, digest, at + index === 0);
        if (why === undefined) {
          writer.write({ undone: one.n });
          back.push(one);
          if (!one.step.isStop) done++;
        } else {
          writer.write({ kept: one.n, why });
          kept.push({ path: one.step.to, why });
        }
      }
      writer.sync();
      if (about.how === "move" && back.length > 0) await tell(back, writer, follow);
      onStep(Math.min(at + batch, left.length), left.length);
    }
    for (const folder of [...made].reverse()) reasonOf(() => rmdirSync(folder));
    if (kept.length === 0) writer.write({ undid: new Date().toISOString() });
    writer.sync();
  } finally {
    writer.close();
  }
  return { run: number, done, kept };
}

function putFolderBack(path: string, mode: number): void {
  if (factsAt(path)) return;
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
}

async function tell(back: readonly { step: Step; n: number }[], writer: JournalWriter, follow: Follow): Promise<void> {
  await follow(back.map(({ step }) => ({ step, isUndone: true })));
  writer.write({ unnoted: back.map(({ n }) => n) });
}

/** Whether the archive of a member is as it was, and so holds it still; its copy in the cache may have given way to others. */
function isInArchive({ member, mtime }: Step): boolean {
  const archive = member === undefined ? null : archiveOf(member);
  if (member === undefined || archive === null) return false;
  const facts = factsAt(member.slice(0, member.indexOf(`${archive}!/`) + archive.length));
  return facts !== undefined && Math.trunc(facts.mtimeMs) === mtime;
}

/** Puts a file back, or takes away the copy or link that was made; says why where it does not. */
function putBack(step: Step, { about }: Journal, digest: Digest, isFirst: boolean): string | undefined {
  const from: SystemPath = bytesOf(step) ?? step.from;
  const there = factsAt(step.to);
  if (about.how === "symlink") {
    if (!there) return undefined;
    if (!there.isSymbolicLink() || readlinkSync(step.to) !== step.from) return "it is a different file now";
    return reasonOf(() => unlinkSync(step.to));
  }
  const old = factsAt(from);
  if (!there) {
    if (about.how !== "move") return undefined;
    return old && hashAt(from, digest) === step.hash ? undefined : "it is no longer where midiq put it";
  }
  if (there.isSymbolicLink() || hashAt(step.to, digest) !== step.hash) return "it has changed since";
  const isSame = old !== undefined && old.ino === there.ino && old.dev === there.dev;
  if (isSame && !areTwoNames(old, there)) return "its old path is a link to it";
  if (about.how !== "move") {
    if (hashAt(from, digest) !== step.hash && !isInArchive(step)) return "the original is gone or has changed";
    return reasonOf(() => unlinkSync(step.to));
  }
  if (old) {
    const isHalf = isFirst && hashAt(from, digest) === step.hash;
    if (!isSame && !isHalf) return "another file has its old path";
    return reasonOf(() => unlinkSync(step.to));
  }
  return reasonOf(() => {
    if (typeof from === "string") mkdirSync(dirname(from), { recursive: true });
    rmSync(asPath(besides(from, step.hash).unfinished), { force: true });
    placeFile(step.to, from, "move", step.hash, digest);
  });
}
