// Node in other versions than the machine's, as packages of the registry bring it.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const cache = resolve(import.meta.dir, "../../node_modules/.cache/midiq-runtimes");

/**
 * The path of a Node, installed into a cache of the tests the first time; undefined, with one line that says why, where it
 * cannot be had.
 */
export async function nodeOf(version: string): Promise<string | undefined> {
  const home = join(cache, `node-${version}`);
  const program = join(home, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(program)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{ "private": true }\n');
    const words = ["install", "--no-audit", "--no-fund", "--silent", "--foreground-scripts", `node@${version}`];
    const npm = Bun.spawn(["npm", ...words], { cwd: home, stdout: "ignore", stderr: "ignore", timeout: 120_000 });
    await npm.exited;
  }
  const started = existsSync(program) ? Bun.spawnSync([program, "--version"]) : undefined;
  if (started?.success) return program;
  console.log(`skipped: Node ${version} cannot be had here (npm install node@${version})`);
  return undefined;
}

/** The environment without the folders of the PATH that hold a Bun. */
export function withoutBun(): Record<string, string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(":");
  return { ...process.env, PATH: folders.filter((folder) => !existsSync(join(folder, "bun"))).join(":") };
}
