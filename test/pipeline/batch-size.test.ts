import { expect, test } from "bun:test";
import { createBatchSize } from "../../src/pipeline/batch-size.ts";

/** Sizes of the first batches of a run whose items take so many milliseconds each. */
function sizes(most: number, milliseconds: (batch: number) => number): readonly number[] {
  const size = createBatchSize(most);
  return Array.from({ length: 8 }, (_, batch) => {
    const items = size.now();
    size.learn(items, items * milliseconds(batch));
    return items;
  });
}

test("batches begin small and double to the most that a run wants", () => {
  expect(sizes(256, () => 5)).toEqual([8, 16, 32, 64, 128, 256, 256, 256]);
});

test("a busy machine, where items take three times as long, has the same batches from the start", () => {
  expect(sizes(128, () => 15)).toEqual(sizes(128, () => 5));
});

test("batches of truly slow items are small, and grow again when the slow ones are over", () => {
  expect(sizes(256, (batch) => (batch < 4 ? 1000 : 1))).toEqual([8, 2, 2, 2, 2, 4, 8, 16]);
});

test("the first batch is no larger than the most that a run wants", () => {
  expect(sizes(1, () => 5)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
});
