/**
 * The thread of the embedded engine, begun before it is known which folder it opens: it loads and compiles the engine, which
 * takes some 0.2 s, while the rest of a command is loaded. Whoever opens an engine then takes it.
 */
import { Worker } from "node:worker_threads";
import type { EngineRequest } from "./engine-messages.ts";

/** The worker's module has the extension of this one: .ts in the sources, .js when published. */
const workerUrl = new URL(`./engine-worker${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url);

let waiting: Worker | undefined;

/** Begins a thread that waits for `takeThread`; one that nobody takes ends with the process. */
export function beginThread(): void {
  if (waiting) return;
  waiting = new Worker(workerUrl);
  // Without a listener its failure would end the process; whoever opens an engine then begins another.
  waiting.on("error", () => {
    waiting = undefined;
  });
  waiting.postMessage({ id: 0, type: "prepare" } satisfies EngineRequest);
  waiting.unref();
}

/** Whether a thread waits. */
export const isThreadWaiting = (): boolean => waiting !== undefined;

/** The thread that waits, or a new one. */
export function takeThread(): Worker {
  const thread = waiting ?? new Worker(workerUrl);
  waiting = undefined;
  thread.removeAllListeners("error");
  thread.ref();
  return thread;
}
