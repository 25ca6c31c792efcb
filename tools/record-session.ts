/**
 * Records a terminal session for the README: runs commands on the bundled sample and draws what they printed, colours and all,
 * as an SVG. `bun run session`
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { terminalSvg } from "./terminal-svg.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const columns = 92;

/** What is typed, and how many lines of what it prints are shown. */
const steps: readonly { readonly typed: string; readonly lines?: number }[] = [
  { typed: "midiq add midi" },
  { typed: 'midiq "bpm 120..130 key in [C,G]"' },
  { typed: 'midiq --evidence "chords ii-V-I" limit 4' },
  { typed: "midiq like 'Petzold - Minuet in G.mid' --limit 3" },
  { typed: "midiq bmp 120..130" },
];

const folder = mkdtempSync(join(tmpdir(), "midiq-session-"));
cpSync(join(home, "examples/sample/midi"), join(folder, "midi"), { recursive: true });
mkdirSync(join(folder, "bin"));
writeFileSync(join(folder, "bin/midiq"), `#!/bin/sh\nexec "${process.execPath}" "${home}src/cli/main.ts" "$@"\n`, {
  mode: 0o755,
});
const env = {
  ...process.env,
  PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
  TERM: "xterm-256color",
  NO_COLOR: "",
  MIDIQ_DB: "",
};

const shown: string[] = [];
for (const { typed, lines = 12 } of steps) {
  // A terminal of its own, as a person has one.
  const inTerminal = ["script", "-qec", `stty cols ${columns}; ${typed}`, "/dev/null"];
  const run = Bun.spawnSync(inTerminal, { cwd: folder, env, stdin: "ignore" });
  const text = run.stdout.toString().replaceAll(folder, "~").replaceAll("\r\n", "\n").trimEnd();
  // The live line is wiped: what was written over is not there any more.
  const printed = text.split("\n").map((line) => line.slice(line.lastIndexOf("\r") + 1).replaceAll("\x1b[K", ""));
  shown.push(`\x1b[32m$\x1b[0m \x1b[1m${typed}\x1b[0m`, ...printed.slice(0, lines));
  if (printed.length > lines) shown.push("\x1b[2m...\x1b[0m");
  shown.push("");
}
rmSync(folder, { recursive: true, force: true });
const file = join(home, "docs/pictures/session.svg");
mkdirSync(join(home, "docs/pictures"), { recursive: true });
writeFileSync(file, terminalSvg(shown.slice(0, -1), columns));
console.log(`${file}: ${shown.length} lines`);
