/**
 * How fast the command starts: `bun run bench start [--json] [--db URL]`. The published form of the command is built
 * (dist/command), and run as a process of its own, nine times each: from the start of the process to the parsed query, and
 * to the first row of a catalogue of 10,000 varied contents in PGlite, alone and beside a `midiq serve` that has it open, and
 * on a server where one is named.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { core, open } from "../mod.ts";
import { type Measurement, report } from "./report.ts";
import { fill } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    db: { type: "string" },
    contents: { type: "string", default: "10000" },
  },
  allowPositionals: true,
});
const runs = 9;
const home = fileURLToPath(new URL("..", import.meta.url));
const command = join(home, "dist/command/main.js");
const query = "bpm 120..130 key in [C,G] sort -complexity limit 1";

const run = (...words: readonly string[]): string => {
  const { success, stdout, stderr } = Bun.spawnSync([process.execPath, ...words], { cwd: home });
  const text = `${stdout}${stderr}`;
  if (!success) throw new Error(`Cannot run ${words.join(" ")}: ${text}`);
  return text;
};

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

async function fillAt(url: string): Promise<void> {
  const db = await open(url, { plugins: [core], mode: "write" });
  await fill(db, Number(values.contents), () => undefined);
  await db.close();
}

function measured(name: string, url: string): Measurement {
  const parsed: number[] = [];
  const first: number[] = [];
  const whole: number[] = [];
  for (let n = 0; n < runs; n++) {
    const began = performance.now();
    const said = run(command, query, "--db", url, "--timings");
    whole.push(performance.now() - began);
    parsed.push(Number(/parsed (\d+) ms/.exec(said)?.[1]));
    first.push(Number(/first row (\d+) ms/.exec(said)?.[1]));
  }
  return { name, "query parsed ms": median(parsed), "first row ms": median(first), "whole command ms": median(whole) };
}

/** The same while a server has the folder open. */
async function measuredHeld(name: string, url: string): Promise<Measurement> {
  const server = Bun.spawn([process.execPath, command, "serve", "--db", url, "--port", "0"], {
    stdout: "pipe",
    stderr: "ignore",
  });
  try {
    let said = "";
    for await (const piece of server.stdout.pipeThrough(new TextDecoderStream())) {
      said += piece;
      if (said.includes("\n")) break;
    }
    // The catalogue is opened by the first request.
    await (await fetch(new URL("api/v1/count?q=", said.trim().split(/\s/)[0]))).text();
    return measured(name, url);
  } finally {
    server.kill();
    await server.exited;
  }
}

run("tools/build.ts");
const empty: number[] = [];
for (let n = 0; n < runs; n++) {
  const began = performance.now();
  run("-e", "0");
  empty.push(performance.now() - began);
}
const rows: Measurement[] = [{ name: "bun -e 0", "whole command ms": median(empty) }];
const folder = mkdtempSync(join(tmpdir(), "midiq-start-"));
await fillAt(join(folder, "catalogue"));
rows.push(measured(`PGlite, ${values.contents} contents`, join(folder, "catalogue")));
rows.push(await measuredHeld("the same beside `midiq serve`", join(folder, "catalogue")));
rmSync(folder, { recursive: true });
if (values.db) {
  const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
  const name = `midiq_start_${process.pid}`;
  await admin.unsafe(`create database ${name}`);
  const url = new URL(values.db);
  url.pathname = `/${name}`;
  await fillAt(url.href);
  rows.push(measured(`PostgreSQL, ${values.contents} contents`, url.href));
  await admin.unsafe(`drop database ${name}`);
  await admin.end();
}
report(rows, values.json);
