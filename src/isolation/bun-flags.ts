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
