/** A worker: runs one segment, batch by batch. Messages are lost that come before somebody listens: no top-level await. */
import { parentPort } from "node:worker_threads";
import { setLoading } from "./loading.ts";
import type { Answer, AnsweredMessage, BatchMessage, StartMessage } from "./messages.ts";
import { sendError } from "./messages.ts";
import { type Held, type StartedSegment, startSegment } from "./segment.ts";
import type { Start } from "./stage.ts";
import { reportWhereabouts } from "./whereabouts.ts";

const post = (answer: Answer, transfer: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, [...transfer]);

/** Bytes of items that wait for an answer; beyond this they are asked about before the batch is through. */
const mostHeldBytes = 32 * 2 ** 20;

let segment: StartedSegment | undefined;
let atItem: (index: number) => void = () => {};
let isHalted: () => boolean = () => false;
let work: Promise<void> = Promise.resolve();
let answered: () => void = () => {};

parentPort?.on("message", (data: StartMessage | BatchMessage | AnsweredMessage) => {
  if (data.type === "answered") return answered();
  work = work
    .then(() => (data.type === "start" ? start(data) : doBatch(data)))
    .catch((error) => {
      post({ type: "failed", error: sendError(error) });
    });
});

async function start(message: StartMessage): Promise<void> {
  const watch = reportWhereabouts(message.whereabouts, message.origin);
  ({ item: atItem, isHalted } = watch);
  // A thread that is kept begins with another run.
  segment?.stop();
  segment = undefined;
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
  let waiting: (Held & { readonly n: number })[] = [];
  let bytes = 0;
  for (let n = 0; n < items.length && !isHalted(); n++) {
    atItem(n);
    const pending = running.one(items[n], at?.[n] ?? { sequence: first + n, again: false });
    if (pending) await pending;
    const held = running.held();
    if (!held) continue;
    waiting.push({ ...held, n });
    bytes += held.bytes;
    if (bytes < mostHeldBytes) continue;
    await goOn(waiting, running.asking);
    [waiting, bytes] = [[], 0];
  }
  await goOn(waiting, running.asking);
  atItem(-1);
  const done = running.take();
  const transfer = (done.packed?.buffers ?? []).map(({ buffer }) => buffer as ArrayBuffer);
  post({ type: "done", done }, transfer);
}

/** Asks about items that wait, then takes them on. */
async function goOn(waiting: readonly (Held & { readonly n: number })[], step: number): Promise<void> {
  if (waiting.length === 0 || isHalted()) return;
  atItem(-1);
  await new Promise<void>((resolve) => {
    answered = resolve;
    post({ type: "asks", step, ids: waiting.map(({ id }) => id) });
  });
  for (const { n, goOn } of waiting) {
    if (isHalted()) return;
    atItem(n);
    const pending = goOn();
    if (pending) await pending;
  }
}
