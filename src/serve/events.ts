/** Server-sent events: a page hears that the catalogue has changed, and asks anew. */
import type { Keeper } from "./keeper.ts";

/** How often the catalogue's number is looked at while somebody listens, and how often a silent stream is proven alive. */
const lookMilliseconds = 2000;
const pingMilliseconds = 15_000;
/** Streams at once. */
export const mostStreams = 8;

/** Tells revisions to whoever listens. */
export interface Events {
  /** A stream for one listener; undefined where there are too many. */
  readonly stream: (signal: AbortSignal) => ReadableStream<Uint8Array> | undefined;
  readonly close: () => void;
}

/** Events of a catalogue. It is asked for its number only while somebody listens. */
export function eventsOf(keeper: Keeper): Events {
  const listeners = new Set<(text: string) => void>();
  let revision: number | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  const tell = (text: string): void => {
    for (const listener of listeners) listener(text);
  };
  const look = async (): Promise<void> => {
    try {
      const now = await keeper.use((db) => db.revision());
      if (revision !== undefined && now !== revision) tell(`event: revision\ndata: {"revision":${now}}\n\n`);
      revision = now;
    } catch {
      // Another process has the catalogue: the next look tells.
    }
  };
  return {
    stream: (signal) => {
      if (listeners.size >= mostStreams) return undefined;
      const encoder = new TextEncoder();
      let end = (): void => {};
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          const listener = (text: string): void => controller.enqueue(encoder.encode(text));
          const ping = setInterval(() => listener(": still here\n\n"), pingMilliseconds);
          listeners.add(listener);
          looking ??= setInterval(() => void look(), lookMilliseconds);
          void look();
          listener("retry: 2000\n\n");
          end = () => {
            if (!listeners.delete(listener)) return;
            clearInterval(ping);
            if (listeners.size > 0) return;
            clearInterval(looking);
            looking = undefined;
            revision = undefined;
          };
          signal.addEventListener("abort", end, { once: true });
        },
        cancel: () => end(),
      });
    },
    close: () => {
      tell("event: bye\ndata: {}\n\n");
      clearInterval(looking);
    },
  };
}
