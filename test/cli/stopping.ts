/** Commands that go on until they are told to stop, and what a stopped add leaves: for the quick and the slow tests of stops. */
import { expect } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { heldBy } from "../../src/database/folder/lock.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";

/** The command, and the wrapper that starts it under Node. */
export const direct: readonly string[] = [process.execPath, resolve(import.meta.dir, "../../src/cli/main.ts")];
export const wrapped: readonly string[] = ["node", resolve(import.meta.dir, "../../bin/midiq.mjs")];

/** Writes different tunes `pile/tune-0.mid` and so on, and one broken file. */
export function writePile(folder: string, files: number): void {
  const pile = join(folder, "pile");
  mkdirSync(pile);
  writeFileSync(join(pile, "broken.mid"), "<html>not music</html>");
  for (let n = 0; n < files; n++) {
    const name = meta(
      0,
      1,
      [...String(n)].map((digit) => digit.charCodeAt(0)),
    );
    writeFileSync(join(pile, `tune-${n}.mid`), midi({}, track(name, melody("C4 1/4 E4 1/4 G4 1/4"))));
  }
}

/** Starts a command that goes on until it is told to stop; `until` waits for text on one of its streams. */
export function start(
  folder: string,
  command: readonly string[],
  words: readonly string[],
  stdin: "pipe" | "ignore" = "ignore",
) {
  const run = Bun.spawn([...command, ...words], {
    cwd: folder,
    // A group of its own, as a shell gives a job.
    detached: true,
    stdin,
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, NO_COLOR: "1", MIDIQ_DB: "" },
  });
  return { run, out: read(run.stdout), err: read(run.stderr) };
}

function read(stream: ReadableStream<Uint8Array>) {
  const told = { text: "" };
  const waiting = new Set<() => void>();
  const over = (async () => {
    for await (const part of stream.pipeThrough(new TextDecoderStream() as never)) {
      told.text += part;
      for (const look of waiting) look();
    }
  })();
  const until = (text: string): Promise<void> =>
    new Promise((done) => {
      const look = (): void => {
        if (!told.text.includes(text)) return;
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      look();
    });
  return { told, until, over };
}

/** What ends sooner after its signal has ended by itself: an add gets longer before it is ended hard. */
const graceMilliseconds = 1000;

/** Starts an add of so many files of the pile, stops it when something is stored, and looks at what it leaves. */
export async function stopAdd(
  folder: string,
  command: readonly string[],
  { name, files, signal }: { readonly name: string; readonly files: number; readonly signal: NodeJS.Signals },
): Promise<number> {
  // The list is left open, so that the add does not end by itself, however fast the machine is.
  const words = ["add", "-", "--db", name, "--workers", "1", "--json"];
  const { run, out, err } = start(folder, command, words, "pipe");
  run.stdin?.write(Array.from({ length: files }, (_, n) => `pile/tune-${n}.mid\n`).join(""));
  run.stdin?.flush();
  await err.until('"settled"');
  run.kill(signal);
  const asked = performance.now();
  const status = await run.exited;
  const isGentle = performance.now() - asked < graceMilliseconds;
  await Promise.all([out.over, err.over]);
  expect(err.told.text).toContain("Stopping; ");
  expect(heldBy(join(folder, name))?.isAlive ?? false).toBe(false);
  // On a busy machine the grace may run out before the report is made or the catalogue closed; the process then ends hard, as
  // by a kill.
  if (isGentle) for (const left of ["lock", "socket"]) expect(existsSync(join(folder, name, left))).toBe(false);
  if (isGentle || out.told.text !== "") {
    const { counts } = JSON.parse(out.told.text);
    expect(counts).toMatchObject({ cancelled: 1 });
    expect(counts.settled).toBeGreaterThan(0);
  }
  return status;
}
