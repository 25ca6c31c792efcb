#!/usr/bin/env node
// Starts the command: under Bun, where it is fastest (the one that already runs this file, the one that came with the
// package, or the one on the PATH), else in the Node or Deno that runs this file. Bun takes no instructions from the current
// folder, which may be a stranger's (src/isolation/bun-flags.ts).
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const published = join(home, "dist", "command", "main.js");
const source = join(home, "src", "cli", "main.ts");
const isClone = existsSync(source);
const main = isClone ? source : published;
const sealed = join(home, isClone ? "src" : join("dist", "src"), "isolation", "sealed");
const flags = [
  "--no-install",
  "--no-env-file",
  `--config=${join(sealed, "bunfig.toml")}`,
  `--tsconfig-override=${join(sealed, "tsconfig.json")}`,
];

// The compiler's last step pays only in runs of minutes.
const compilerOptions = { BUN_JSC_thresholdForFTLOptimizeAfterWarmUp: "1000000" };

/** The oldest Node that runs the command. */
const oldestNode = 22;
/** Bun has some 100 MB. Where npm ran no install script, a small text lies in its place. */
const leastBytes = 1_000_000;

const isProgram = (path, least = 1) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size >= least;
};

/** The Bun to start; undefined where there is none. */
function findBun() {
  if (process.versions.bun) return process.execPath;
  try {
    const bun = join(dirname(createRequire(import.meta.url).resolve("bun/package.json")), "bin", "bun.exe");
    if (isProgram(bun, leastBytes)) return bun;
  } catch {
    // The optional package is not there: the PATH may have one.
  }
  const name = process.platform === "win32" ? "bun.exe" : "bun";
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find((path) => isProgram(path));
}

/** One line for the person, and the end. */
function refuse(line) {
  console.error(`midiq: ${line}`);
  process.exit(2);
}

/** Runs the command in this very process. */
async function runHere() {
  const { deno, node } = process.versions;
  if (!deno && Number.parseInt(node, 10) < oldestNode)
    refuse(`Cannot run on Node ${node}: use Node ${oldestNode} or newer, or install Bun with npm install -g bun`);
  // Node reads no TypeScript of a clone that needs more than its types left out, and Deno does.
  if (isClone && !deno && !process.features.typescript)
    refuse(`Cannot run from its sources on Node ${node}: install Bun with npm install -g bun`);
  await (await import(pathToFileURL(main).href)).start();
}

// Everybody on the machine can read the words of a process, and only its user the environment.
function withoutPassword(given) {
  const env = { ...process.env };
  const words = given.map((word, n) => {
    const [, start, password, rest] = /^((?:--db=)?postgres(?:ql)?:\/\/[^:@/?]*):([^@/?]*)(@.*)$/s.exec(word) ?? [];
    if (start === undefined || !(word.startsWith("--db=") || given[n - 1] === "--db")) return word;
    try {
      env.PGPASSWORD = decodeURIComponent(password);
    } catch {
      return word;
    }
    return start + rest;
  });
  return { words, env };
}

function runUnder(bun) {
  const { words, env } = withoutPassword(process.argv.slice(2));
  // By our number the command knows that it is to end when somebody kills us alone (src/cli/stop.ts).
  const own = { ...compilerOptions, ...env, MIDIQ_WRAPPER: String(process.pid) };
  const run = spawn(bun, [...flags, main, ...words], { stdio: "inherit", env: own });
  // The terminal sends Ctrl-C to both; the command takes the same signal twice at once for one. It ends within two
  // seconds, unless its one thread is deep in something and sees no signal: then it is ended as it stands.
  const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  let asked;
  for (const signal of Object.keys(statuses)) {
    process.on(signal, () => {
      asked ??= signal;
      run.kill(signal);
      setTimeout(() => run.kill("SIGKILL"), 3000).unref();
    });
  }
  run.on("error", ({ message }) => refuse(`Cannot start ${bun}: ${message}`));
  run.on("exit", (status, signal) => process.exit(status ?? statuses[asked ?? signal] ?? 70));
}

if (isClone && !existsSync(join(home, "node_modules", "zod")))
  refuse(`Cannot run from ${home}: its packages are not installed; run npm run setup there`);
const bun = process.versions.deno ? undefined : findBun();
if (bun === undefined) await runHere();
else runUnder(bun);
