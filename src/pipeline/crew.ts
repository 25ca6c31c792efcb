/** One worker of a pool as the main thread sees it: started, handed batches, watched, ended. */
import type { Segment } from "./fuse.ts";
import { type Answer, type AnsweredMessage, type BatchMessage, receiveError, type StartMessage } from "./messages.ts";
import { answerTo, type Running } from "./running.ts";
import type { Done } from "./segment.ts";
import type { Avoided, Item } from "./stage.ts";
import { newThread } from "./threads.ts";
import { createWhereabouts, halt, type Place, readWhereabouts } from "./whereabouts.ts";

/** Items that go to a worker together. */
export interface Batch {
  readonly items: readonly unknown[];
  /** Sequence of the first item, when they follow each other; else `at` says each one's. */
  readonly first: number;
  readonly at?: readonly Item[];
  readonly beside: BatchMessage["beside"];
}

/** What a worker tells its pool. */
export interface CrewEvents {
  readonly done: (batch: Batch, done: Done) => void;
  /** A step could not be started, or the sink threw. */
  readonly failed: (error: Error) => void;
  /** The thread ended by itself. */
  readonly died: (worker: CrewWorker, reason: string) => void;
}

/** A worker at work. */
export interface CrewWorker {
  /** Batches handed to it and not yet done; the first is the one that it works on. */
  readonly pending: Batch[];
  /** Hands a batch over; `banned` parts are left out. */
  readonly post: (batch: Batch, banned: readonly Avoided[]) => void;
  /** Tells it to begin no other item: it answers each batch with what it has of it. */
  readonly halt: () => void;
  readonly place: () => Place;
  readonly ready: () => boolean;
  /** Milliseconds since it was started. */
  readonly age: () => number;
  readonly end: () => void;
  /** Lets its thread go, for the next run where threads are kept. */
  readonly leave: () => void;
}

/** Starts a worker on a segment. */
export function startWorker(segment: Segment, running: Running, origin: number, events: CrewEvents): CrewWorker {
  const whereabouts = createWhereabouts();
  const thread = running.threads?.take() ?? newThread();
  const pending: Batch[] = [];
  const born = performance.now();
  let ready = false;
  let over = false;

  const worker: CrewWorker = {
    pending,
    post: (batch, banned) => {
      pending.push(batch);
      const { items, first, at, beside } = batch;
      const message: BatchMessage = { type: "batch", items, first, beside, banned, ...(at ? { at } : {}) };
      thread.postMessage(message);
    },
    halt: () => halt(whereabouts),
    place: () => readWhereabouts(whereabouts, origin),
    ready: () => ready,
    age: () => performance.now() - born,
    end: () => {
      over = true;
      void thread.terminate();
    },
    leave: () => {
      if (over) return;
      if (!running.threads || !ready || pending.length > 0) return worker.end();
      over = true;
      running.threads.give(thread);
    },
  };

  thread.on("message", (answer: Answer) => {
    if (over) return;
    if (answer.type === "ready") ready = true;
    else if (answer.type === "failed") events.failed(receiveError(answer.error));
    else if (answer.type === "asks") {
      answerTo(segment, answer.step, answer.ids).then(() => {
        if (!over) thread.postMessage({ type: "answered" } satisfies AnsweredMessage);
      }, events.failed);
    } else {
      events.done(pending.shift() as Batch, answer.done);
    }
  });
  const dead = (reason: string): void => {
    if (over) return;
    over = true;
    void thread.terminate();
    events.died(worker, reason);
  };
  thread.on("error", ({ message }) => dead(message || "an uncaught error"));
  thread.on("exit", () => dead("it ended its thread"));

  const start: StartMessage = {
    type: "start",
    steps: segment.steps.map((step) => {
      const { stage, module, name } = step;
      return { stage, module, name, options: running.prepared.get(step) };
    }),
    ends: running.endsOf(segment),
    forwards: running.forwards(segment),
    whereabouts,
    origin,
  };
  thread.postMessage(start);
  return worker;
}
