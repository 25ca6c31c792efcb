/** Running the command to its end, or to a moment at which it is killed. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a command ended. */
export interface Ran {
  readonly status: number;
  readonly wasKilled: boolean;
  readonly stderr: string;
  readonly seconds: number;
}

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/**
 * Runs `midiq` on a catalogue.
 *
 * @param home where its journals lie, whatever the engine.
 * @param killAfter seconds until SIGKILL.
 */
export async function run(home: string, words: readonly string[], db: string, killAfter?: number): Promise<Ran> {
  const began = performance.now();
  const child = Bun.spawn([process.execPath, main, ...words, "--db", db], {
    cwd: home,
    env: { ...process.env, XDG_STATE_HOME: join(home, "state"), XDG_CONFIG_HOME: join(home, "config"), NO_COLOR: "1" },
    stdout: "ignore",
    stderr: "pipe",
  });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter * 1000);
  const stderr = await new Response(child.stderr).text();
  const status = await child.exited;
  clearTimeout(timer);
  const wasKilled = child.signalCode === "SIGKILL";
  return { status, wasKilled, stderr, seconds: (performance.now() - began) / 1000 };
}

/** Runs a command that nobody kills. @throws Error where it fails. */
export async function finish(home: string, words: readonly string[], db: string): Promise<Ran> {
  const done = await run(home, words, db);
  if (done.status !== 0) throw new Error(`midiq ${words.join(" ")}: exit ${done.status}: ${done.stderr}`);
  return done;
}
