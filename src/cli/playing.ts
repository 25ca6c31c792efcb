/** Plays files one after the other; on a terminal keys go on, back, and end it. */
import { emitKeypressEvents } from "node:readline";
import { untilStopped, usualGrace } from "./stop.ts";

/** What a person wants next. */
type Wish = "next" | "previous" | "quit";

/** Keys, and what they mean. Ctrl-C comes as a key while the terminal is raw. */
const wishes: Readonly<Record<string, Wish>> = { n: "next", right: "next", p: "previous", left: "previous", q: "quit" };

/** How playing ended: at the end of the list, or before. */
export type EndOfPlaying = "all" | "stopped" | "failed";

/**
 * Plays each of `count` files.
 *
 * @param play plays one, until it ends or the signal does; false when it could not be played, and no other can.
 */
export const playAll = (
  count: number,
  play: (number: number, signal: AbortSignal) => Promise<boolean>,
): Promise<EndOfPlaying> => untilStopped({ grace: usualGrace }, (stop) => playUntil(stop, count, play));

async function playUntil(
  stopping: AbortSignal,
  count: number,
  play: (number: number, signal: AbortSignal) => Promise<boolean>,
): Promise<EndOfPlaying> {
  let current = new AbortController();
  let wish: Wish | undefined;
  const want = (wanted: Wish): void => {
    wish = wanted;
    current.abort();
  };
  const stop = (): void => want("quit");
  const silence = hearKeys(want);
  stopping.addEventListener("abort", stop);
  try {
    for (let at = 0; at < count; ) {
      current = new AbortController();
      wish = undefined;
      const isPlayed = await play(at, current.signal);
      // It was changed meanwhile, which the compiler does not see.
      const wanted = wish as Wish | undefined;
      if (wanted === "quit") return "stopped";
      if (wanted === undefined && !isPlayed) return "failed";
      at = wanted === "previous" ? Math.max(0, at - 1) : at + 1;
    }
    return "all";
  } finally {
    stopping.removeEventListener("abort", stop);
    silence();
  }
}

/** Hears keys on a terminal. @returns what gives the terminal back. */
function hearKeys(want: (wish: Wish) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  emitKeypressEvents(stdin);
  const hear = (_: unknown, { name = "", ctrl = false }: { name?: string; ctrl?: boolean }): void => {
    const wish = ctrl && name === "c" ? "quit" : wishes[name];
    if (wish) want(wish);
  };
  stdin.setRawMode(true);
  stdin.resume();
  stdin.on("keypress", hear);
  return () => {
    stdin.off("keypress", hear);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
