/** A worker: runs one segment, batch by batch. Messages are lost that come before somebody listens: no top-level await. */
import { parentPort } from "node:worker_threads";
import { setLoading } from "./loading.ts";
import type { Answer, BatchMessage, StartMessage } from "./messages.ts";
import { sendError } from "./messages.ts";
import { type StartedSegment, startSegment } from "./segment.ts";
import type { Start } from "./stage.ts";
import { reportWhereabouts } from "./whereabouts.ts";

const post = (answer: Answer, transfer: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, [...transfer]);

let segment: StartedSegment | undefined;
let atItem: (index: number) => void = () => {};
let isHalted: () => boolean = () => false;
let work: Promise<void> = Promise.resolve();

parentPort?.on("message", (data: StartMessage | BatchMessage) => {
  work = work
    .then(() => (data.type === "start" ? start(data) : doBatch(data)))
    .catch((error) => {
      post({ type: "failed", error: sendError(error) });
    });
});

async function start(message: StartMessage): Promise<void> {
  const watch = reportWhereabouts(message.whereabouts, message.origin);
  ({ item: atItem, isHalted } = watch);
  setLoading(true);
  const steps = await Promise.all(
    message.steps.map(async ({ stage, module, name, options }) => {
      const found = (await import(module))[name] as Start<unknown, unknown, unknown> | undefined;
      if (typeof found !== "function")
        throw new TypeError(`Cannot start the stage "${stage}": ${module} exports no ${name}`);
      return { stage, start: (context: Parameters<typeof found>[1]) => found(options, context) };
    }),
  );
  // The main thread ends a worker whole; nothing aborts inside it.
  const { signal } = new AbortController();
  segment = await startSegment({ steps, ends: message.ends, forwards: message.forwards, signal, watch });
  setLoading(false);
  post({ type: "ready" });
}

async function doBatch({ items, first, at, beside, banned }: BatchMessage): Promise<void> {
  const running = segment;
  if (!running) return;
  running.ban(banned);
  for (const record of beside.asides) {
    const pending = running.aside(record);
    if (pending) await pending;
  }
  for (const one of beside.refused) running.refused(one);
  // A run that is stopped keeps what is done of a batch; the rest is done when it goes on.
  for (let n = 0; n < items.length && !isHalted(); n++) {
    atItem(n);
    const pending = running.one(items[n], at?.[n] ?? { sequence: first + n, again: false });
    if (pending) await pending;
  }
  atItem(-1);
  const done = running.take();
  const transfer = (done.packed?.buffers ?? []).map(({ buffer }) => buffer as ArrayBuffer);
  post({ type: "done", done }, transfer);
}
