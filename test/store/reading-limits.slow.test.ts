/** Readings that are canceled or take too long end in an error with a code, and the catalogue answers on, wherever it lies. */
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { add, type Catalogue, core, open } from "../../mod.ts";
import { deadlineOf, heldTo } from "../../src/database/limits.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** A server is stopped in what would take a minute; an embedded engine ends what it has begun. */
const slowOn = (url: string): string =>
  url.startsWith("postgres")
    ? "select pg_sleep(60)"
    : "select count(*)::int4 as n from generate_series(1, 300000) a where md5(a::text) < '0'";

const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "an answer",
    ({ code }) => code,
  );

const places: readonly (readonly [string, () => Promise<string>])[] = [
  ["the embedded engine", async () => join(folder.path, "embedded")],
  ...(hasServer
    ? ([
        ["a server", newDatabase],
        ["a server behind a pooler", async () => `${await newDatabase()}?pgbouncer=true`],
      ] as const)
    : []),
];

describe("a time that is given", () => {
  const late = (within: number | undefined, took: number): Promise<unknown> => {
    const deadline = deadlineOf({ within });
    const work = () => new Promise((done) => setTimeout(done, took));
    return codeOf(deadline ? heldTo(deadline, work) : work());
  };
  test.each([
    ["none", undefined, 5, "an answer"],
    ["enough", 60_000, 5, "an answer"],
    ["longer than a timer counts", 90 * 24 * 60 * 60 * 1000, 20, "an answer"],
    ["for ever", Number.POSITIVE_INFINITY, 5, "an answer"],
    ["too short", 5, 60_000, "timed-out"],
    ["nothing", 0, 60_000, "timed-out"],
  ] as const)("%s", async (_, within, took, outcome) => {
    expect(await late(within, took)).toBe(outcome);
  });
  test.each([-1, Number.NaN])("%d is no time", (within) => {
    expect(() => deadlineOf({ within })).toThrow(`Cannot answer within ${within} ms: expected 0 or more`);
  });
});

for (const [name, place] of places) {
  describe(`on ${name}`, () => {
    const opened = async (
      mode: "read" | "write",
      use: (db: Catalogue) => Promise<void>,
      url: string,
    ): Promise<void> => {
      const db = await open(url, { plugins: [core], mode });
      try {
        await use(db);
      } finally {
        await db.close();
      }
    };

    test("what is too late or canceled has a code, and the next question its answer", async () => {
      const url = await place();
      await opened(
        "write",
        async (db) => {
          await add(db, [join(sample, "Loops")], { workers: 0 });
          const began = performance.now();
          expect(await codeOf(db.query(slowOn(url), [], { within: 20 }))).toBe("timed-out");
          const stop = new AbortController();
          const canceled = codeOf(db.query(slowOn(url), [], { signal: stop.signal }));
          const behind = codeOf(db.find("has bpm", { signal: stop.signal }));
          setTimeout(() => stop.abort(), 20);
          expect([await canceled, await behind]).toEqual(["canceled", "canceled"]);
          expect(await codeOf(db.count("has bpm", { signal: AbortSignal.abort() }))).toBe("canceled");
          expect((await db.count("has bpm", { within: 60_000 })).count).toBeGreaterThan(0);
          expect((await db.find("has bpm", { within: 60_000, limit: 1 })).rows).toHaveLength(1);
          expect(performance.now() - began).toBeLessThan(60_000);
        },
        url,
      );
      await opened(
        "read",
        async (db) => {
          expect(await codeOf(db.query(slowOn(url), [], { within: 1 }))).toBe("timed-out");
          expect((await db.stats(undefined, { within: 60_000 })).contents).toBeGreaterThan(0);
        },
        url,
      );
    }, 180_000);

    test("its revision is the same until something is written", async () => {
      const url = await place();
      await opened(
        "write",
        async (db) => {
          await add(db, [join(sample, "Loops")], { workers: 0 });
          // On a server other databases and its own housekeeping raise it now and then, and a reading never does.
          let kept = 0;
          for (let n = 0; n < 10; n++) {
            const before = await db.revision();
            await db.find("has bpm");
            if ((await db.revision()) === before) kept++;
          }
          expect(kept).toBeGreaterThan(url.includes("://") ? 5 : 9);
          const seen = [await db.revision()];
          await db.rate("has bpm", 4);
          seen.push(await db.revision());
          await db.save("mine", "bpm 120");
          seen.push(await db.revision());
          await db.tag("has bpm", { add: ["mine"] });
          seen.push(await db.revision());
          expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
        },
        url,
      );
    }, 180_000);
  });
}
