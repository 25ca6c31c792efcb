/** Kills at many moments, on both engines and in both ways of loading. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { hasServer, newDatabase } from "../server.ts";
import { everythingIn, killAdds, writePile } from "./killing.ts";
import { emptyFolder, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const pile = join(folder.path, "pile");
const [firstFiles, moreFiles] = [writePile(join(pile, "a"), 0, 170), writePile(join(pile, "b"), 155, 500)];

let uninterrupted: Promise<string> | undefined;
/** What an add holds that nobody killed. */
function truth(): Promise<string> {
  uninterrupted ??= startMidiq(folder.path, ["add", pile, "--db", "whole", "--workers", "2"]).then(() =>
    everythingIn(join(folder.path, "whole")),
  );
  return uninterrupted;
}

/** When runs are killed. */
const moments = {
  plain: [
    { phase: "start-up", afterMilliseconds: 100 },
    { phase: "writing", passes: 1, afterMilliseconds: 5 },
    { phase: "start-up", afterMilliseconds: 200 },
    { phase: "writing", passes: 2, afterMilliseconds: 15 },
    { phase: "ending", afterMilliseconds: 20 },
  ],
  bulk: [
    { phase: "writing", passes: 2, afterMilliseconds: 10 },
    { phase: "start-up", afterMilliseconds: 200 },
    { phase: "ending", afterMilliseconds: 40 },
    { phase: "closing", afterMilliseconds: 2 },
  ],
} as const;

for (const [engine, url] of [
  ["PGlite", async (name: string) => join(folder.path, name)],
  ...(hasServer ? ([["PostgreSQL", () => newDatabase()]] as const) : []),
] as const) {
  for (const mode of ["plain", "bulk"] as const) {
    test(`kill -9 in a ${mode} add to ${engine} loses nothing, and the next ends where an uninterrupted one does`, async () => {
      const where = await url(`killed-${mode}`);
      // A bulk load comes into a catalogue that has contents.
      if (mode === "bulk") {
        const first = await startMidiq(folder.path, ["add", join(pile, "a"), "--db", where, "--workers", "0"]);
        expect(first.status).toBe(0);
      }
      const { kills, holds, unchanged } = await killAdds({ where, pile, mode }, moments[mode]);
      expect(kills).toBeGreaterThan(1);
      expect(unchanged).toBe(firstFiles + moreFiles);
      expect(holds).toBe(await truth());
    }, 240_000);
  }
}

test("0 workers and 2 workers store the same rows", async () => {
  await startMidiq(folder.path, ["add", pile, "--db", "inline", "--workers", "0"]);
  expect(await everythingIn(join(folder.path, "inline"))).toBe(await truth());
}, 180_000);

test("Ctrl-C in a terminal keeps what is done and goes on from there, also where node started the command", async () => {
  const pile = join(folder.path, "stopped");
  const files = writePile(pile, 0, 3000);
  const words = [
    join(import.meta.dir, "../../bin/midiq.mjs"),
    "add",
    pile,
    "--db",
    "stopped",
    "--workers",
    "1",
    "--json",
  ];
  const started = Bun.spawn(["node", ...words], { cwd: folder.path, detached: true, stdin: "ignore", stderr: "pipe" });
  const told: { readonly event: string; readonly message?: string }[] = [];
  // Web and Node's streams are two types of one thing.
  for await (const line of createInterface({ input: Readable.fromWeb(started.stderr as never) })) {
    told.push(JSON.parse(line));
    // The first comes when work has begun, and 3,000 files take longer than a signal.
    if (told.length === 1) process.kill(-started.pid, "SIGINT");
  }
  expect(await started.exited).toBe(130);
  expect(told).toContainEqual({ event: "notice", message: expect.stringMatching(/^Stopping; Ctrl-C again/) });
  const { counts } = JSON.parse(await new Response(started.stdout).text());
  expect(counts).toMatchObject({ cancelled: 1 });
  // So early nothing may be stored yet.
  expect(counts.stored ?? 0).toBeLessThan(2900);
  await startMidiq(folder.path, ["add", pile, "--db", "stopped"]);
  const again = await startMidiq(folder.path, ["add", pile, "--db", "stopped", "--json"]);
  expect(JSON.parse(again.stdout).counts.unchanged).toBe(files);
}, 180_000);
