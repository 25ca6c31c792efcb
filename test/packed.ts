/** midiq as it is published, for tests of the packed file: built beside the clone, so that tests at the same time do not meet. */
import { expect } from "bun:test";
import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import about from "../package.json" with { type: "json" };

const root = resolve(import.meta.dir, "..");

/** Runs a program, which succeeds. */
async function succeeds(cwd: string, command: string[]): Promise<void> {
  const started = Bun.spawn(command, { cwd, stdout: "ignore", stderr: "pipe" });
  const problems = await new Response(started.stderr).text();
  expect({ command, status: await started.exited, problems }).toMatchObject({ status: 0 });
}

/**
 * Builds and packs midiq, and installs the packed file in a folder. Its dependencies are links to ours.
 *
 * @param without names of packages that the folder is not to have.
 */
export async function installPacked(
  folder: string,
  without: readonly string[] = [],
): Promise<{ readonly tarball: string; readonly installed: string }> {
  const modules = join(folder, "node_modules");
  const installed = join(modules, "midiq");
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")))
    if (!name.startsWith(".") && !without.includes(name))
      symlinkSync(join(root, "node_modules", name), join(modules, name));
  // Below the folder, where the build finds the packages.
  const stage = join(folder, "stage");
  mkdirSync(stage);
  for (const name of ["package.json", "README.md", "LICENSE", "CHANGELOG.md"])
    copyFileSync(join(root, name), join(stage, name));
  cpSync(join(root, "bin"), join(stage, "bin"), { recursive: true });
  await succeeds(root, [process.execPath, "tools/build.ts", join(stage, "dist")]);
  await succeeds(stage, ["npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", folder]);
  const tarball = join(folder, `midiq-${about.version}.tgz`);
  await succeeds(folder, ["tar", "-xzf", tarball, "--strip-components=1", "-C", installed]);
  return { tarball, installed };
}
