/** Killing the runs of one engine, one catalogue after the other, and looking at what is left. */

import { type Random, randomIntegers } from "../../fuzz/random.ts";
import { core, open } from "../../mod.ts";
import { planRerun } from "../../src/catalogue/mod.ts";
import { keepSet, stalenessOf } from "../../src/catalogue/renewing/staleness.ts";
import { StoreError } from "../../src/database/error.ts";
import { createDigest } from "../../src/digest.ts";
import { differences, type Rows, rowsOf, told } from "../plugins/rows.ts";
import type { Engine } from "./engines.ts";
import { exportOf } from "./exported.ts";
import { look, lookAtComplete, lostOf } from "./findings.ts";
import { type Adding, type Ids, type Phase, phases, runAdding } from "./kill.ts";
import type { Pile } from "./pile.ts";

type Mode = Adding["mode"];
/** Phases in which the runs over one catalogue are killed, in order; the next run goes on where the last was ended. */
const plans: readonly (readonly [Mode, readonly Phase[]])[] = [
  ["plain", ["start-up", "writing", "loading", "start-up", "writing", "ending", "start-up", "ending", "closing"]],
  ["bulk", ["writing", "start-up", "loading", "writing", "ending", "ending", "start-up", "ending", "closing"]],
  ["checkpoint", ["writing", "checkpoint", "start-up", "writing", "checkpoint", "checkpoint", "closing", "closing"]],
  ["run", ["writing", "start-up", "writing", "loading", "writing", "ending", "closing"]],
  ["plain", ["start-up", "start-up", "writing", "loading", "writing", "writing", "ending", "ending", "closing"]],
];
/** Batches of a run that come before the one that it is killed in, at most. */
const mostPasses = 3;
/** Every so many kills it is the server that is killed. */
const serverTurn = 10;

const isAbsent = (error: unknown): boolean => error instanceof StoreError && error.code === "no-catalogue";
/** The line that names an error, of what a runtime prints of it. */
const firstError = (stderr: string): string => /^\w*error: .*$/im.exec(stderr)?.[0] ?? stderr.trim();

/** What came of all kills. */
export interface Tally {
  readonly byPhase: Map<string, number>;
  readonly reopened: number[];
  readonly rests: number[];
  kills: number;
  catalogues: number;
  lost: number;
  doubled: number;
  equal: number;
  readonly wrong: string[];
}

/** Everything in a catalogue that is complete, and what is wrong with it. */
async function completeRows(where: string): Promise<{ readonly rows: Rows; readonly wrong: readonly string[] }> {
  const db = await open(where, { plugins: [core] });
  try {
    return { rows: await rowsOf(db), wrong: await lookAtComplete(db) };
  } finally {
    await db.close();
  }
}

/** Analyzers whose values are computed anew; chords are among the index terms. */
const renewed = ["chords", "texture"];

/** Takes away the values of some analyzers, as if they had been computed by an older version. */
async function makeStale(where: string): Promise<void> {
  const db = await open(where, { plugins: [core], mode: "write" });
  const lists = (await stalenessOf(db.store)).sets.map(({ list }) => list);
  const set = await keepSet(
    db.store.client,
    (lists[0] ?? []).map((entry) => (renewed.includes(entry.id) ? { ...entry, version: 0 } : entry)),
    await createDigest(),
  );
  const columns = db.registry.fields.filter(
    ({ owner, table, expression }) => renewed.includes(owner) && table === "content" && expression === undefined,
  );
  const nothing = columns.map(({ column }) => `"${column}" = null`).join(", ");
  await db.query(`update content set analyzer_set = $1::int4, ${nothing} where status <> 'rejected'`, [set]);
  if ((await planRerun(db)).contents === 0) throw new Error("Nothing is stale: no run could be killed");
  await db.close();
}

/** Opens a catalogue after a kill and looks at it. */
async function check(where: string, committed: readonly Ids[], tally: Tally): Promise<Ids | undefined> {
  const began = performance.now();
  let db: Awaited<ReturnType<typeof open>>;
  try {
    db = await open(where, { plugins: [core] });
    await db.query("select 1");
  } catch (error) {
    // Killed before its tables were there.
    if (isAbsent(error) && committed.length === 0) return undefined;
    tally.wrong.push(`Cannot be opened: ${(error as Error).message}`);
    return undefined;
  }
  tally.reopened.push((performance.now() - began) / 1000);
  try {
    const found = await look(db);
    tally.lost += lostOf(committed, found);
    tally.doubled += found.doubled;
    tally.wrong.push(...found.wrong);
    // What was seen once has to stay.
    return { contents: [...found.ids.contents], copies: [...found.ids.copies] };
  } finally {
    await db.close();
  }
}

/** The trouble of one run: its own death, or that of the server, at a random moment of a phase that takes some seconds. */
function troubleIn(phase: Phase, seconds: number, engine: Engine, tally: Tally, random: Random) {
  // A later run has less left to load.
  const span = Math.max(2, seconds * 1000 * (phase === "loading" ? 0.5 : 1));
  const isServer = engine.crash !== undefined && (tally.kills + 1) % serverTurn === 0;
  const how = random(2) === 0 ? "kill" : "immediate";
  const crash = engine.crash;
  const done: { crash?: Promise<void> } = {};
  return {
    isServer,
    done,
    trouble: {
      phase,
      passes: phase === "writing" || phase === "checkpoint" ? random(mostPasses + 1) : 0,
      afterMilliseconds: random(Math.ceil(span)),
      make: (kill: () => void): void => {
        if (isServer && crash) done.crash = crash(how);
        else kill();
      },
    },
  };
}

/** How an engine is tormented. */
export interface Torment {
  readonly pile: Pile;
  readonly kills: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/** Kills runs until there were enough, and returns also the rows of a run that nobody killed. */
export async function torment(
  engine: Engine,
  { pile, kills, seed, say }: Torment,
): Promise<{ readonly rows: Rows; readonly tally: Tally }> {
  const random = randomIntegers(seed);
  const whole = await engine.place();
  const undisturbed = await runAdding({ where: whole, files: pile.all, mode: "plain" });
  if (undisturbed.status !== 0) throw new Error(undisturbed.stderr);
  const truth = await completeRows(whole);
  if (truth.wrong.length > 0) throw new Error(truth.wrong.join("; "));
  const truthExport = await exportOf(whole);
  await makeStale(whole);
  const first = await engine.place();
  const begun = await runAdding({ where: first, files: pile.first, mode: "plain" });
  if (begun.status !== 0) throw new Error(begun.stderr);

  // What the runs of a mode begin with.
  const begins: Readonly<Partial<Record<Mode, string>>> = { bulk: first, run: whole };
  const tally: Tally = {
    byPhase: new Map(),
    reopened: [],
    rests: [],
    kills: 0,
    catalogues: 0,
    lost: 0,
    doubled: 0,
    equal: 0,
    wrong: [],
  };
  // How long phases take: a first run makes the catalogue and most of its rows.
  const spans = { first: undisturbed.seconds, later: { ...undisturbed.seconds } };
  for (let turn = 0; tally.kills < kills; turn++) {
    const [mode, plan] = plans[turn % plans.length] as (typeof plans)[number];
    const where = await engine.place(begins[mode]);
    const committed: Ids[] = [];
    const before = tally.wrong.length;
    for (const [n, phase] of plan.entries()) {
      if (tally.kills >= kills) break;
      const isFirst = n === 0 && !begins[mode];
      const span = spans[isFirst ? "first" : "later"][phase];
      const { trouble, isServer, done } = troubleIn(phase, span, engine, tally, random);
      const ended = await runAdding({ where, files: pile.all, mode, trouble });
      if (!isFirst) for (const left of phases) spans.later[left] = ended.seconds[left] || spans.later[left];
      await done.crash;
      committed.push(...ended.committed);
      if (!ended.wasTroubled || (!isServer && !ended.wasKilled)) {
        if (ended.status !== 0) tally.wrong.push(`Failed by itself: ${firstError(ended.stderr)}`);
        continue;
      }
      tally.kills++;
      const name = isServer ? "server" : begins[mode] ? `${mode} ${ended.phase}` : ended.phase;
      tally.byPhase.set(name, (tally.byPhase.get(name) ?? 0) + 1);
      if (isServer) say(`  server ended in "${ended.phase}": ${firstError(ended.stderr) || `status ${ended.status}`}`);
      // Where the next run is killed as it starts, it is killed while it recovers.
      if (plan[n + 1] === "start-up" && random(2) === 0) continue;
      tally.rests.push(await engine.rest(where));
      const seen = await check(where, committed, tally);
      if (seen) committed.push(seen);
    }
    const last = await runAdding({ where, files: pile.all, mode });
    for (const left of phases) spans.later[left] = last.seconds[left] || spans.later[left];
    if (last.status !== 0) tally.wrong.push(`The last run failed: ${firstError(last.stderr)}`);
    committed.push(...last.committed);
    await check(where, committed, tally);
    const { rows, wrong } = await completeRows(where);
    tally.wrong.push(...wrong, ...(await engine.verify(where)));
    const different = differences(truth.rows, rows);
    tally.catalogues++;
    const isSameExport = (await exportOf(where)) === truthExport;
    if (different.size === 0 && isSameExport) tally.equal++;
    else if (different.size > 0) tally.wrong.push(`differs from an uninterrupted run: ${told(different)}`);
    else tally.wrong.push("its export differs from that of an uninterrupted run");
    say(
      `${engine.name}: ${tally.kills} kills, ${tally.catalogues} catalogues, ${mode}; wrong: ${tally.wrong.slice(before).join("; ") || "nothing"}`,
    );
    if (tally.wrong.length === before) await engine.drop(where);
  }
  return { rows: truth.rows, tally };
}
