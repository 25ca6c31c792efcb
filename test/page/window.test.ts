/** Rows of a long table that are in the document. */
import { expect, test } from "bun:test";
import { isNearEnd, windowOf } from "../../page/window.ts";

test("what is seen is in the document, and not many rows more, however long the table is", () => {
  for (const total of [0, 1, 50, 1_000_000]) {
    for (const top of [0, 27, 28, 12_345, total * 28 - 600, total * 28 + 5000]) {
      const { from, to } = windowOf(total, top, 600, 28);
      expect(to - from).toBeLessThanOrEqual(60);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(total);
      if (top < 0 || top > total * 28 - 600) continue;
      expect(from * 28).toBeLessThanOrEqual(top);
      expect(to * 28).toBeGreaterThanOrEqual(Math.min(total * 28, top + 600));
    }
  }
});

test("more rows are wanted before the last one is seen", () => {
  expect(isNearEnd(100, windowOf(100, 0, 600, 28))).toBe(false);
  expect(isNearEnd(100, windowOf(100, 60 * 28, 600, 28))).toBe(true);
});
