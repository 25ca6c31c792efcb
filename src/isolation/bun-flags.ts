/**
 * The flags with which midiq starts Bun. Without them Bun takes instructions from the current folder, which may be a
 * stranger's: `preload` of its bunfig.toml, variables of its .env files, `paths` of its tsconfig.json, which replace modules,
 * and packages of any name from the registry, which are downloaded and run. Worker threads inherit the flags.
 */
import { fileURLToPath } from "node:url";

const settings = (name: string): string => fileURLToPath(new URL(`./sealed/${name}`, import.meta.url));

/** The flags, to stand before the script. `bin/midiq.mjs` has the same list. */
export const bunFlags = (): readonly string[] => [
  "--no-install",
  "--no-env-file",
  `--config=${settings("bunfig.toml")}`,
  `--tsconfig-override=${settings("tsconfig.json")}`,
];

/**
 * Options of Bun's compiler, as variables that stand before the process. Its last step makes loops faster that run for
 * minutes, and costs CPU that a run of some thousand files never earns back: it waits ten times longer than by default.
 * `bin/midiq.mjs` has the same.
 */
export const compilerOptions: Readonly<Record<string, string>> = {
  BUN_JSC_thresholdForFTLOptimizeAfterWarmUp: "1000000",
};
