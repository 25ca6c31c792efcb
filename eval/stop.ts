/**
 * Stops: fresh adds are stopped at some moments, by a signal to the command, to the wrapper that node runs, and by Ctrl-C to
 * both as a terminal sends it. Each must end within two seconds and leave no lock; the same command again must come to the
 * bytes of an add that nobody stopped.
 * `bun run eval stop [--files 10000] [--at 1,5,20] [--who command,wrapper,terminal] [--signal SIGINT] [--json] [FOLDER]`
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Measurement, report } from "../bench/report.ts";
import { corpusFolder } from "./corpus.ts";
import { makePile } from "./crash/pile.ts";

const { values, positionals } = parseArgs({
  options: {
    files: { type: "string", default: "10000" },
    at: { type: "string", default: "1,5,20" },
    who: { type: "string", default: "command,wrapper,terminal" },
    signal: { type: "string", default: "SIGINT" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const signal = values.signal as NodeJS.Signals;
const statuses: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
/** What a stop may take, in seconds. */
const mostSeconds = 2;

const here = import.meta.dir;
const wrapper = ["node", resolve(here, "../bin/midiq.mjs")];
const commands: Readonly<Record<string, readonly string[]>> = {
  command: [process.execPath, resolve(here, "../src/cli/main.ts")],
  wrapper,
  terminal: wrapper,
};

const home = mkdtempSync(join(tmpdir(), "midiq-stop-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const pile = positionals[0] ?? makePile(join(home, "files"), Number(values.files), corpusFolder).all;

const start = (command: readonly string[], words: readonly string[]) =>
  Bun.spawn([...command, ...words], { cwd: home, detached: true, stdin: "ignore", stdout: "pipe", stderr: "pipe" });

/** Runs the command to its end. */
async function midiq(...words: readonly string[]): Promise<void> {
  const run = start(commands["command"] ?? [], words);
  const [error, status] = await Promise.all([
    new Response(run.stderr).text(),
    run.exited,
    new Response(run.stdout).text(),
  ]);
  if (status !== 0) throw new Error(`midiq ${words.join(" ")} ended with ${status}: ${error}`);
}

/** The bytes that two equal catalogues have in common. */
async function bytesOf(catalogue: string): Promise<Buffer> {
  const to = `${catalogue}.midiq`;
  await midiq("export", "--stable", "--catalogue", to, "--db", catalogue);
  return Buffer.from(await Bun.file(join(home, to)).bytes());
}

interface Stopped {
  readonly row: Measurement;
  readonly isRight: boolean;
}

async function stopOnce(who: string, seconds: number, truth: Buffer): Promise<Stopped> {
  const name = `${who}-${seconds}`;
  const run = start(commands[who] ?? [], ["add", pile, "--db", name, "--json"]);
  const told = Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  await Bun.sleep(seconds * 1000);
  const began = performance.now();
  process.kill(who === "terminal" ? -run.pid : run.pid, signal);
  const status = await run.exited;
  // The streams end with the last process that holds them, also where that is not the one that was waited for.
  const [out] = await told;
  const took = (performance.now() - began) / 1000;
  const left = ["lock", "socket"].filter((file) => existsSync(join(home, name, file)));
  const { counts = {} } = out === "" ? {} : (JSON.parse(out) as { counts?: Record<string, number> });
  await midiq("add", pile, "--db", name);
  const isEqual = truth.equals(await bytesOf(name));
  rmSync(join(home, name), { recursive: true });
  return {
    row: {
      name: `${who}, ${signal} at ${seconds} s`,
      "ended after s": took,
      status,
      "lock or socket left": left.length,
      "files done": counts["settled"] ?? 0,
      "equal when resumed": isEqual ? "yes" : "no",
    },
    isRight: took <= mostSeconds && status === statuses[signal] && left.length === 0 && isEqual,
  };
}

await midiq("add", pile, "--db", "whole");
const truth = await bytesOf("whole");
const rows: Measurement[] = [];
for (const who of values.who.split(",")) {
  for (const seconds of values.at.split(",").map(Number)) {
    const { isRight, row } = await stopOnce(who, seconds, truth);
    rows.push(row);
    if (!isRight) process.exitCode = 1;
    if (!values.json) console.error(JSON.stringify(row));
  }
}
report(rows, values.json);
