import { expect, test } from "bun:test";
import { createClaims, openClaims } from "../../src/pipeline/claims.ts";

/** Ids as spread out as those of a cryptographic hash. */
const idOf = (n: number): bigint => (BigInt(n) * 0x9e3779b97f4a7c15n) & 0x7fffffffffffffffn;

test("the first item with an id claims it, later ones are copies", () => {
  const claims = openClaims(createClaims());
  expect(claims.claim(7n, 0)).toBe("first");
  expect(claims.claim(7n, 1)).toBe("copy");
  expect(claims.claim(8n, 1)).toBe("first");
});

test("an item that is done again finds its own claim", () => {
  const claims = openClaims(createClaims());
  claims.claim(7n, 5);
  expect(claims.claim(7n, 5)).toBe("first");
});

test("an id known before the run is known, whoever asks", () => {
  const claims = openClaims(createClaims());
  claims.know(7n);
  expect(claims.claim(7n, 0)).toBe("known");
});

test("ids stay claimed while the table grows through several generations", () => {
  const memory = createClaims();
  const claims = openClaims(memory);
  const before = memory.byteLength;
  for (let n = 1; n <= 300_000; n++) expect(claims.claim(idOf(n), n)).toBe("first");
  expect(memory.byteLength).toBeGreaterThan(before * 4);
  for (let n = 1; n <= 300_000; n += 97) expect(claims.claim(idOf(n), n + 1)).toBe("copy");
});

test("two threads that claim the same ids share them out without loss", async () => {
  const memory = createClaims();
  const work = (): Promise<number> =>
    new Promise((resolve) => {
      const worker = new Worker(new URL("./claims-worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = (event: MessageEvent<number>) => {
        resolve(event.data);
        worker.terminate();
      };
      worker.postMessage(memory);
    });
  const [first, second] = await Promise.all([work(), work()]);
  // A claim that races with the growth of the table may be given twice; the store's key settles it.
  expect(first + second).toBeGreaterThanOrEqual(100_000);
  expect(first + second).toBeLessThan(100_010);
});
