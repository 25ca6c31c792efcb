/** A stream holds the catalogue as long as somebody reads it, and no longer. */
import { expect, test } from "bun:test";
import { held } from "../../src/serve/held.ts";
import type { Keeper } from "../../src/serve/keeper.ts";
import { RequestError } from "../../src/serve/problem.ts";

/** A keeper that counts who holds it. */
function counting(): { readonly keeper: Pick<Keeper, "use">; readonly holding: () => number } {
  let holding = 0;
  const use = async <T>(work: (db: never) => Promise<T>): Promise<T> => {
    holding++;
    try {
      return await work(undefined as never);
    } finally {
      holding--;
    }
  };
  return { keeper: { use }, holding: () => holding };
}

/** Parts without end; `isOver` tells whether they were given up. */
function endless(): { readonly parts: ReadableStream<Uint8Array>; readonly isOver: () => boolean } {
  let isOver = false;
  const parts = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      isOver = true;
    },
  });
  return { parts, isOver: () => isOver };
}

test("until the last part is read", async () => {
  const { keeper, holding } = counting();
  const stream = held(new Blob(["some parts"]).stream(), keeper);
  expect(holding()).toBe(1);
  expect(await new Response(stream).text()).toBe("some parts");
  await Bun.sleep(1);
  expect(holding()).toBe(0);
});

test("until the reader goes away", async () => {
  const { keeper, holding } = counting();
  const { parts, isOver } = endless();
  const reader = held(parts, keeper).getReader();
  await reader.read();
  expect([holding(), isOver()]).toEqual([1, false]);
  await reader.cancel();
  await Bun.sleep(1);
  expect([holding(), isOver()]).toEqual([0, true]);
});

test("until the reader takes nothing for too long", async () => {
  const { keeper, holding } = counting();
  const { parts, isOver } = endless();
  const reader = held(parts, keeper, 30).getReader();
  await reader.read();
  await Bun.sleep(200);
  expect([holding(), isOver()]).toEqual([0, true]);
  expect(await reader.read().catch((error: unknown) => error)).toBeInstanceOf(RequestError);
});

test("until its parts break off", async () => {
  const { keeper, holding } = counting();
  const broken = new ReadableStream<Uint8Array>({
    pull: () => {
      throw new Error("lost");
    },
  });
  await expect(new Response(held(broken, keeper)).text()).rejects.toThrow("lost");
  await Bun.sleep(1);
  expect(holding()).toBe(0);
});
