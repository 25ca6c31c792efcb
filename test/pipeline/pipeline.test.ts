import { describe, expect, test } from "bun:test";
import { addReports, filter, pipeline, type Run, take } from "../../mod.ts";
import { collect, collection, double, known, misbehave, numbers, unstartable } from "./stages.ts";

const upTo = (count: number, without: (n: number) => boolean = () => false): number[] =>
  Array.from({ length: count }, (_, n) => n).filter((n) => !without(n));
const sorted = (all: readonly number[]): number[] => [...all].sort((a, b) => a - b);

for (const workers of [0, 2]) {
  describe(`with ${workers} workers`, () => {
    test("every item reaches the sink once, whatever the size of the batch", async () => {
      const written = collection();
      const report = await pipeline(numbers(1000), double(), collect(written)).run({ workers, batch: 64 });
      expect(sorted(written.numbers)).toEqual(upTo(1000));
      expect(report.counts).toMatchObject({ in: 1000, out: 1000, rejected: 0 });
      expect(report.seconds["double"]).toBeGreaterThan(0);
    });

    test("rejected items keep stage, code and offset, reach the sink, and end nothing", async () => {
      const written = collection();
      const report = await pipeline(numbers(100), double({ refuse: 10 }), collect(written)).run({ workers, batch: 16 });
      expect(sorted(written.numbers)).toEqual(upTo(100, (n) => n % 10 === 0));
      expect(report.rejected.byCode).toEqual({ "too-round": 10 });
      expect(report.rejected.first.find(({ path }) => path === "item-30")).toEqual({
        path: "item-30",
        stage: "double",
        code: "too-round",
        message: "Cannot double 30",
        offset: 30,
      });
      expect(written.rejected.sort()[0]).toBe("item-0: too-round");
    });

    test("dropped items send records past the later steps to the sink", async () => {
      const written = collection();
      const report = await pipeline(numbers(100), double({ drop: 4 }), collect(written)).run({ workers, batch: 16 });
      expect(written.numbers.length).toBe(75);
      expect(written.asides).toBe(25);
      expect(report.counts).toMatchObject({ out: 75, rejected: 0 });
    });

    test("a step asks about its items before it works on them, the first of a segment too; batches ask together", async () => {
      for (const journey of [[double()], []]) {
        const written = collection();
        const asked: number[] = [];
        const stages = [...journey, known((n) => n % 3 === 0, asked)] as [ReturnType<typeof known>];
        const report = await pipeline(numbers(300), ...stages, collect(written)).run({ workers, batch: 64 });
        expect(sorted(written.numbers)).toEqual(upTo(300, (n) => n % 3 !== 0));
        expect([written.rejected, report.counts["out"]]).toEqual([["item-13: unlucky"], 100]);
        expect(asked.reduce((sum, one) => sum + one, 0)).toBe(299);
        expect(Math.max(...asked)).toBeGreaterThanOrEqual(workers > 0 ? 16 : 1);
      }
    });

    test("a second run of the same pipeline begins afresh", async () => {
      const written = collection();
      const journey = pipeline(numbers(50), double(), collect(written));
      const first = await journey.run({ workers });
      const second = await journey.run({ workers });
      expect(second.counts).toEqual(first.counts);
      expect(sorted(written.numbers)).toEqual(sorted([...upTo(50), ...upTo(50)]));
      const both = addReports(first, second);
      expect(both.counts).toMatchObject({ in: 100, out: 100 });
    });

    test("flows stand between segments, and outputs can be iterated", async () => {
      const seen: number[] = [];
      const journey = pipeline(
        numbers(200),
        double(),
        filter(({ n }) => n % 2 === 1),
        misbehave({ at: -1, how: "hang" }),
      );
      for await (const { doubled } of journey.items({ workers, batch: 16 })) seen.push(doubled);
      expect(sorted(seen)).toEqual(upTo(200, (n) => n % 2 === 0).map((n) => n * 2));
    });

    test("leaving the loop ends the run and closes the source", async () => {
      const drawn = { count: 0 };
      let first: number | undefined;
      for await (const { n } of pipeline(numbers(1_000_000, drawn), double()).items({ workers, batch: 16 })) {
        first ??= n;
        break;
      }
      expect(first).toBeDefined();
      expect(drawn.count).toBeLessThan(1000);
      const { counts } = await pipeline(numbers(1_000_000, drawn), double(), take(3)).run({ workers, batch: 16 });
      expect(counts["out"]).toBe(3);
    });

    test("a slow sink holds the source back", async () => {
      const drawn = { count: 0 };
      const written = collection();
      let most = 0;
      const sink = collect(written, async () => {
        most = Math.max(most, drawn.count - written.numbers.length);
        await new Promise((resolve) => setImmediate(resolve));
      });
      await pipeline(numbers(5000, drawn), double(), sink).run({ workers, batch: 10 });
      expect(written.numbers.length).toBe(5000);
      // Read ahead: what workers hold, results that wait, the batch being read.
      expect(most).toBeLessThanOrEqual(10 * (2 * 2 + 2 * 2 + 2 + 2));
    });

    test("an aborted run writes what is complete and says that it was cancelled", async () => {
      const stop = new AbortController();
      const written = collection();
      const sink = collect(written, async () => {
        if (written.batches === 3) stop.abort();
      });
      const report = await pipeline(numbers(1_000_000), double(), sink).run({
        workers,
        batch: 10,
        signal: stop.signal,
      });
      expect(report.counts["cancelled"]).toBe(1);
      expect(written.numbers.length).toBe(report.counts["out"] as number);
      expect(written.numbers.length).toBeLessThan(1000);
    });

    test("what a slow source gave is answered while it waits for more", async () => {
      const answered = Promise.withResolvers<void>();
      const slow = async function* () {
        yield { path: "first", n: 1 };
        await answered.promise;
        yield { path: "last", n: 2 };
      };
      const seen: number[] = [];
      for await (const { doubled } of pipeline(slow, double()).items({ workers })) {
        seen.push(doubled);
        answered.resolve();
      }
      expect(seen).toEqual([2, 4]);
    });

    test("what a slow source gave reaches the sink while it waits for more", async () => {
      const answered = Promise.withResolvers<void>();
      const slow = async function* () {
        for (let n = 0; n < 3; n++) yield { path: `item-${n}`, n };
        await answered.promise;
        yield { path: "last", n: 3 };
      };
      const written = collection();
      const sink = collect(written, async () => {
        if (written.numbers.length === 3) answered.resolve();
      });
      await pipeline(slow, double(), sink).run({ workers });
      expect(sorted(written.numbers)).toEqual(upTo(4));
    });

    test("a sink, a source or a flow that throws ends the run with its error", async () => {
      const broken = (message: string) => async () => {
        throw new Error(message);
      };
      const run = pipeline(numbers(1000), double(), collect(collection(), broken("disk full"))).run({
        workers,
        batch: 10,
      });
      await expect(run).rejects.toThrow("disk full");
      const source = async function* () {
        yield { path: "a", n: 1 };
        throw new Error("folder gone");
      };
      await expect(pipeline(source, double()).run({ workers })).rejects.toThrow("folder gone");
    });

    test("a sink that throws ends the run although the source behind a flow is still waiting", async () => {
      const waiting = async function* (run: Run) {
        for (let n = 0; n < 20; n++) yield { path: `item-${n}`, n };
        await new Promise((resolve) => run.signal.addEventListener("abort", resolve));
      };
      const sink = collect(collection(), async () => {
        throw new Error("disk full");
      });
      const all = filter(() => true) as ReturnType<typeof filter<{ path: string; n: number }>>;
      await expect(pipeline(waiting, all, double(), sink).run({ workers, batch: 10 })).rejects.toThrow("disk full");
    }, 10_000);

    test("numbers that mean nothing are refused", async () => {
      await expect(pipeline(numbers(1)).run({ workers, batch: 0 })).rejects.toThrow("Cannot run with batch 0");
      await expect(pipeline(numbers(1)).run({ workers: -1 })).rejects.toThrow("Cannot run with workers -1");
    });

    test("a step that cannot be started ends the run with the reason", async () => {
      await expect(pipeline(numbers(10), unstartable()).run({ workers })).rejects.toThrow("no such library");
    });

    test("progress is told, and the last report is the whole", async () => {
      let told = 0;
      await pipeline(numbers(3000), double()).run({ workers, batch: 16, onProgress: () => told++ });
      expect(told).toBeGreaterThan(0);
    });
  });
}

test("a stop does not wait for a worker that is deep in one item, and keeps what the others did", async () => {
  const stop = new AbortController();
  const written = collection();
  const sink = collect(written, async () => {
    if (written.numbers.length > 100) stop.abort();
  });
  const stuck = misbehave({ at: 20, how: "hang" });
  const { counts, rejected } = await pipeline(numbers(1_000_000), double(), stuck, sink).run({
    workers: 2,
    batch: 10,
    signal: stop.signal,
  });
  // The item is neither written nor refused: the next run does it.
  expect(counts["cancelled"]).toBe(1);
  expect(rejected.byCode).toEqual({});
  expect(written.numbers).not.toContain(20);
  expect(written.numbers.length).toBe(counts["out"] as number);
});

describe("a worker", () => {
  for (const how of ["hang", "exit", "throw"] as const) {
    test(`that is lost by "${how}" is named with its file and replaced, and all else is done once`, async () => {
      const written = collection();
      const journey = pipeline(numbers(300), double(), misbehave({ at: 77, how }), collect(written));
      const report = await journey.run({ workers: 2, batch: 32, itemSeconds: how === "exit" ? 30 : 1 });
      expect(sorted(written.numbers)).toEqual(upTo(300, (n) => n === 77));
      expect(report.rejected.first).toHaveLength(1);
      const [rejection] = report.rejected.first;
      expect(rejection).toMatchObject({ path: "item-77", stage: "misbehave" });
      expect(rejection?.code).toMatch(/^worker-(hung|died)$/);
      expect(written.rejected).toEqual([`item-77: ${rejection?.code}`]);
    }, 180_000);
  }

  test("that hangs in a part of a step does the item again without that part", async () => {
    const seen = new Map<number, number>();
    const journey = pipeline(numbers(100), double(), misbehave({ at: 50, how: "hang", part: "slow-analyzer" }));
    for await (const { n, doubled } of journey.items({ workers: 2, batch: 16, itemSeconds: 1 })) seen.set(n, doubled);
    expect(seen.size).toBe(100);
    expect(seen.get(50)).toBe(-1);
    expect(seen.get(51)).toBe(102);
  }, 180_000);
});

test("a stage that cannot travel is refused in one line when workers are asked for", async () => {
  const inline = { ...double(), bound: 'the plugin "x" was defined without a URL' };
  await expect(pipeline(numbers(3), inline).run({ workers: 1 })).rejects.toThrow(
    'Cannot run the stage "double" in workers: the plugin "x" was defined without a URL',
  );
  await expect(pipeline(numbers(3), inline).run()).resolves.toMatchObject({ counts: { out: 3 } });
});

test("stages in the wrong order do not compile", () => {
  const wrong = () => {
    // @ts-expect-error Property 'doubled' is missing in type 'Numbered' but required in type 'Doubled'
    pipeline(numbers(1), misbehave({ at: 0, how: "hang" }));
    // @ts-expect-error a sink of doubled numbers cannot take numbers
    pipeline(numbers(1), collect(collection()));
  };
  expect(wrong).toBeFunction();
});
