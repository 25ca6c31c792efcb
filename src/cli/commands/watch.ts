/** midiq watch: keeps a catalogue up to date while files come, change, move and go. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Report } from "../../pipeline/report.ts";
import { type Watching, watchPath } from "../../sources/watch.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { countsOf } from "../progress.ts";
import { untilStopped, usualGrace } from "../stop.ts";
import { addRoots, addStill } from "../watch/batch.ts";
import { createPending } from "../watch/pending.ts";
import type { AddOptions } from "./add.ts";

/** Options of `midiq watch`. */
export interface WatchOptions extends AddOptions {
  /** Seconds between two walks, in place of what the system tells. */
  readonly poll?: number;
}

const tickMilliseconds = 250;

/** Watches paths until a signal ends it. */
export async function watch(paths: readonly string[], options: WatchOptions): Promise<number> {
  const roots = [...new Set(paths.map((path) => resolve(path)))];
  for (const root of roots) {
    if (identityOf(root) === undefined) throw new Mistake(`Cannot watch "${root}": no such file or folder`);
  }
  const last = "Stopped. The next midiq watch continues from what is stored.";
  await untilStopped({ grace: usualGrace, say: () => {}, last: () => last }, (stop) => keepUp(roots, options, stop));
  if (!options.json) process.stderr.write(`${last}\n`);
  return exits.found;
}

async function keepUp(roots: readonly string[], options: WatchOptions, signal: AbortSignal): Promise<void> {
  const pending = createPending(roots);
  const watched = new Map<string, Watching & { readonly identity: string }>();
  /** Roots that are walked whole in the next turn. */
  const due = new Set(roots);
  let polled = 0;
  let waits = false;

  const unwatch = (root: string): void => {
    watched.get(root)?.close();
    watched.delete(root);
  };
  const lookAt = (root: string, now: number): void => {
    const identity = identityOf(root);
    if (identity === watched.get(root)?.identity) return;
    // Another folder at the same path is watched anew.
    unwatch(root);
    if (identity === undefined) {
      // It may be a disk that was taken out: nothing in it is judged.
      pending.drop(root);
      due.delete(root);
      return tell(options, "gone", root, "it is gone; its records stay in the catalogue until it is back");
    }
    if (now > 0 && !due.has(root)) tell(options, "back", root, "it is back");
    due.add(root);
    const { close } = options.poll ? { close: () => {} } : begin(root);
    watched.set(root, { close, identity });
  };
  const begin = (root: string): Watching =>
    watchPath(
      root,
      (path) => pending.note(path, performance.now()),
      // Where the system cannot go on, it is begun anew, and walked.
      () => watched.delete(root),
    );
  /** Does something that needs the catalogue, which another process may have: it is done later then. */
  const turn = async (work: () => Promise<Report>): Promise<boolean> => {
    try {
      report(await work(), options);
      waits = false;
      return true;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== "locked") throw error;
      if (!waits) tell(options, "waiting", options.db, (error as Error).message);
      waits = true;
      return false;
    }
  };

  try {
    for (let began = false; !signal.aborted; began = true) {
      const now = performance.now();
      for (const root of roots) lookAt(root, began ? now : 0);
      if (options.poll && now - polled >= options.poll * 1000) for (const root of watched.keys()) due.add(root);
      if (due.size > 0) {
        const whole = [...due];
        if (await turn(() => addRoots(whole, options, signal))) for (const root of whole) due.delete(root);
        polled = performance.now();
      } else {
        const still = pending.take(now);
        if (still.there.length + still.gone.length > 0 && !(await turn(() => addStill(still, options, signal)))) {
          for (const path of [...still.there, ...still.gone]) pending.note(path, now);
        }
      }
      if (!began && !signal.aborted) tell(options, "watching", roots.join(", "), "watching; Ctrl-C ends");
      await pause(signal);
    }
  } finally {
    for (const root of watched.keys()) unwatch(root);
  }
}

/** Which folder or file lies at a path; undefined for none. */
function identityOf(path: string): string | undefined {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts && (facts.isDirectory() ? `${facts.dev}:${facts.ino}` : "file");
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) return done();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, tickMilliseconds);
    signal.addEventListener("abort", end);
  });

/** One line a turn in which anything happened. */
function report(done: Report, options: WatchOptions): void {
  const { unchanged: _, ...counts } = done.counts;
  const text = countsOf({ ...done, counts });
  if (options.json) {
    if (text) process.stdout.write(`${jsonLine({ event: "added", ...done })}\n`);
  } else if (text) process.stderr.write(`${clock()} ${text}\n`);
}

function tell(options: WatchOptions, event: string, path: string, text: string): void {
  if (options.json) process.stdout.write(`${jsonLine({ event, path, message: text })}\n`);
  else process.stderr.write(`${clock()} ${path}: ${text}\n`);
}

const clock = (): string => new Date().toTimeString().slice(0, 8);
