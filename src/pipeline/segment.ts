/** A segment at work in one thread: takes items through its steps, keeps what came of them until it is taken. */

import type { Rejection } from "./rejection.ts";
import { endsRun, isCancellation, pathOf, rejectionOf } from "./rejection.ts";
import { add, type Slowest } from "./report.ts";
import { type Avoided, type Context, type Item, type Packed, type Question, type Step, skip } from "./stage.ts";

/** Where the items of a segment end: packed by its sink, handed on, or only counted. */
export type Ends = "sink" | "items" | "nothing";

/** A rejected item, on its way to the sink. */
export interface Refused {
  readonly rejection: Rejection;
  /** The item as far as it came. */
  readonly item: unknown;
}

/** What a segment did since it was last asked. */
export interface Done {
  readonly outputs: readonly unknown[];
  readonly packed: Packed | undefined;
  /** Items that came through all steps. */
  readonly through: number;
  readonly rejections: readonly Rejection[];
  readonly counts: ReadonlyMap<string, number>;
  /** Milliseconds by step. */
  readonly spent: readonly number[];
  /** Seconds by `stage/part`. */
  readonly parts: ReadonlyMap<string, number>;
  /** Path of the latest item. */
  readonly latest: string;
  /** The item that took longest. */
  readonly slowest: Slowest | undefined;
  /** For a sink further down: records sent aside and items refused, when the segment forwards them. */
  readonly asides: readonly unknown[];
  readonly refused: readonly Refused[];
}

/** How a segment is started. */
export interface SegmentSetup {
  readonly steps: readonly {
    readonly stage: string;
    readonly start: (context: Context) => Step<unknown, unknown> | Promise<Step<unknown, unknown>>;
  }[];
  readonly ends: Ends;
  /** True when a sink follows in a later segment. */
  readonly forwards: boolean;
  readonly signal: AbortSignal;
  /** Told which step and which part of it runs, before it runs. */
  readonly watch: Watch;
}

/** Who wants to know where the thread is. */
export interface Watch {
  readonly step: (index: number) => void;
  readonly part: (name: string, seconds?: number) => void;
}

/** An item that waits for the answer to what a step asks about it. */
export interface Held extends Question {
  /** Takes it on, when the answer is there. */
  readonly goOn: () => void | Promise<void>;
}

/** A started segment. Its methods throw only what must end the run: errors of the sink, and those that a step marked so. */
export interface StartedSegment {
  /** Takes one item through all steps, or to one that asks about it; a promise only when a step returned one. */
  readonly one: (item: unknown, at: Item) => void | Promise<void>;
  /** The item that `one` left waiting, if it did. */
  readonly held: () => Held | undefined;
  /** The step that asks; -1 where none does. */
  readonly asking: number;
  /** Takes a record, or a refused item, from before the segment. */
  readonly aside: (record: unknown) => void | Promise<void>;
  readonly refused: (refused: Refused) => void;
  /** Leaves parts out for the rest of the run. */
  readonly ban: (parts: readonly Avoided[]) => void;
  readonly take: () => Done;
  readonly stop: () => void;
}

/** Starts all steps of a segment in this thread. */
export async function startSegment(setup: SegmentSetup): Promise<StartedSegment> {
  const { ends, forwards, signal, watch } = setup;
  const names = setup.steps.map(({ stage }) => stage);
  const steps: Step<unknown, unknown>[] = [];
  const last = names.length - 1;
  let done = begin(names.length);
  let clock = 0;
  let began = 0;
  let latest: unknown;
  let broken: { readonly error: unknown } | undefined;
  let avoided: readonly Avoided[] = [];
  let banned: readonly Avoided[] = [];

  const spend = (n: number): void => {
    const now = performance.now();
    done.spent[n]! += now - clock;
    clock = now;
  };

  /** Keeps the slowest item; the clock stands where its last step ended. */
  const noteSlow = (item: unknown): void => {
    const seconds = (clock - began) / 1000;
    if (seconds > (done.slowest?.seconds ?? 0)) done.slowest = { path: pathOf(item), seconds };
  };

  /** What the sink itself throws ends the run, whoever called. */
  const sinking = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      broken ??= { error };
    }
  };
  const mend = (): void => {
    if (broken) throw broken.error;
  };

  const handRefused = (refused: Refused): void => {
    if (ends === "sink") sinking(() => steps[last]?.rejected?.(refused.rejection, refused.item));
    else if (forwards) done.refused.push(refused);
  };

  const refuse = (n: number, error: unknown, item: unknown, path: unknown): void => {
    if (isCancellation(error, signal)) return;
    if (endsRun(error)) {
      broken ??= { error };
      return;
    }
    const rejection = rejectionOf(error, names[n]!, pathOf(item) === "" ? path : item);
    done.rejections.push(rejection);
    handRefused({ rejection, item });
  };

  /** Records whose step answers later; an item is done when they are. */
  let waiting: Promise<void>[] = [];

  const sendAside = (sent: unknown, from: number): void => {
    let record = sent;
    for (let n = from; n <= last; n++) {
      const step = steps[n];
      if (!step?.aside) continue;
      if (n === last && ends === "sink") return sinking(() => step.aside?.(record));
      try {
        record = step.aside(record);
      } catch (error) {
        return refuse(n, error, record, latest);
      }
      if (record === undefined || record === skip) return;
      if (record instanceof Promise) {
        const path = latest;
        const goesOn = (value: unknown): void => {
          if (value !== undefined && value !== skip) sendAside(value, n + 1);
        };
        waiting.push(record.then(goesOn, (error) => refuse(n, error, sent, path)));
        return;
      }
    }
    if (ends !== "sink" && forwards) done.asides.push(record);
  };
  /** Waits for such records, where there are some. */
  const settled = (pending: void | Promise<void>): void | Promise<void> => {
    if (waiting.length === 0) return pending;
    const all = waiting;
    waiting = [];
    return Promise.all([pending, ...all])
      .then(() => settled(undefined))
      .then(mend);
  };

  let asking = -1;
  let holding: (Question & { readonly item: unknown; readonly at: Item }) | undefined;
  const hold = (item: unknown, at: Item, asks: (item: unknown) => Question): void => {
    try {
      holding = { ...asks(item), item, at };
    } catch (error) {
      refuse(asking, error, item, latest);
    }
  };

  /** @param isAnswered whether the step to begin with has asked. */
  const through = (value: unknown, at: Item, from: number, isAnswered = false): void | Promise<void> => {
    let item = value;
    for (let n = from; n <= last; n++) {
      const asks = n === asking && !isAnswered ? steps[n]?.asks : undefined;
      if (asks) return hold(item, at, asks);
      watch.step(n);
      let result: unknown;
      try {
        result = steps[n]!.each(item, at);
      } catch (error) {
        spend(n);
        return refuse(n, error, item, latest);
      }
      if (result instanceof Promise) return later(result, item, at, n);
      spend(n);
      if (result === skip && !(n === last && ends === "sink")) return;
      item = result;
    }
    done.through++;
    if (ends === "items") done.outputs.push(item);
  };

  const later = async (promise: Promise<unknown>, item: unknown, at: Item, n: number): Promise<void> => {
    let result: unknown;
    try {
      result = await promise;
    } catch (error) {
      spend(n);
      refuse(n, error, item, latest);
      return mend();
    }
    spend(n);
    if (result === skip && !(n === last && ends === "sink")) return;
    await through(result, at, n + 1);
    mend();
  };

  for (const [n, { start }] of setup.steps.entries()) {
    steps.push(
      await start({
        signal,
        count: (name, by = 1) => add(done.counts, name, by),
        aside: (record) => {
          add(done.counts, "aside", 1);
          sendAside(record, n + 1);
        },
        mark: watch.part,
        avoids: (part) => {
          const isIt = (one: Avoided): boolean => one.part === part;
          return banned.length + avoided.length === 0 ? undefined : (avoided.find(isIt) ?? banned.find(isIt));
        },
        spend: (part, seconds) => add(done.parts, `${names[n]}/${part}`, seconds),
      }),
    );
  }

  asking = steps.findIndex(({ asks }) => asks !== undefined);
  /** @param before milliseconds that were spent on it already. */
  const take = (whole: unknown, at: Item, before: number, go: () => void | Promise<void>): void | Promise<void> => {
    latest = whole;
    avoided = at.avoid ?? [];
    clock = performance.now();
    began = clock - before;
    const pending = go();
    mend();
    if (pending) return settled(pending.then(() => noteSlow(whole)));
    noteSlow(whole);
    return settled(pending);
  };

  return {
    asking,
    one: (item, at) => take(item, at, 0, () => through(item, at, 0)),
    held: () => {
      if (!holding) return undefined;
      const { id, bytes, item, at } = holding;
      holding = undefined;
      const [whole, before] = [latest, clock - began];
      return { id, bytes, goOn: () => take(whole, at, before, () => through(item, at, asking, true)) };
    },
    aside: (record) => {
      sendAside(record, 0);
      mend();
      return settled(undefined);
    },
    refused: (refused) => {
      handRefused(refused);
      mend();
    },
    ban: (parts) => {
      banned = parts;
    },
    take: () => {
      const packed = ends === "sink" ? steps[last]?.flush?.() : undefined;
      const taken: Done = { ...done, packed, latest: pathOf(latest) };
      done = begin(names.length);
      return taken;
    },
    stop: () => {
      for (const step of steps) step.stop?.();
    },
  };
}

function begin(steps: number) {
  return {
    outputs: [] as unknown[],
    through: 0,
    rejections: [] as Rejection[],
    counts: new Map<string, number>(),
    spent: new Array<number>(steps).fill(0),
    parts: new Map<string, number>(),
    asides: [] as unknown[],
    refused: [] as Refused[],
    slowest: undefined as Slowest | undefined,
  };
}
