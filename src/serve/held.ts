/** Answers that are sent part by part, and what they hold meanwhile. */
import type { Keeper } from "./keeper.ts";
import { RequestError } from "./problem.ts";

/** How long a client may take none of the parts of an answer. */
const idleMilliseconds = 30_000;

/**
 * A stream that keeps the catalogue open until its last part is sent, or the client has taken none for too long: others may wait for
 * the catalogue meanwhile.
 *
 * @param mostIdle milliseconds that a client may take none.
 */
export function held(
  parts: ReadableStream<Uint8Array>,
  keeper: Pick<Keeper, "use">,
  mostIdle = idleMilliseconds,
): ReadableStream<Uint8Array> {
  const reader = parts.getReader();
  let end = (): void => {};
  void keeper.use(() => new Promise<void>((resolve) => (end = resolve)));
  let idle: ReturnType<typeof setTimeout> | undefined;
  const finish = async (reason?: unknown): Promise<void> => {
    clearTimeout(idle);
    await reader.cancel(reason).catch(() => {});
    end();
  };
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      clearTimeout(idle);
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          idle = setTimeout(() => {
            const stalled = new RequestError("too-slow", "The client took no part of the answer for too long");
            controller.error(stalled);
            void finish(stalled);
          }, mostIdle);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      await finish();
    },
    cancel: finish,
  });
}
