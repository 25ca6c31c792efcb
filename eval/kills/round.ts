/** One kill: a job is ended at a moment, every command is asked then, and the job is done again. */

import { core, open } from "../../mod.ts";
import { connect } from "../../src/catalogue/open.ts";
import { isServer } from "../../src/database/server/server.ts";
import type { Engine } from "../crash/engines.ts";
import { differences, type Rows, rowsOf, told } from "../plugins/rows.ts";
import { finish, type Ran, run } from "./command.ts";
import type { Job } from "./jobs.ts";

/** What was found in a catalogue that a kill left. */
export type State =
  | "nothing"
  | "no tables"
  | "old tables"
  | "no rows"
  | "rows"
  | "unsettled"
  | "indexes left out"
  | "whole";

/** What one round came to. */
export interface Round {
  readonly wasKilled: boolean;
  readonly state: State;
  /** What must not be; nothing else may ever be in it. */
  readonly wrong: readonly string[];
}

/** Commands that must answer whatever a kill left, with the statuses that they may have. */
const asked: readonly (readonly [words: readonly string[], statuses: readonly number[]])[] = [
  [
    ["has bpm", "--limit", "3"],
    [0, 1, 2],
  ],
  [
    ["db", "check"],
    [0, 2],
  ],
  [["doctor"], [0, 1]],
  [
    ["undo", "--list"],
    [0, 1, 2],
  ],
];

const bug = 70;

function wrongIn(words: readonly string[], { status, stderr }: Ran, statuses: readonly number[]): readonly string[] {
  const isStack = /^\s+at /m.test(stderr) || status === bug;
  if (!isStack && statuses.includes(status)) return [];
  return [`midiq ${words.join(" ")}: exit ${status}: ${stderr.trim().split("\n").slice(0, 3).join(" | ")}`];
}

/** Looks at what a kill left, without changing it: through a connection that asks for nothing. */
async function stateOf(where: string): Promise<State> {
  try {
    const { client, close } = await connect(where, { mode: "read" });
    try {
      const one = async (text: string): Promise<unknown> => (await client.unsafe(text))[0]?.["one"];
      if ((await one("select to_regclass('content') is not null as one")) !== true) return "no tables";
      if ((await one("select to_regclass('mount') is not null as one")) !== true) return "old tables";
      if ((await one("select exists (select from deferred_index) as one")) === true) return "indexes left out";
      if ((await one("select exists (select from unsettled) as one")) === true) return "unsettled";
      if ((await one("select exists (select from copy) as one")) !== true) return "no rows";
      const isOpen = await one("select exists (select from run where finished is null) as one");
      return isOpen === true ? "rows" : "whole";
    } finally {
      await close();
    }
  } catch (error) {
    if ((error as { readonly code?: string }).code === "no-catalogue") return "nothing";
    throw error;
  }
}

/** All rows of a catalogue. */
async function contentOf(where: string): Promise<Rows> {
  const db = await open(where, { plugins: [core] });
  try {
    return await rowsOf(db);
  } finally {
    await db.close();
  }
}

/** Does a job without a kill. @returns how long it takes, and the rows that every round must end with. */
export async function undisturbed(engine: Engine, job: Job, home: string): Promise<{ seconds: number; truth: Rows }> {
  job.reset();
  const where = await engine.place(job.begin);
  const done = await finish(home, job.words, where);
  // There may be nothing to undo.
  for (const words of job.after) await (words[0] === "undo" ? run : finish)(home, words, where);
  const truth = await contentOf(where);
  await engine.drop(where);
  return { seconds: done.seconds, truth };
}

/** Kills a job some seconds after its start, and looks at all that follows. */
export async function round(engine: Engine, job: Job, home: string, killAfter: number, truth: Rows): Promise<Round> {
  job.reset();
  const where = await engine.place(job.begin);
  const { wasKilled, ...ended } = await run(home, job.words, where, killAfter);
  await engine.rest(where);
  const wrong: string[] = wasKilled ? [] : [...wrongIn(job.words, { wasKilled, ...ended }, [0])];
  const state = await stateOf(where);
  for (const [words, statuses] of asked) wrong.push(...wrongIn(words, await run(home, words, where), statuses));
  for (const [n, words] of [job.words, ...job.after, ["db", "check"]].entries())
    wrong.push(...wrongIn(words, await run(home, words, where), n === 0 || words[0] === "undo" ? [0, 1] : [0]));
  const different = differences(truth, await contentOf(where));
  if (different.size > 0) wrong.push(`differs from an uninterrupted run: ${told(different)}`);
  if (wrong.length === 0 || isServer(where)) await engine.drop(where);
  return { wasKilled, state, wrong };
}
