/**
 * Builds what is published: unbundled JavaScript and types in dist/, laid out as the sources are, and the command as a
 * bundle. Deno and Node refuse TypeScript in node_modules, and workers need the modules of the stages at their own URLs.
 * `bun run build`
 */
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleCommand } from "./bundle-command.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${home}dist`, { recursive: true, force: true });
const compiled = Bun.spawnSync([`${home}node_modules/.bin/tsc`, "-p", `${home}tsconfig.build.json`], {
  stdout: "inherit",
  stderr: "inherit",
});
if (!compiled.success) process.exit(1);
cpSync(`${home}sql`, `${home}dist/sql`, { recursive: true });
cpSync(`${home}src/isolation/sealed`, `${home}dist/src/isolation/sealed`, { recursive: true });
cpSync(`${home}src/store/image`, `${home}dist/src/store/image`, { recursive: true });
await bundleCommand();
