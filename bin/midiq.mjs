#!/usr/bin/env node
// Starts the command under Bun: the one that already runs this file, the one that came with the package, or the one on
// the PATH. Bun takes no instructions from the current folder, which may be a stranger's (src/isolation/bun-flags.ts).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

function findBun() {
  if (process.versions.bun) return process.execPath;
  try {
    const bun = join(dirname(createRequire(import.meta.url).resolve("bun/package.json")), "bin", "bun.exe");
    if (existsSync(bun)) return bun;
  } catch {
    // The optional package is not there: the PATH may have one.
  }
  return "bun";
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

const { words, env } = withoutPassword(process.argv.slice(2));
// By our number the command knows that it is to end when somebody kills us alone (src/cli/stop.ts).
const own = { ...env, MIDIQ_WRAPPER: String(process.pid) };
const run = spawn(findBun(), [...flags, main, ...words], { stdio: "inherit", env: own });
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
run.on("error", () => {
  console.error("midiq needs Bun: npm install -g bun");
  process.exit(70);
});
run.on("exit", (status, signal) => process.exit(status ?? statuses[asked ?? signal] ?? 70));
