/**
 * Crash safety: adding files is ended with SIGKILL, at random moments of each of its phases, and the server too; after
 * each kill the catalogue is opened and looked at, and in the end it must hold what an uninterrupted run gives.
 * `bun run eval crash [--kills 100] [--files 3000] [--engine pglite|postgres|both] [--seed 1] [--json] [CORPUS]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Measurement, report } from "../bench/report.ts";
import { corpusFolder } from "./corpus.ts";
import { type Engine, embedded, server } from "./crash/engines.ts";
import { phases } from "./crash/kill.ts";
import { makePile } from "./crash/pile.ts";
import { type Tally, torment } from "./crash/torment.ts";
import { differences, type Rows, told } from "./plugins/rows.ts";

const { values, positionals } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    files: { type: "string", default: "3000" },
    engine: { type: "string", default: "both" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const home = mkdtempSync(join(tmpdir(), "midiq-crash-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const pile = makePile(join(home, "files"), Number(values.files), positionals[0] ?? corpusFolder);

const say = (text: string): void => void (values.json || console.error(text));

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

function row(engine: Engine, { byPhase, ...tally }: Tally): Measurement {
  const of = (name: string): number => byPhase.get(name) ?? 0;
  const ofMode = (mode: string): number =>
    [...byPhase].reduce((sum, [name, count]) => sum + (name.startsWith(`${mode} `) ? count : 0), 0);
  return {
    name: engine.name,
    kills: tally.kills,
    ...Object.fromEntries(phases.map((phase) => [phase, of(phase)])),
    bulk: ofMode("bulk"),
    run: ofMode("run"),
    server: of("server"),
    reopened: tally.reopened.length,
    "batches lost": tally.lost,
    "rows doubled": tally.doubled,
    "equal at the end": `${tally.equal} of ${tally.catalogues}`,
    "reopen s": median(tally.reopened),
    "at most": Math.max(...tally.reopened),
    "sessions gone s": Math.max(...tally.rests),
    wrong: tally.wrong.length,
  };
}

const engines: Engine[] = [];
if (values.engine !== "postgres") engines.push(embedded(home));
if (values.engine !== "pglite") engines.push(await server());
const table: Measurement[] = [];
const rows: Rows[] = [];
for (const engine of engines) {
  const done = await torment(engine, { pile, kills: Number(values.kills), seed: Number(values.seed), say });
  rows.push(done.rows);
  table.push(row(engine, done.tally));
  for (const wrong of new Set(done.tally.wrong)) console.error(`${engine.name}: ${wrong}`);
  if (done.tally.wrong.length + done.tally.lost + done.tally.doubled > 0) process.exitCode = 1;
}
report(table, values.json);
const [one, other] = rows;
if (one && other && !values.json)
  console.log(`\nvalues that differ between the engines: ${told(differences(one, other))}`);
