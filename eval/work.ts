/**
 * Shared work under kills: two workers at a time, each a process, ended with SIGKILL at aimed phases, the server too; each is
 * replaced at once. In the end the catalogue must be what one process makes that nobody kills, byte for byte.
 * `bun run eval work [--kills 100] [--files 400] [--seed 1] [--json] [CORPUS]`
 *
 * Phases: `claim` right after a unit was claimed; `unit` at a random moment of it; `commit` between the last commit of a unit and
 * its completion, `finish` the same at the end of a campaign (the row of the unit is locked, so that its worker waits there);
 * `server` ends PostgreSQL as a crash would.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { type Measurement, report } from "../bench/report.ts";
import { add, type Catalogue, core, open } from "../mod.ts";
import { enqueue } from "../src/work/enqueue.ts";
import { newCluster } from "../test/server.ts";
import { corpusFolder } from "./corpus.ts";
import { makePile } from "./crash/pile.ts";

const { values, positionals } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    files: { type: "string", default: "400" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const wanted = Number(values.kills);
const phases = ["claim", "unit", "commit", "unit", "finish", "claim", "unit", "commit", "unit", "server"] as const;
type Phase = (typeof phases)[number];
/** Seconds after which a silent worker is lost. */
const heartbeat = 2;
const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "midiq-work-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const folder = join(home, "files");
makePile(folder, Number(values.files), positionals[0] ?? corpusFolder);
const cluster = await newCluster();

let seed = Number(values.seed);
/** 0 to 1: a linear congruential generator (Numerical Recipes). */
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function newCatalogue(name: string): Promise<{ readonly url: string; readonly db: Catalogue }> {
  await cluster.run("postgres", `create database ${name}`);
  const url = `${cluster.url}/${name}`;
  return { url, db: await open(url, { plugins: [core], mode: "write" }) };
}
async function stable(db: Catalogue, name: string): Promise<Buffer> {
  await db.exportTo(join(home, name), { stable: true });
  return readFileSync(join(home, name));
}

interface Living {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
}
function startWorker(url: string): Living {
  const words = [main, "work", "--db", url, "--workers", "1", "--heartbeat", String(heartbeat), "--until-empty"];
  const env = { ...process.env, XDG_CONFIG_HOME: home };
  const child = spawn(process.execPath, words, { cwd: home, env, stdio: ["ignore", "ignore", "pipe"] });
  child.stderr?.on("data", (said) => values.json || process.stderr.write(said));
  return { process: child, ended: new Promise((resolve) => child.on("exit", resolve)) };
}

const killed = new Map<string, number>();
const takeovers: number[] = [];
const wrong: string[] = [];
let campaigns = 0;

/** Runs one campaign to its end, with kills while some are left. */
async function torment(expected: Buffer): Promise<void> {
  const { url, db } = await newCatalogue(`campaign_${campaigns++}`);
  await enqueue(db, [folder], { unitFiles: 40 });
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  /** Asks again where the server was away. */
  const ask = async (text: string, parameters: readonly (string | number)[] = []) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sql.unsafe(text, [...parameters]);
      } catch (error) {
        if (attempt === 50) throw error;
        await sleep(100);
      }
    }
  };
  const workers = new Map<number, Living>();
  const hire = (): void => {
    const one = startWorker(url);
    workers.set(Number(one.process.pid), one);
  };
  const isOver = async (): Promise<boolean> => (await ask("select from campaign where finished is null")).length === 0;
  /** A unit in hand of a worker that lives, of some kind. */
  const inHand = async (kind: string) => {
    for (let looks = 0; looks < 3000; looks++) {
      if (await isOver()) return undefined;
      const [row] = await ask(
        `select u.id::text as id, w.pid from unit u join worker w on w.id = u.worker
          where u.state = 'active' and (u.kind = 'finish') = ($1 = 'finish') order by u.begun desc limit 1`,
        [kind],
      );
      if (row && workers.has(Number(row["pid"]))) return { id: String(row["id"]), pid: Number(row["pid"]) };
      await sleep(10);
    }
    throw new Error("Cannot go on: no worker has claimed a unit for 30 seconds");
  };
  const kill = async (pid: number, phase: Phase, unit: string): Promise<void> => {
    const worker = workers.get(pid);
    workers.delete(pid);
    worker?.process.kill("SIGKILL");
    await worker?.ended;
    killed.set(phase, (killed.get(phase) ?? 0) + 1);
    hire();
    const began = performance.now();
    // Whether it was in hand still, and when it is again, or cut.
    const [row] = await ask("select attempt, state from unit where id = $1::text::int8", [unit]);
    if (row?.["state"] !== "active") return;
    for (let looks = 0; looks < 2000; looks++) {
      const [now] = await ask("select attempt, state from unit where id = $1::text::int8", [unit]);
      if (now?.["state"] !== "active" || now["attempt"] !== row["attempt"]) {
        takeovers.push((performance.now() - began) / 1000);
        return;
      }
      await sleep(10);
    }
    wrong.push(`unit ${unit} stayed with a worker that was killed`);
  };
  /** Holds the row of a unit until its worker waits for it, with all else done; then ends the worker. */
  const killAtCompletion = async (id: string, pid: number, phase: Phase): Promise<void> => {
    await sql.begin(async (tx) => {
      const [row] = await tx.unsafe("select state from unit where id = $1::text::int8 for update", [id]);
      if (row?.["state"] !== "active") return;
      for (let looks = 0; looks < 1000; looks++) {
        const waits = await ask(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like 'update unit set state = case%'`,
        );
        if (waits.length > 0) break;
        await sleep(10);
      }
      workers.get(pid)?.process.kill("SIGKILL");
    });
    await kill(pid, phase, id);
  };

  hire();
  hire();
  const total = (): number => [...killed.values()].reduce((sum, one) => sum + one, 0);
  // So many a campaign that none of its files is thought to be the cause.
  for (let kills = 0; kills < 10 && total() < wanted; kills++) {
    const phase = phases[total() % phases.length] as Phase;
    if (phase === "server") {
      // Who begins while the server is away ends with one line, and is no case of this.
      for (let looks = 0; looks < 1000; looks++) {
        const here = (await ask("select pid from worker")).map((row) => Number(row["pid"]));
        if ((await isOver()) || [...workers.keys()].every((pid) => here.includes(pid))) break;
        await sleep(10);
      }
      await sleep(500 * random());
      cluster.stop("immediate");
      cluster.start();
      killed.set(phase, (killed.get(phase) ?? 0) + 1);
      continue;
    }
    const unit = await inHand(phase === "finish" ? "finish" : "files").catch(
      (error: Error) => void wrong.push(error.message),
    );
    if (!unit) break;
    if (phase === "unit") await sleep(400 * random());
    if (phase === "commit" || phase === "finish") await killAtCompletion(unit.id, unit.pid, phase);
    else await kill(unit.pid, phase, unit.id);
    if (!values.json) process.stderr.write(`\r${total()} of ${wanted} kills, campaign ${campaigns}   `);
  }
  const over = Promise.all([...workers.values()].map(({ ended }) => ended));
  const late = sleep(180_000).then(() => "late" as const);
  const ends = await Promise.race([over, late]);
  if (ends === "late") {
    wrong.push(`campaign ${campaigns}: not over after 180 s`);
    for (const { process } of workers.values()) process.kill("SIGKILL");
  } else if (ends.some((status) => status !== 0))
    wrong.push(`campaign ${campaigns}: workers ended with ${ends.join(", ")}`);
  const left = await ask("select state, kind, message from unit where state not in ('done', 'cut')");
  for (const unit of left) wrong.push(`campaign ${campaigns}: a unit is ${unit["state"]}: ${unit["message"]}`);
  if (!(await isOver())) wrong.push(`campaign ${campaigns} is not over`);
  await sql.end();
  await db.close();
  const again = await open(url, { plugins: [core], mode: "write" });
  if (!(await stable(again, `campaign-${campaigns}`)).equals(expected)) wrong.push(`campaign ${campaigns}: other rows`);
  await again.close();
}

const alone = await newCatalogue("alone");
await add(alone.db, [folder], { workers: 2 });
const expected = await stable(alone.db, "alone");
await alone.db.close();
for (let last = -1; ; ) {
  const before = [...killed.values()].reduce((sum, one) => sum + one, 0);
  if (before >= wanted || before === last) break;
  last = before;
  await torment(expected);
}
if (!values.json) process.stderr.write("\n");
takeovers.sort((a, b) => a - b);
const row: Measurement = {
  name: "shared work",
  files: Number(values.files),
  campaigns,
  ...Object.fromEntries(killed),
  "takeover s, median": takeovers[takeovers.length >> 1] ?? 0,
  "at most": takeovers.at(-1) ?? 0,
  heartbeat,
  wrong: wrong.length,
};
report([row], values.json);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
