/** Stages for any items: filter, map, take, tap. They run where the pipeline was started. */
import type { Flow } from "../pipeline/stage.ts";

/** Passes on the items that the test accepts. */
export const filter = <T>(test: (item: T) => boolean | Promise<boolean>): Flow<T, T> =>
  async function* filtered(items) {
    for await (const item of items) if (await test(item)) yield item;
  };

/** Turns each item into another. */
export const map = <In, Out>(turn: (item: In) => Out | Promise<Out>): Flow<In, Out> =>
  async function* mapped(items) {
    for await (const item of items) yield await turn(item);
  };

/** Passes on the first `count` items, then ends the run. */
export const take = <T>(count: number): Flow<T, T> =>
  async function* taken(items) {
    if (count <= 0) return;
    let left = count;
    for await (const item of items) {
      yield item;
      if (--left === 0) return;
    }
  };

/** Shows each item to a function and passes it on. */
export const tap = <T>(look: (item: T) => void | Promise<void>): Flow<T, T> =>
  async function* tapped(items) {
    for await (const item of items) {
      await look(item);
      yield item;
    }
  };
