// Stages for tests of the engine: numbers with a path, and steps that misbehave on demand.
import { type Context, type Each, each, type Packed, type Sink, type Source, type Step, skip } from "../../mod.ts";

/** An item: a number that has a name. */
export interface Numbered {
  readonly path: string;
  readonly n: number;
}
/** An item that was doubled. */
export interface Doubled extends Numbered {
  readonly doubled: number;
}

/** The numbers from 0; `drawn` counts how many were asked for. */
export function numbers(count: number, drawn: { count: number } = { count: 0 }): Source<Numbered> {
  return async function* () {
    for (let n = 0; n < count; n++) {
      drawn.count++;
      yield { path: `item-${n}`, n };
    }
  };
}

const described = (stage: string, name: string) => ({ stage, module: import.meta.url, name });

/** Doubles; rejects multiples of `refuse`, drops multiples of `drop`. */
export const double = (options: { refuse?: number; drop?: number } = {}): Each<Numbered, Doubled> =>
  each({ ...described("double", "startDouble"), start: startDouble, options });
export function startDouble(options: { refuse?: number; drop?: number }, context: Context): Step<Numbered, Doubled> {
  let seen = 0;
  context.count("started");
  return {
    each: (item) => {
      seen++;
      if (seen === 1) context.count("first items");
      if (options.refuse && item.n % options.refuse === 0) {
        throw Object.assign(new RangeError(`Cannot double ${item.n}`), { code: "too-round", offset: item.n });
      }
      if (options.drop && item.n % options.drop === 0) {
        context.aside({ dropped: item.n });
        return skip;
      }
      return { ...item, doubled: item.n * 2 };
    },
  };
}

/** Hangs, exits or throws outside of the step on one number; `part` is what it says it is doing. */
export const misbehave = (options: {
  at: number;
  how: "hang" | "exit" | "throw";
  part?: string;
}): Each<Doubled, Doubled> => each({ ...described("misbehave", "startMisbehave"), start: startMisbehave, options });
export function startMisbehave(
  options: { at: number; how: "hang" | "exit" | "throw"; part?: string },
  context: Context,
): Step<Doubled, Doubled> {
  return {
    each: (item, { avoid }) => {
      if (options.part && avoid?.some(({ part }) => part === options.part)) return { ...item, doubled: -1 };
      if (options.part) context.mark(options.part);
      if (item.n === options.at) {
        if (options.how === "exit") process.exit(3);
        if (options.how === "throw") {
          setTimeout(() => {
            throw new Error("thrown outside of the step");
          });
          return new Promise<Doubled>(() => {});
        }
        for (;;);
      }
      return item;
    },
  };
}

/** Asks about each number, doubles those that are known only, and notes in `asked` how many were asked about together. */
export function known(isKnown: (n: number) => boolean, asked: number[]): Each<Numbered, Doubled> {
  let memory = new SharedArrayBuffer(0);
  return each({
    ...described("known", "startKnown"),
    start: startKnown,
    prepare: () => {
      memory = new SharedArrayBuffer(1000);
      return memory;
    },
    answer: async (ids) => {
      asked.push(ids.length);
      for (const id of ids) if (isKnown(Number(id))) new Uint8Array(memory)[Number(id)] = 1;
    },
  });
}
export function startKnown(memory: SharedArrayBuffer): Step<Numbered, Doubled> {
  return {
    asks: ({ n }) => {
      if (n === 13) throw Object.assign(new RangeError("Cannot ask about 13"), { code: "unlucky" });
      return { id: BigInt(n), bytes: 1 };
    },
    each: (item) => (new Uint8Array(memory)[item.n] === 1 ? { ...item, doubled: item.n * 2 } : skip),
  };
}

/** A step that cannot be started. */
export const unstartable = (): Each<Numbered, Numbered> =>
  each({ ...described("unstartable", "startUnstartable"), start: startUnstartable, options: {} });
export function startUnstartable(): Step<Numbered, Numbered> {
  throw Object.assign(new Error("no such library"), { code: "missing-library" });
}

/** A sink that packs numbers and what goes beside them, and collects what it is given to write. */
export function collect(
  written: { numbers: number[]; asides: number; rejected: string[]; batches: number },
  onBatch?: () => Promise<void>,
): Sink<Doubled> {
  return {
    kind: "sink",
    pack: each({ ...described("collect", "startCollect"), start: startCollect, options: {} }),
    write: async (batches) => {
      for await (const { buffers, about } of batches) {
        written.batches++;
        written.numbers.push(...new Int32Array((buffers[0] as Uint8Array).buffer));
        const { asides, rejected } = about as { asides: number; rejected: string[] };
        written.asides += asides;
        written.rejected.push(...rejected);
        await onBatch?.();
      }
    },
  };
}
export function startCollect(): Step<Doubled, never> {
  let held: number[] = [];
  let asides = 0;
  let rejected: string[] = [];
  return {
    each: (item) => {
      held.push(item.n);
      return skip;
    },
    aside: (record) => {
      asides++;
      return record;
    },
    rejected: (rejection) => rejected.push(`${rejection.path}: ${rejection.code}`),
    flush: (): Packed | undefined => {
      if (held.length + asides + rejected.length === 0) return undefined;
      const packed = { buffers: [new Uint8Array(Int32Array.from(held).buffer)], about: { asides, rejected } };
      held = [];
      asides = 0;
      rejected = [];
      return packed;
    },
  };
}
/** A new collection for the sink. */
export const collection = () => ({ numbers: [] as number[], asides: 0, rejected: [] as string[], batches: 0 });
