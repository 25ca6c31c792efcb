/** The command in a process of its own, under Bun or Deno. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const deno = join(createRequire(import.meta.url).resolve("deno/package.json"), "..", "..", ".bin", "deno");

/** What came of a command. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A runtime that the command runs on. */
export type Runtime = "bun" | "deno";

/** Runs `midiq` with some words; `killAfter` milliseconds it is killed with -9. */
export async function midiq(words: readonly string[], runtime: Runtime = "bun", killAfter?: number): Promise<Ran> {
  const command = runtime === "bun" ? [process.execPath, main] : [deno, "run", "-A", main];
  const began = performance.now();
  const run = Bun.spawn([...command, ...words], { stdout: "pipe", stderr: "pipe" });
  const timer = killAfter === undefined ? undefined : setTimeout(() => run.kill(9), killAfter);
  const [stdout, stderr] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  const status = await run.exited;
  clearTimeout(timer);
  return { status, stdout, stderr, seconds: (performance.now() - began) / 1000 };
}

/** Makes a folder of varied files out of the corpus, of which a tenth is duplicates and a hundredth broken. */
export function makeFiles(folder: string, count: number, corpus: string, seed = 1): void {
  const words = [join(corpus, "tools/SCALE.sh"), folder, String(count), "--seed", String(seed)];
  const made = Bun.spawnSync(["sh", ...words], { stderr: "inherit" });
  if (!made.success) throw new Error("Cannot make files: tools/SCALE.sh of the corpus failed");
}
