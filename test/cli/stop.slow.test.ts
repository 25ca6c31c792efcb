/** Stops by each signal, of each kind of command and on both engines, and what they leave. */
import { afterAll, expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { createDigest, hexOf } from "../../src/digest.ts";
import { hasServer, newDatabase } from "../server.ts";
import { emptyFolder, startMidiq } from "./run.ts";
import { direct, start as startIn, stopAdd as stopAddIn, wrapped, writePile } from "./stopping.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const files = 1500;
writePile(folder.path, files);
const start = (command: readonly string[], words: readonly string[], stdin: "pipe" | "ignore" = "ignore") =>
  startIn(folder.path, command, words, stdin);
const stopAdd = (command: readonly string[], name: string, signal: NodeJS.Signals) =>
  stopAddIn(folder.path, command, { name, files, signal });

/** What a catalogue holds, as bytes that two equal catalogues have in common. */
async function contentsOf(catalogue: string): Promise<string> {
  const to = `${catalogue}.midiq`;
  const { status, stderr } = await startMidiq(folder.path, [
    ..."export --stable --catalogue".split(" "),
    to,
    "--db",
    catalogue,
  ]);
  if (status !== 0) throw new Error(stderr);
  return Bun.hash(await Bun.file(join(folder.path, to)).bytes()).toString();
}

let uninterrupted: Promise<string> | undefined;
const truth = (): Promise<string> => {
  uninterrupted ??= startMidiq(folder.path, ["add", "pile", "--db", "whole", "--workers", "1"]).then(() =>
    contentsOf("whole"),
  );
  return uninterrupted;
};

for (const [who, command] of [
  ["the command", direct],
  ["the wrapper's own number", wrapped],
] as const) {
  test(`SIGINT to ${who} keeps what is done, frees the folder, and the next add goes on from there`, async () => {
    const name = `stopped-${command.length}-${who.length}`;
    expect(await stopAdd(command, name, "SIGINT")).toBe(130);
    await startMidiq(folder.path, ["add", "pile", "--db", name, "--workers", "1"]);
    expect(await contentsOf(name)).toBe(await truth());
  }, 240_000);
}

test("SIGTERM and SIGHUP stop an add too, each with its own status", async () => {
  expect(await stopAdd(direct, "ended", "SIGTERM")).toBe(143);
  expect(await stopAdd(direct, "ended", "SIGHUP")).toBe(129);
}, 180_000);

test("a wrapper that is killed takes its command along", async () => {
  const { run, err } = start(wrapped, ["watch", "pile", "--db", "orphan", "--workers", "0"]);
  await err.until("watching");
  run.kill("SIGKILL");
  // The command holds the stream until it has ended.
  await err.over;
  expect(err.told.text).toContain("Stopped. ");
}, 180_000);

test("an import that is stopped before it has read its file leaves no lock", async () => {
  await truth();
  const { run, err } = start(direct, ["import", "whole.midiq", "--db", "imported"], "ignore");
  while (!existsSync(join(folder.path, "imported", "lock")) && run.exitCode === null) await Bun.sleep(5);
  run.kill("SIGTERM");
  const status = await run.exited;
  await err.over;
  // A stable export is refused; whichever comes first, nothing stays behind.
  expect([143, 2]).toContain(status);
  expect(existsSync(join(folder.path, "imported", "lock"))).toBe(false);
}, 180_000);

for (const workers of [0, 1, 2]) {
  test(`analyze - with ${workers} workers answers each line while it waits for the next`, async () => {
    const { run, out } = start(direct, ["analyze", "-", "--workers", String(workers)], "pipe");
    for (const n of [1, 2]) {
      run.stdin?.write(`pile/tune-${n}.mid\n`);
      run.stdin?.flush();
      await out.until(`tune-${n}.mid`);
    }
    run.stdin?.write("pile/broken.mid\n");
    run.stdin?.flush();
    await out.until("broken.mid");
    run.stdin?.end();
    expect(await run.exited).toBe(0);
    await out.over;
    const digest = await createDigest();
    const answers = out.told.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const answer of answers) {
      const { size, mtimeMs } = statSync(answer.path);
      const hash = hexOf(digest(await Bun.file(answer.path).bytes()));
      expect(answer).toMatchObject({ size, mtime: Math.trunc(mtimeMs), hash });
    }
    expect(answers.at(-1)).toMatchObject({ error: expect.any(String), message: expect.any(String) });
  }, 180_000);

  test(`add - with ${workers} workers stores what it was given while it waits for more`, async () => {
    const words = ["add", "-", "--db", `listed-${workers}`, "--workers", String(workers), "--json"];
    const { run, err } = start(direct, words, "pipe");
    run.stdin?.write("pile/tune-1.mid\npile/tune-2.mid\n");
    run.stdin?.flush();
    await err.until('"settled":2');
    run.stdin?.end();
    expect(await run.exited).toBe(0);
  }, 180_000);
}

for (const [engine, url] of [
  ["a folder", async () => join(folder.path, "busy")],
  ...(hasServer ? ([["a server", newDatabase]] as const) : []),
] as const) {
  test(`while an add to ${engine} goes on, another terminal hears of it, and after it no more`, async () => {
    const where = await url();
    const { run, err } = start(direct, ["add", "-", "--db", where, "--workers", "0", "--json"], "pipe");
    run.stdin?.write("pile/tune-1.mid\npile/tune-2.mid\n");
    run.stdin?.flush();
    await err.until('"settled":2');
    const running = /^An add has been running for .*: [02] files are stored/m;
    for (const words of [["bpm", "900.."], ["-o", "jsonl", "bpm 900.."], ["stats"]]) {
      const { stderr } = await startMidiq(folder.path, [...words, "--db", where]);
      expect(stderr).toMatch(running);
      expect(stderr).not.toContain("no file here");
    }
    run.stdin?.end();
    expect(await run.exited).toBe(0);
    const { stderr } = await startMidiq(folder.path, ["bpm", "900..", "--db", where]);
    expect(stderr).not.toMatch(running);
  }, 180_000);
}
