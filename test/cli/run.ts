/**
 * Runs the command as a person would: in this process where a test is of words and answers, in a process of its own where
 * it is of processes, or of code that a person wrote.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { nearestConfig } from "../../src/plugin/config.ts";
import { runInside } from "./inside.ts";

/** What the command printed and how it ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const main = resolve(import.meta.dir, "../../src/cli/main.ts");
/** The bundled sample. */
export const sample = resolve(import.meta.dir, "../../examples/sample/midi");

/** Settings of nobody: those of whoever runs the tests stay out of them, and what a test trusts stays out of theirs. */
const settings = mkdtempSync(join(tmpdir(), "midiq-settings-"));
process.on("exit", () => rmSync(settings, { recursive: true, force: true }));

/** What every command of the tests has around it. */
const around = { NO_COLOR: "1", MIDIQ_DB: "", XDG_CONFIG_HOME: settings } as const;

/** Threads take longer to start than the few files of a test take; tests of threads ask for some. */
const alone = { MIDIQ_WORKERS: "0" } as const;

/** Runs `midiq` with some words in a folder. */
export const midiq = (folder: string, words: readonly string[], stdin = ""): Promise<Outcome> =>
  runMidiq(folder, words, {}, stdin);

/** The same in another environment. */
export const runMidiq = (
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = "",
): Promise<Outcome> =>
  loadsCode(folder, words, { ...around, ...env })
    ? startMidiqWith(folder, words, env, stdin)
    : runInside({ folder, words, env: { ...around, ...alone, ...env }, stdin });

/** Whether a command may load code of the person, which a process loads once, or hands its output to programs. */
function loadsCode(folder: string, words: readonly string[], env: Readonly<Record<string, string>>): boolean {
  if (words.some((word) => /^(--plugin\b|--isolate$|plugins$|-[xX]$)/.test(word))) return true;
  const personal = join(env["XDG_CONFIG_HOME"] ?? settings, "midiq");
  return words[0] === "config" || existsSync(personal) || nearestConfig(folder) !== undefined;
}

/** Runs it in this process although it loads code: of files that no test loaded before. */
export const midiqHere = (folder: string, words: readonly string[]): Promise<Outcome> =>
  runInside({ folder, words, env: { ...around, ...alone }, stdin: "" });

/** Runs it in a process of its own. */
export const startMidiq = (folder: string, words: readonly string[], stdin = ""): Promise<Outcome> =>
  startMidiqWith(folder, words, {}, stdin);

/** The same in another environment. */
export async function startMidiqWith(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = "",
): Promise<Outcome> {
  const run = Bun.spawn([process.execPath, ...bunFlags(), main, ...words], {
    cwd: folder,
    stdin: new TextEncoder().encode(stdin),
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, ...around, ...env },
  });
  const [stdout, stderr, status] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  return { stdout, stderr, status };
}

/** A new empty folder; `remove` takes it away. */
export function emptyFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "midiq-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
