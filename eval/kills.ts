/**
 * Kills of the command: adding, adding in bulk, importing, bringing an older catalogue up to date and organizing are ended with
 * SIGKILL at moments spread over the whole of each, from its first to its last second. After each kill a query, `db check`,
 * `doctor` and `undo --list` must answer in a line, without a stack and without exit 70; the same command then goes on, `db check`
 * finds nothing, and the rows are those of a run that nobody killed.
 * `bun run eval kills [--kills 40] [--files 120] [--engine pglite|postgres|both] [--job NAME] [--seed 1] [--json] [CORPUS]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Measurement, report } from "../bench/report.ts";
import { randomIntegers } from "../fuzz/random.ts";
import { corpusFolder } from "./corpus.ts";
import { type Engine, embedded, server } from "./crash/engines.ts";
import { makePile } from "./crash/pile.ts";
import { jobsOf } from "./kills/jobs.ts";
import { type Round, round, undisturbed } from "./kills/round.ts";

const { values, positionals } = parseArgs({
  options: {
    kills: { type: "string", default: "40" },
    files: { type: "string", default: "120" },
    engine: { type: "string", default: "both" },
    job: { type: "string" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const home = mkdtempSync(join(tmpdir(), "midiq-kills-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const pile = makePile(join(home, "files"), Number(values.files), positionals[0] ?? corpusFolder);
const random = randomIntegers(Number(values.seed));
const say = (text: string): void => void (values.json || console.error(text));
const kills = Number(values.kills);

async function torment(engine: Engine): Promise<readonly (Round & { readonly job: string })[]> {
  const jobs = (await jobsOf(engine, pile, home)).filter(({ name }) => values.job === undefined || name === values.job);
  const rounds: (Round & { readonly job: string })[] = [];
  const share = Math.ceil(kills / jobs.length);
  for (const job of jobs) {
    const { seconds, truth } = await undisturbed(engine, job, home);
    for (let n = 0; n < share && rounds.length < kills; n++) {
      // One moment in each of as many equal parts of its time as there are kills.
      const at = ((n + random(1000) / 1000) / share) * seconds;
      const done = await round(engine, job, home, at, truth);
      rounds.push({ job: job.name, ...done });
      const how = done.wasKilled ? `killed after ${at.toFixed(2)} s` : "ended by itself";
      say(`${engine.name}, ${job.name}: ${how}, left ${done.state}; wrong: ${done.wrong.join("; ") || "nothing"}`);
    }
  }
  return rounds;
}

const engines: Engine[] = [];
if (values.engine !== "postgres") engines.push(embedded(home));
if (values.engine !== "pglite") engines.push(await server());
const table: Measurement[] = [];
for (const engine of engines) {
  const rounds = await torment(engine);
  for (const [job, own] of Map.groupBy(rounds, (one) => one.job)) {
    const states = [...Map.groupBy(own, ({ state }) => state)].map(([state, some]) => `${some.length} ${state}`);
    table.push({
      name: `${engine.name}, ${job}`,
      rounds: own.length,
      killed: own.filter(({ wasKilled }) => wasKilled).length,
      "exit 70": own.filter(({ wrong }) => wrong.some((one) => one.includes("exit 70"))).length,
      wrong: own.filter(({ wrong }) => wrong.length > 0).length,
      "what was left": states.sort().join(", "),
    });
  }
  if (rounds.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
}
report(table, values.json);
