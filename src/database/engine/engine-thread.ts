/** The embedded engine in a thread of its own: what it works on does not hold up the thread that reads, asks or draws. */
import { StoreError, type StoreErrorCode } from "../error.ts";
import { noteEngine } from "../folder/abandon.ts";
import { compiledEngine, keepCompiled } from "./compiled.ts";
import { takeThread } from "./early-thread.ts";
import type { EngineAnswer, EngineRequest } from "./engine-messages.ts";
import type { Embedded, EmbedOptions } from "./pglite.ts";

/** A request without its number. */
type Asked = EngineRequest extends infer One ? (One extends { readonly id: number } ? Omit<One, "id"> : never) : never;

interface Pending {
  readonly piece: (data: Uint8Array) => void;
  readonly done: (rows: number) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Starts a thread and opens a folder in it.
 *
 * @throws StoreError as `openEmbedded`; `engine-lost` when the thread ends by itself.
 */
export async function openEmbeddedThread(folder: string, options: EmbedOptions = {}): Promise<Embedded> {
  const thread = takeThread();
  const pending = new Map<number, Pending>();
  let last = 0;
  let lost: StoreError | undefined;

  const ask = (
    asked: Asked,
    sent: readonly Uint8Array[] = [],
    piece: (data: Uint8Array) => void = () => {},
  ): Promise<number> =>
    new Promise((done, failed) => {
      if (lost) return failed(lost);
      pending.set(++last, { piece, done, failed });
      keepAlive(true);
      thread.postMessage(
        { ...asked, id: last },
        sent.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
  // A script that forgets to close its catalogue ends all the same.
  const keepAlive = (isWorking: boolean): void => (isWorking ? thread.ref() : thread.unref());
  const lose = (why: string): void => {
    lost ??= new StoreError("engine-lost", `The embedded database has ended: ${why}`);
    for (const { failed } of pending.values()) failed(lost);
    pending.clear();
  };
  thread.on("message", (answer: EngineAnswer) => {
    const one = pending.get(answer.id);
    if (answer.type === "piece") return one?.piece(answer.data);
    pending.delete(answer.id);
    if (pending.size === 0) keepAlive(false);
    if (answer.type === "done") one?.done(answer.rows);
    else if (answer.type === "opened") {
      keepCompiled(answer.program);
      one?.done(0);
    } else one?.failed(received(answer.error));
  });
  thread.on("error", ({ message }) => lose(message));
  const forgotten = noteEngine(() => thread.terminate());
  thread.on("exit", () => {
    forgotten();
    lose("its thread is gone");
  });

  try {
    await ask({ type: "open", folder, options, program: await compiledEngine() });
  } catch (error) {
    await thread.terminate();
    throw error;
  }
  return {
    run: async (messages, answer) => {
      const sent = new Uint8Array(messages);
      await ask({ type: "run", messages: sent }, [sent], answer);
    },
    copy: (statement, data) => {
      // What lies in memory of its own is handed over; small parts share theirs with others.
      const sent = data.map((part) => (part.length === part.buffer.byteLength ? part : new Uint8Array(part)));
      return ask({ type: "copy", statement, data: sent }, sent);
    },
    close: async () => {
      await ask({ type: "close" });
      await thread.terminate();
    },
  };
}

/** The error that the thread told, as the class that it was where that is one of ours. */
function received(told: Readonly<Record<string, unknown>>): Error {
  const message = String(told["message"]);
  if (told["name"] === "StoreError") return new StoreError(told["code"] as StoreErrorCode, message);
  return Object.assign(new Error(message), told);
}
