import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { look, lookAtComplete, lostOf } from "../../eval/crash/findings.ts";
import { type Ids, runAdding } from "../../eval/crash/kill.ts";
import { type Catalogue, open } from "../../mod.ts";
import { everything } from "../contract/everything.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { emptyFolder, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 30_000);
const pitches = ["C", "D", "E", "F", "G", "A", "B"];

/** Small files, most of them different: every tenth with a copy under another name, some of them broken. */
function writePile(into: string, from: number, to: number): number {
  mkdirSync(into, { recursive: true });
  let files = 0;
  for (let n = from; n < to; n++) {
    const tune = [n, n >> 3, n >> 6, n >> 9].map((step) => `${pitches[step % 7]}${3 + (step % 3)} 1/${n % 2 ? 4 : 8}`);
    const text = [...String(n)].map((digit) => digit.charCodeAt(0));
    const bytes = midi({}, track(meta(0, 1, text), melody(tune.join(" "))));
    writeFileSync(join(into, `tune-${n}.mid`), n % 50 === 7 ? `<html>not music</html>${n}` : bytes);
    files++;
    if (n % 10 === 0) {
      writeFileSync(join(into, `a-copy-${n}-${80 + (n % 70)}bpm.mid`), bytes);
      files++;
    }
  }
  return files;
}

const pile = join(folder.path, "pile");
const [firstFiles, moreFiles] = [writePile(join(pile, "a"), 0, 170), writePile(join(pile, "b"), 155, 500)];

async function everythingIn(catalogue: string): Promise<string> {
  const db = await open(catalogue);
  try {
    return await everything(db);
  } finally {
    await db.close();
  }
}

let uninterrupted: Promise<string> | undefined;
/** What an add holds that nobody killed. */
function truth(): Promise<string> {
  uninterrupted ??= startMidiq(folder.path, ["add", pile, "--db", "whole", "--workers", "2"]).then(() =>
    everythingIn(join(folder.path, "whole")),
  );
  return uninterrupted;
}

/** Waits until a server has noticed that its client is gone. */
async function alone(db: Catalogue): Promise<void> {
  const others = `select count(*)::int4 as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  while ((await db.query<{ n: number }>(others))[0]?.n !== 0) await Bun.sleep(20);
}

/** When runs are killed: in which batch where there are several, and some milliseconds after the phase began. */
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
      const committed: Ids[] = [];
      let kills = 0;
      for (const moment of moments[mode]) {
        const trouble = { ...moment, make: (kill: () => void) => kill() };
        const ended = await runAdding({ where, files: pile, mode, trouble });
        committed.push(...ended.committed);
        if (ended.wasKilled) kills++;
        // Nothing was committed, and the tables may be lacking; or the next one recovers and is killed too.
        if (moment.phase === "start-up") continue;
        const db = await open(where);
        if (engine === "PostgreSQL") await alone(db);
        const found = await look(db);
        await db.close();
        expect({ lost: lostOf(committed, found), doubled: found.doubled, wrong: found.wrong }).toEqual({
          lost: 0,
          doubled: 0,
          wrong: [],
        });
      }
      expect(kills).toBeGreaterThan(1);
      const resumed = await startMidiq(folder.path, ["add", pile, "--db", where, "--workers", "2"]);
      expect(resumed).toMatchObject({ status: 0 });
      expect(await everythingIn(where)).toBe(await truth());
      const again = await startMidiq(folder.path, ["add", pile, "--db", where, "--json"]);
      expect(JSON.parse(again.stdout).counts.unchanged).toBe(firstFiles + moreFiles);
      const db = await open(where);
      expect(await lookAtComplete(db)).toEqual([]);
      await db.close();
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
