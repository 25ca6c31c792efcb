/** Moving files, ended with SIGKILL at a random moment, then undone (that too may be killed first): what is left must be what was. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { snapshot } from "../../test/organize/pile.ts";

/** Where it happens. */
export interface Arena {
  /** Holds `music`; journals lie below it too. */
  readonly home: string;
  /** A catalogue that has the files of `music`. */
  readonly db: string;
  /** A number from 0 up to 1, from a seed. */
  readonly random: () => number;
}

/** What one round came to. */
export interface Round {
  /** Steps of the run, those that were told when it was killed, and those that were undone when the undo was. */
  readonly steps: number;
  readonly did: number;
  readonly undone: number;
  readonly wasKilled: boolean;
  /** What is not as it was; nothing else may ever be in it. */
  readonly lost: readonly string[];
}

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Runs the command; its journals lie in the arena, whatever the engine. */
function start({ home, db }: Arena, words: readonly string[]) {
  const env = { ...process.env, XDG_STATE_HOME: join(home, "state"), NO_COLOR: "1" };
  return Bun.spawn([process.execPath, main, ...words, "--db", db], { cwd: home, env, stdout: "pipe", stderr: "pipe" });
}

/** Runs the command to its end. */
export async function finish(arena: Arena, words: readonly string[]) {
  const run = start(arena, words);
  const [stdout, stderr, status] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  return { stdout, stderr, status };
}

/** Paths of the journals of the arena. */
function journals({ home, db }: Arena): readonly string[] {
  const roots = [join(db, "moves"), join(home, "state")].filter((root) => existsSync(root));
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".jsonl"))
      .map((name) => join(root, name)),
  );
}

/** What stands in the journal of the latest run; runs are numbered. */
function latest(arena: Arena): string {
  const path = journals(arena).toSorted(
    (a, b) => Number.parseInt(basename(b), 10) - Number.parseInt(basename(a), 10),
  )[0];
  return path === undefined ? "" : readFileSync(path, "utf8");
}

const countOf = (text: string, word: string): number => text.split(`{"${word}":`).length - 1;

const earlyMilliseconds = 20;

/** Starts the command, and kills it some time after a journal has what `began` looks for. */
async function kill(arena: Arena, words: readonly string[], began: () => boolean, most: number): Promise<boolean> {
  const run = start(arena, words);
  let ended = false;
  const exited = run.exited.then(() => {
    ended = true;
  });
  while (!ended && !began()) await Bun.sleep(2);
  // Moving a file takes much less than telling the catalogue of many: half of the kills come early.
  if (!ended) await Bun.sleep(arena.random() * (arena.random() < 0.5 ? earlyMilliseconds : most));
  if (!ended) run.kill("SIGKILL");
  await exited;
  return run.signalCode === "SIGKILL";
}

/**
 * One round.
 *
 * @param words the command that moves files, with `--apply`.
 * @param milliseconds that its moves take, about: the kill comes within.
 */
export async function killRound(arena: Arena, words: readonly string[], milliseconds: number): Promise<Round> {
  const music = join(arena.home, "music");
  mkdirSync(music, { recursive: true });
  const before = snapshot(music);
  const known = journals(arena).length;
  // Before its plan is whole a run has touched nothing: a kill there would try nothing.
  const isPlanned = (): boolean => journals(arena).length > known && countOf(latest(arena), "planned") > 0;
  const wasKilled = await kill(arena, words, isPlanned, milliseconds);
  const did = countOf(latest(arena), "did");
  const steps = countOf(latest(arena), "will");
  if (did > 0 && arena.random() < 0.5)
    await kill(arena, ["undo"], () => countOf(latest(arena), "undone") > 0, milliseconds);
  const undone = countOf(latest(arena), "undone");
  const { status, stderr } = await finish(arena, ["undo"]);
  const lost: string[] = status > 1 ? [`undo: exit ${status}: ${stderr}`] : [];
  const after = snapshot(music);
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (before[name] !== after[name]) lost.push(`${name}: ${before[name]} is ${after[name]}`);
  const added = await finish(arena, ["add", "music", "--json", "--workers", "0"]);
  const found = JSON.parse(added.stdout.trim().split("\n").at(-1) ?? "{}") as { counts?: Record<string, number> };
  const counts = found.counts ?? {};
  for (const name of ["stored", "moved", "missing", "returned", "copies", "known copies"])
    if (counts[name]) lost.push(`add: ${counts[name]} ${name}`);
  if (counts["unchanged"] !== counts["found"]) lost.push(`add: ${JSON.stringify(counts)}`);
  return { steps, did, undone, wasKilled, lost };
}
