import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { liveEvents } from "../../src/cli/live/events.ts";
import { liveLine } from "../../src/cli/live/line.ts";
import { profileLines } from "../../src/cli/live/profile.ts";
import { createPace } from "../../src/journeys/pace.ts";
import type { Report } from "../../src/pipeline/report.ts";
import { weigh } from "../../src/sources/weigh.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

const report = (total: number, counts: Record<string, number>, slowest?: Report["slowest"]): Report => ({
  counts,
  rejected: { byCode: {}, first: [] },
  seconds: { total },
  ...(slowest && { slowest }),
});

/** A stream that keeps what is written. */
function screen(columns: number | undefined): { readonly out: NodeJS.WriteStream; readonly shown: string[] } {
  const shown: string[] = [];
  const out = { isTTY: columns !== undefined, columns, write: (text: string) => shown.push(text) > 0 };
  return { out: out as unknown as NodeJS.WriteStream, shown };
}

describe("pace", () => {
  test("what remains is known when it is known how much there is", () => {
    const counts = { found: 1000, stored: 600, "copies stored": 800, settled: 900, unchanged: 100, bytes: 8e6 };
    expect(createPace(() => undefined)(report(4, counts)).remaining).toBeUndefined();
    // A quarter of what is expected was found, and all of it is done.
    const pace = createPace(() => 0.25)(report(4, counts));
    expect(pace).toEqual({ found: 1000, done: 1000, filesPerSecond: 250, bytesPerSecond: 2e6, remaining: 12 });
  });

  test("nothing is promised while next to nothing is stored, whatever was read", () => {
    const counts = { found: 1000, rejected: 12, stored: 4, settled: 5 };
    expect(createPace(() => 0.5)(report(4, counts)).remaining).toBeUndefined();
  });

  test("is that of the latest seconds, so that known files that flew by do not promise too much", () => {
    const pace = createPace(() => 0.5);
    pace(report(1, { found: 5000, unchanged: 5000 }));
    for (let second = 2; second < 60; second++) pace(report(second, { found: 5000, unchanged: 5000, stored: 0 }));
    const late = pace(report(60, { found: 5150, unchanged: 5000, settled: 150 }));
    expect(late.filesPerSecond).toBeCloseTo(10, 0);
  });
});

test("what remains is right within a third all through a run, and never a second for long", () => {
  const [files, rate] = [10_000, 400];
  const readAhead = 600;
  // The store takes the first files late, and the indexes take their time in the order in which they are made.
  const [warm, reading] = [1.5, files / rate];
  const shares = [12, 20, 28, 37, 49, 68, 73, 79, 87, 867, 924, 1000];
  for (const making of [3, 6, 12]) {
    const end = warm + reading + making;
    let found = 0;
    const pace = createPace(() => found / files);
    let secondsOfLastSecond = 0;
    for (let at = 0.5; at < end; at += 0.5) {
      const settled = Math.min(files, Math.max(0, Math.floor((at - warm) * rate)));
      found = Math.min(files, settled + readAhead);
      const share = (1000 * (at - warm - reading)) / making;
      const isMaking = share >= 0;
      const made = shares.filter((one) => one <= share);
      const { remaining } = pace(
        report(at, {
          found,
          // Of each file a content and a copy are stored: they are not two files.
          stored: settled,
          "copies stored": settled,
          settled,
          "indexes missing": 12,
          ...(isMaking && { indexes: 12, "indexes made": made.length, "index permille": made.at(-1) ?? 0 }),
        }),
      );
      if (remaining === undefined) expect(at).toBeLessThan(3);
      else {
        // How long the indexes take is known when the longest of them is done.
        const unknown = Math.abs(making - 7.5);
        expect(Math.abs(remaining - (end - at))).toBeLessThan(2 + unknown + (end - at) / 3);
        if (remaining < 1) secondsOfLastSecond += 0.5;
      }
    }
    expect(secondsOfLastSecond).toBeLessThanOrEqual(3);
  }
});

describe("the live line", () => {
  const busy = report(
    4,
    { found: 1200, stored: 900, settled: 1003, repaired: 7, rejected: 3, bytes: 4e6 },
    { path: "/x/packs/long song.mid", seconds: 1.25 },
  );

  test("tells speed, what is left, what came of it, and the slowest file", () => {
    const { out, shown } = screen(200);
    liveLine(out, () => 0.5).show(busy);
    expect(shown.join("").replace("\r\x1b[K", "")).toBe(
      "1,003 of 1,200 files · 251 files/s · 1.0 MB/s · 6 s left · 900 new, 3 rejected; damaged: 7 repaired · slowest 1.3 s long song.mid",
    );
  });

  test.each([20, 80])("keeps to %d columns", (columns) => {
    const { out, shown } = screen(columns);
    liveLine(out).show(busy);
    expect(shown.join("").replace("\r\x1b[K", "").length).toBeLessThan(columns);
  });

  test("is silent where nobody looks, but for what is said", () => {
    const { out, shown } = screen(undefined);
    const live = liveLine(out);
    live.show(busy);
    live.say("Stopping");
    live.clear();
    expect(shown).toEqual(["Stopping\n"]);
  });

  test("comes as events where a program asks, the first at once", () => {
    const { out, shown } = screen(undefined);
    const live = liveEvents(out);
    live.show(busy);
    live.show(busy);
    live.rejected({ path: "a.mid", stage: "parse", code: "empty", message: "Cannot read" });
    expect(shown.map((line) => JSON.parse(line))).toMatchObject([
      { event: "progress", found: 1200, done: 1003, remainingSeconds: null, counts: { repaired: 7 } },
      { event: "rejected", path: "a.mid", code: "empty" },
    ]);
  });
});

test("files are weighed by their names, archives by their size", async () => {
  const packs = join(folder.path, "packs");
  mkdirSync(join(packs, ".hidden"), { recursive: true });
  for (const name of ["a.mid", "b.KAR", "cover.jpg", ".hidden/c.mid"]) writeFileSync(join(packs, name), "x");
  writeFileSync(join(packs, "pack.zip"), new Uint8Array(8192 * 5));
  writeFileSync(join(packs, "tiny.zip"), "x");
  expect(await weigh([packs], new AbortController().signal)).toBe(1 + 1 + 5 + 1);
  expect(await weigh([join(packs, "gone"), join(packs, "a.mid")], new AbortController().signal)).toBe(1);
});

test("a profile has stages by their time, parts below them, and what was waited for apart", () => {
  const seconds = { parse: 1, analyze: 3, "analyze/key": 2, "store.wait": 0.5, "store.write": 0.7, total: 2.5 };
  expect(profileLines(seconds, 1000).join("\n")).toMatchInlineSnapshot(`
"stage                      seconds   share  µs per file
analyze                       3.00  75.0 %       3000.0
  key                         2.00  50.0 %       2000.0
parse                         1.00  25.0 %       1000.0
writing, at the same time     0.70                700.0
waiting for the catalogue     0.50                500.0
from start to end             2.50               2500.0"
`);
});

test("the history of a catalogue: every run, what it was told and what came of it", async () => {
  const pile = join(folder.path, "pile");
  mkdirSync(pile);
  writeFileSync(join(pile, "tune.mid"), midi({}, track(melody("C4 1/4 D4 1/4 E4 1/4 F4 1/4"))));
  writeFileSync(join(pile, "cut.mid"), midi({}, track(melody("C4 1/4 D4 1/4 E4 1/2 C4 1/4"))).slice(0, -3));
  writeFileSync(join(pile, "text.mid"), "no music");
  const run = (...words: string[]) => midiq(folder.path, [...words, "--db", "history"]);
  expect(await run("runs")).toMatchObject({ status: 2 });
  const first = await run("add", "pile", "--workers", "0", "--profile");
  expect(first.stderr).toMatch(/analyze +\d+\.\d\d/);
  await run("add", pile, "--workers", "0", "--json");

  const listed = await run("runs");
  expect(listed.stdout).toMatch(/ 1 .* 3 +2 new, 1 rejected; damaged: 1 partial\n/);
  expect(listed.stdout).toMatch(/ 2 .* 3 +3 unchanged\n/);
  const told = await run("runs", "1");
  expect(told.stdout).toMatch(/1 rejected not-midi\n/);
  expect(told.stdout).toContain(`paths      ${pile}\n`);
  expect(told.stdout).toMatch(/analyzers +.*tempo@\d/);
  const [only] = (await run("runs", "--limit", "1", "--json")).stdout.trim().split("\n");
  expect(JSON.parse(only ?? "")).toMatchObject({
    id: 2,
    kind: "add",
    counts: { unchanged: 3 },
    options: { workers: 0 },
  });
  expect(await run("runs", "7")).toMatchObject({ status: 1, stderr: "Cannot find run 7: midiq runs lists them\n" });
}, 180_000);
