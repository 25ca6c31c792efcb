/** Threads that outlive a run: one that is warm begins with the next at once, where a new one loads all its code again. */
import { Worker } from "node:worker_threads";

/** Threads that wait for work. */
export interface Threads {
  /** One that waits, or a new one. */
  readonly take: () => Worker;
  /** Whether one waits that has worked. */
  readonly areWarm: () => boolean;
  /** Takes one back that has nothing to do. */
  readonly give: (thread: Worker) => void;
  readonly end: () => void;
}

/** The worker's module has the extension of this one: .ts in the sources, .js when published. */
const workerUrl = new URL(`./worker${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url);

/** A thread of its own for each who asks; nothing waits. */
export const newThread = (): Worker => new Worker(workerUrl);

/** Keeps threads from run to run; who made it ends it. */
export function createThreads(): Threads {
  const waiting = new Set<Worker>();
  return {
    take: () => {
      const [thread] = waiting;
      if (!thread) return newThread();
      waiting.delete(thread);
      thread.removeAllListeners("exit");
      return thread;
    },
    areWarm: () => waiting.size > 0,
    give: (thread) => {
      thread.removeAllListeners();
      thread.on("exit", () => void waiting.delete(thread));
      waiting.add(thread);
    },
    end: () => {
      for (const thread of waiting) void thread.terminate();
      waiting.clear();
    },
  };
}
