/** The tests that lie beside a plugin: `low.test.ts` of `low.ts`. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** How a plugin's own tests went. */
export interface OwnTests {
  readonly file: string;
  readonly passed: boolean;
}

/**
 * Runs the tests of a plugin by `bun test`, in which its import of "midiq" is answered by this very copy of midiq.
 *
 * @param isShown what they print goes to stderr of this process.
 * @returns undefined where there are none, or where this runtime is not Bun.
 */
export function runOwnTests(url: string, isShown: boolean): OwnTests | undefined {
  if (!url.startsWith("file:") || !process.versions["bun"]) return undefined;
  const file = fileURLToPath(url).replace(/\.([cm]?[jt]s)$/, ".test.$1");
  if (!existsSync(file) || file === fileURLToPath(url)) return undefined;
  const preload = new URL(
    `../plugin/preload${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`,
    import.meta.url,
  );
  const ran = spawnSync(
    process.execPath,
    ["test", "--no-install", "--no-env-file", "--preload", fileURLToPath(preload), file],
    {
      cwd: dirname(file),
      stdio: ["ignore", "ignore", isShown ? "inherit" : "ignore"],
      // A compiled midiq is its own runtime.
      env: { ...process.env, BUN_BE_BUN: "1" },
    },
  );
  return { file, passed: ran.status === 0 };
}
