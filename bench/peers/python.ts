/**
 * The Python tools that midiq is measured beside: a virtual environment with pinned versions (requirements.txt), made once in
 * the system's folder for temporary files and used again.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The packages that a list pins, with their versions. */
const pinnedIn = (list: string): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(list, "utf8").matchAll(/^(\w+)==(\S+)$/gm)].map(([, name = "", version = ""]) => [name, version]),
  );

/** The Python packages with their versions, as pinned. */
export const pinned: ReadonlyMap<string, string> = pinnedIn(requirements);

/**
 * Path of a Python interpreter that has the tools. Where python3 or its packages cannot be had, ends the process with one
 * line and status 2.
 *
 * @param list path of the pinned packages; those of the peers unless said.
 */
export function pythonWithTools(list: string = requirements): string {
  const digest = createHash("sha256").update(readFileSync(list)).digest("hex").slice(0, 12);
  const home = join(tmpdir(), `midiq-peers-${digest}`);
  const python = join(home, "bin", "python");
  const complete = join(home, "complete");
  if (existsSync(complete)) return python;
  console.error(`Installing ${[...pinnedIn(list).keys()].join(", ")} into ${home}`);
  rmSync(home, { recursive: true, force: true });
  step("make a Python environment", "python3", ["-m", "venv", home]);
  step("install the Python tools", python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "-r",
    list,
  ]);
  writeFileSync(complete, "");
  return python;
}

function step(what: string, command: string, words: readonly string[]): void {
  const { status, error, stderr, stdout } = spawnSync(command, words, { encoding: "utf8" });
  if (status === 0) return;
  const said = error?.message ?? `${stdout}${stderr}`.trim().split("\n").at(-1);
  console.error(`Cannot ${what}: ${said}`);
  process.exit(2);
}

/** Path of a script beside this file. */
export const scriptAt = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
