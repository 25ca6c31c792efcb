/**
 * Ending from outside: Ctrl-C, SIGTERM and SIGHUP stop the command within two seconds, whatever it is doing. What is in
 * hand gets a moment to be stored. What is not done by then is left as a kill would leave it, and the next run does it.
 */
import { writeSync } from "node:fs";
import process from "node:process";

/** Signals that end a command, and the exit status of each: 128 and the number of the signal, as shells have it. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type StopSignal = keyof typeof statuses;
const signals = Object.keys(statuses) as readonly StopSignal[];

/** What a command says when it is stopped. */
export interface Stoppable {
  /** Says a line, at once; to stderr unless the command has another place for it. */
  readonly say?: (line: string) => void;
  /** The last line, where the command itself does not come to say one. */
  readonly last?: () => string;
  /** Milliseconds that the work in hand gets after the signal; none where it has nothing to bring to an end. */
  readonly grace?: number;
}

/** Enough for the file in hand and the transaction that is under way; with the end itself under 2 s. */
export const usualGrace = 1000;
/** An engine in the middle of a statement is ended in less. */
const endMilliseconds = 500;
/** The wrapper forwards each signal, also one that the terminal has sent to both: the same one within this time is one. */
const doubleMilliseconds = 300;
/** How often it is seen whether the wrapper lives. */
const wrapperMilliseconds = 500;
/** Set by bin/midiq.mjs: its process number. */
const wrapperVariable = "MIDIQ_WRAPPER";

let stopped: { readonly signal: StopSignal; readonly at: number } | undefined;
let current: { words: Stoppable; readonly stopping: AbortController } | undefined;
let isEnding = false;
const cleanups = new Set<() => void>();

/** True inside of work that a signal ends in our own way. */
export const isStoppable = (): boolean => current !== undefined;

/** The exit status of a command that was stopped; undefined for one that was not. */
export const stoppedStatus = (): number | undefined => stopped && (isWell ? 0 : statuses[stopped.signal]);

let isWell = false;
/** From here on a stop is how the command ends as it should. */
export const endsWell = (): void => {
  isWell = true;
};

/** Something to be done when the process ends in the middle (a file that is half written). Returns what takes it back. */
export function atEnd(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/**
 * Does something that a signal ends. `work` is given a signal that is aborted then, and has `grace` milliseconds to come to
 * an end; after that, or at a second signal, the process ends where it stands. Inside of other such work, that goes on with
 * what this one says.
 */
export async function untilStopped<T>(words: Stoppable, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  if (current) return within(current, words, work);
  const stopping = new AbortController();
  current = { words, stopping };
  for (const signal of signals) process.on(signal, onSignal);
  const watching = watchWrapper();
  try {
    return await work(stopping.signal);
  } finally {
    clearInterval(watching);
    // Once stopped, a second signal, and the end of the grace, still hold: something may keep the process (stdin, a reader).
    if (!stopped) {
      for (const signal of signals) process.removeListener(signal, onSignal);
      current = undefined;
    }
  }
}

async function within<T>(
  outer: NonNullable<typeof current>,
  words: Stoppable,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const before = outer.words;
  outer.words = words;
  try {
    return await work(outer.stopping.signal);
  } finally {
    if (!stopped) outer.words = before;
  }
}

function onSignal(signal: StopSignal): void {
  const now = performance.now();
  if (stopped) {
    const isDouble = signal === stopped.signal && now - stopped.at < doubleMilliseconds;
    if (!isDouble) void endNow(stoppedStatus() ?? 1);
    return;
  }
  stopped = { signal, at: now };
  const { words, stopping } = current as NonNullable<typeof current>;
  const { grace = 0, say = (line) => void process.stderr.write(`${line}\n`) } = words;
  if (grace === 0) return void endNow(statuses[signal]);
  say(`Stopping; ${signal === "SIGINT" ? "Ctrl-C again" : "a second signal"} ends at once.`);
  setTimeout(() => void endNow(statuses[signal]), grace).unref();
  stopping.abort();
}

/** Who started us through the wrapper and kills that wants us gone; nobody else would end us. */
function watchWrapper(): ReturnType<typeof setInterval> | undefined {
  const wrapper = Number(process.env[wrapperVariable] ?? 0);
  // A command that something else started below a wrapped one has another parent.
  if (wrapper === 0 || process.ppid !== wrapper) return undefined;
  const watching = setInterval(() => {
    if (process.ppid !== wrapper && !stopped) onSignal("SIGHUP");
  }, wrapperMilliseconds);
  watching.unref();
  return watching;
}

/** Ends the process: engines first, then the folders that they had; no thread and no open stream can hold it up. */
export async function endNow(status: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  for (const cleanup of cleanups) cleanup();
  const { abandonAll } = await import("../database/folder/abandon.ts");
  const late = new Promise<void>((resolve) => setTimeout(resolve, endMilliseconds));
  await Promise.race([abandonAll(), late]);
  const last = stopped ? (current?.words.last?.() ?? "Stopped.") : "";
  if (last !== "") {
    try {
      // What a stream would still hold is lost with the process.
      writeSync(2, `${process.stderr.isTTY ? "\r\x1b[K" : ""}${last}\n`);
    } catch {
      // The terminal is gone.
    }
  }
  process.exit(status);
}
