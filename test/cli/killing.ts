/** Adds that are ended by SIGKILL, and what they leave: for the tests of kills. */
import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { look, lookAtComplete, lostOf } from "../../eval/crash/findings.ts";
import { type Ids, runAdding } from "../../eval/crash/kill.ts";
import { type Catalogue, open } from "../../mod.ts";
import { isServer } from "../../src/database/server/server.ts";
import { everything } from "../contract/everything.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { startMidiq } from "./run.ts";

const pitches = ["C", "D", "E", "F", "G", "A", "B"];

/** Small files, most of them different: every tenth with a copy under another name, some of them broken. */
export function writePile(into: string, from: number, to: number): number {
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

/** All that a catalogue holds, as a text that two equal catalogues have in common. */
export async function everythingIn(catalogue: string): Promise<string> {
  const db = await open(catalogue);
  try {
    return await everything(db);
  } finally {
    await db.close();
  }
}

/** Waits until a server has noticed that its client is gone. */
async function alone(db: Catalogue): Promise<void> {
  const others = `select count(*)::int4 as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  while ((await db.query<{ n: number }>(others))[0]?.n !== 0) await Bun.sleep(20);
}

/** When a run is killed: in which batch where there are several, and some milliseconds after the phase began. */
type Moment = Omit<NonNullable<Parameters<typeof runAdding>[0]["trouble"]>, "make">;

/**
 * Adds a pile again and again, each time killed at the next moment, then whole; looks each time at what is there.
 *
 * @returns how many were killed, all that the catalogue holds after the whole one, and what a further one finds unchanged.
 */
export async function killAdds(
  { where, pile, mode }: { readonly where: string; readonly pile: string; readonly mode: "plain" | "bulk" },
  moments: readonly Moment[],
): Promise<{ readonly kills: number; readonly holds: string; readonly unchanged: number }> {
  const committed: Ids[] = [];
  let kills = 0;
  for (const moment of moments) {
    const trouble = { ...moment, make: (kill: () => void) => kill() };
    const ended = await runAdding({ where, files: pile, mode, trouble });
    committed.push(...ended.committed);
    if (ended.wasKilled) kills++;
    // Nothing was committed, and the tables may be lacking; or the next one recovers and is killed too.
    if (moment.phase === "start-up") continue;
    const db = await open(where);
    if (isServer(where)) await alone(db);
    const found = await look(db);
    await db.close();
    expect({ lost: lostOf(committed, found), doubled: found.doubled, wrong: found.wrong }).toEqual({
      lost: 0,
      doubled: 0,
      wrong: [],
    });
  }
  const folder = join(pile, "..");
  const resumed = await startMidiq(folder, ["add", pile, "--db", where, "--workers", "2"]);
  expect(resumed).toMatchObject({ status: 0 });
  const holds = await everythingIn(where);
  const again = await startMidiq(folder, ["add", pile, "--db", where, "--json"]);
  const db = await open(where);
  expect(await lookAtComplete(db)).toEqual([]);
  await db.close();
  return { kills, holds, unchanged: JSON.parse(again.stdout).counts.unchanged };
}
