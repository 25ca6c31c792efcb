import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { open } from "../../mod.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const main = resolve(import.meta.dir, "../../src/cli/main.ts");
const pitches = ["C", "D", "E", "F", "G", "A", "B"];

/** Three thousand different small files, every tenth with a copy under another name, some of them broken. */
function writePile(into: string): number {
  mkdirSync(into, { recursive: true });
  let files = 0;
  for (let n = 0; n < 3000; n++) {
    const tune = [n, n >> 3, n >> 6, n >> 9].map((step) => `${pitches[step % 7]}${3 + (step % 3)} 1/${n % 2 ? 4 : 8}`);
    const bytes = midi(
      {},
      track(
        meta(
          0,
          1,
          [...String(n)].map((c) => c.charCodeAt(0)),
        ),
        melody(tune.join(" ").repeat(1)),
      ),
    );
    writeFileSync(join(into, `tune-${n}.mid`), n % 50 === 7 ? `<html>not music</html>${n}` : bytes);
    files++;
    if (n % 10 === 0) {
      writeFileSync(join(into, `a-copy-${n}.mid`), bytes);
      files++;
    }
  }
  return files;
}

/** Everything in a catalogue but what tells when and in which run it came. */
async function everything(catalogue: string): Promise<string> {
  const db = await open(catalogue);
  try {
    const contents = await db.query("select to_jsonb(c) - 'added' - 'analyzed' as row from content c order by id");
    const copies = await db.query("select to_jsonb(k) - 'run' as row from copy k order by id");
    const details = await db.query("select to_jsonb(d) as row from detail d order by content");
    const rejects = await db.query("select to_jsonb(r) - 'run' as row from reject r order by copy, stage, code");
    return JSON.stringify({ contents, copies, details, rejects });
  } finally {
    await db.close();
  }
}

test("kill -9 in the middle of add loses nothing, and the next run ends where an uninterrupted one does", async () => {
  const pile = join(folder.path, "pile");
  const files = writePile(pile);
  const whole = await midiq(folder.path, ["add", pile, "--db", "whole", "--workers", "2", "--json"]);
  expect(whole.status).toBe(0);
  expect(JSON.parse(whole.stdout).counts.found).toBe(files);

  // Killed at moments that fall before, into and after the first batches.
  for (const milliseconds of [250, 450, 600, 750]) {
    const run = Bun.spawn([process.execPath, main, "add", pile, "--db", "killed", "--workers", "2"], {
      cwd: folder.path,
      stdout: "ignore",
      stderr: "ignore",
    });
    await Bun.sleep(milliseconds);
    run.kill(9);
    await run.exited;
  }
  const resumed = await midiq(folder.path, ["add", pile, "--db", "killed", "--workers", "2"]);
  expect(resumed.status).toBe(0);
  expect(await everything(join(folder.path, "killed"))).toBe(await everything(join(folder.path, "whole")));
  const again = await midiq(folder.path, ["add", pile, "--db", "killed", "--json"]);
  expect(JSON.parse(again.stdout).counts.unchanged).toBe(files);
}, 120_000);

test("0 workers and 2 workers store the same rows", async () => {
  const pile = join(folder.path, "pile");
  await midiq(folder.path, ["add", pile, "--db", "inline", "--workers", "0"]);
  expect(await everything(join(folder.path, "inline"))).toBe(await everything(join(folder.path, "whole")));
}, 60_000);

test("Ctrl-C in a terminal stops after the batch in hand, also where node started the command", async () => {
  const pile = join(folder.path, "stopped");
  writePile(pile);
  const words = [join(import.meta.dir, "../../bin/midiq.mjs"), "add", pile, "--db", "stopped", "--workers", "1"];
  const started = Bun.spawn(["node", ...words], { cwd: folder.path, detached: true, stdin: "ignore", stderr: "pipe" });
  const told = new Response(started.stderr).text();
  await Bun.sleep(2000);
  process.kill(-started.pid, "SIGINT");
  expect(await started.exited).toBe(130);
  expect(await told).toMatch(/run the same command again/);
}, 60_000);
