/** Watching: a catalogue is kept up to date while files come, change, move and go. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import type { Report } from "../pipeline/report.ts";
import { type Watching, watchPath } from "../sources/watch.ts";
import { createPending } from "./pending.ts";
import { addRoots, addStill, type TurnOptions } from "./watched.ts";

/** What happens while somebody watches; paths are whole. */
export type WatchEvent =
  /** A turn came to its end: what it added, moved and marked; nothing, where nothing had happened. */
  | { readonly event: "added"; readonly report: Report }
  /** All that was there is in the catalogue. */
  | { readonly event: "watching"; readonly paths: readonly string[] }
  /** A watched path is gone, which may be a disk that was taken out: its rows stay as they are. */
  | { readonly event: "gone"; readonly path: string }
  | { readonly event: "back"; readonly path: string }
  /** Another process has the catalogue: the turn is done when that is over. Told once until then. */
  | { readonly event: "waiting"; readonly error: Error };

/** How paths are watched; the rest is as in an add. */
export interface WatchOptions extends TurnOptions {
  /** Opens the catalogue for writing. It is open only during a turn, so that others may read and write in between. */
  readonly open: () => Promise<Catalogue>;
  /** Ends the watching: a turn that is under way stores what is done. */
  readonly signal: AbortSignal;
  /** Seconds between two walks, in place of what the system tells. */
  readonly poll?: number | undefined;
  readonly onEvent?: (event: WatchEvent) => void;
}

const tickMilliseconds = 250;

/**
 * Adds what lies under some paths, and then what comes, until a signal ends it. A file that is being written is left alone.
 *
 * @throws AskedError `no-path` for a path that is not there at the start; what a turn throws, but for a catalogue that is locked.
 * @example
 * const over = new AbortController();
 * await watch(["midi"], {
 *   open: () => open("./.midiq", { plugins: [core], mode: "write" }),
 *   signal: over.signal,
 *   onEvent: (one) => console.log(one.event === "added" ? one.report.counts : one.event),
 * });
 */
export async function watch(paths: readonly string[], options: WatchOptions): Promise<void> {
  const roots = [...new Set(paths.map((path) => resolve(path)))];
  for (const root of roots) {
    if (identityOf(root) === undefined)
      throw new AskedError("no-path", `Cannot watch "${root}": no such file or folder`);
  }
  const { open, poll, onEvent = () => {}, ...adding } = options;
  const { signal } = options;
  const watched = watchRoots(roots, poll !== undefined && poll > 0, onEvent);
  const turn = turns(open, onEvent);
  let polled = 0;
  try {
    for (let began = false; !signal.aborted; began = true) {
      const now = performance.now();
      watched.look(began ? now : 0);
      if (poll && now - polled >= poll * 1000) watched.walkAll();
      if (watched.due.size > 0) {
        const whole = [...watched.due];
        if (await turn((db) => addRoots(db, whole, adding))) for (const root of whole) watched.due.delete(root);
        polled = performance.now();
      } else {
        const still = watched.pending.take(now);
        if (still.there.length + still.gone.length > 0 && !(await turn((db) => addStill(db, still, adding)))) {
          for (const path of [...still.there, ...still.gone]) watched.pending.note(path, now);
        }
      }
      if (!began && !signal.aborted) onEvent({ event: "watching", paths: roots });
      await pause(signal);
    }
  } finally {
    watched.close();
  }
}

/** Does something that needs the catalogue, which another process may have: false then, and it is to be done later. */
function turns(
  open: WatchOptions["open"],
  onEvent: (event: WatchEvent) => void,
): (work: (db: Catalogue) => Promise<Report>) => Promise<boolean> {
  let waits = false;
  return async (work) => {
    try {
      const db = await open();
      const report = await work(db).finally(() => db.close());
      onEvent({ event: "added", report });
      waits = false;
      return true;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== "locked") throw error;
      if (!waits) onEvent({ event: "waiting", error: error as Error });
      waits = true;
      return false;
    }
  };
}

/** Keeps an eye on some roots, which may go and come back. */
function watchRoots(roots: readonly string[], isPolled: boolean, onEvent: (event: WatchEvent) => void) {
  const pending = createPending(roots);
  const watched = new Map<string, Watching & { readonly identity: string }>();
  /** Roots that are walked whole in the next turn. */
  const due = new Set(roots);
  const unwatch = (root: string): void => {
    watched.get(root)?.close();
    watched.delete(root);
  };
  const begin = (root: string): Watching =>
    watchPath(
      root,
      (path) => pending.note(path, performance.now()),
      // Where the system cannot go on, it is begun anew, and walked.
      () => watched.delete(root),
    );
  const lookAt = (root: string, now: number): void => {
    const identity = identityOf(root);
    if (identity === watched.get(root)?.identity) return;
    // Another folder at the same path is watched anew.
    unwatch(root);
    if (identity === undefined) {
      // It may be a disk that was taken out: nothing in it is judged.
      pending.drop(root);
      due.delete(root);
      return onEvent({ event: "gone", path: root });
    }
    if (now > 0 && !due.has(root)) onEvent({ event: "back", path: root });
    due.add(root);
    const { close } = isPolled ? { close: () => {} } : begin(root);
    watched.set(root, { close, identity });
  };
  return {
    pending,
    due,
    look: (now: number): void => {
      for (const root of roots) lookAt(root, now);
    },
    walkAll: (): void => {
      for (const root of watched.keys()) due.add(root);
    },
    close: (): void => {
      for (const root of watched.keys()) unwatch(root);
    },
  };
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
