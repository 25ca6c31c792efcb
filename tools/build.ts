/**
 * Builds what is published: unbundled JavaScript and types in dist/, laid out as the sources are, and the command as a
 * bundle. Deno and Node refuse TypeScript in node_modules, and workers need the modules of the stages at their own URLs.
 * `bun run build`; `bun tools/build.ts FOLDER` builds elsewhere
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommand } from "./bundle-command.ts";
import { buildPage } from "./page.ts";
import { pruneTypes } from "./prune-types.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const dist = resolve(process.argv[2] ?? `${home}dist`);
rmSync(dist, { recursive: true, force: true });
const compile = (...flags: readonly string[]): void => {
  const words = [`${home}node_modules/.bin/tsc`, "-p", `${home}tsconfig.build.json`, "--outDir", dist, ...flags];
  if (!Bun.spawnSync(words, { stdout: "inherit", stderr: "inherit" }).success) process.exit(1);
};
compile("--emitDeclarationOnly");
// Comments are for who writes against the types; without them the JavaScript is a quarter smaller when packed.
compile("--declaration", "false", "--removeComments", "--noCheck");
// The compiler leaves out what has no module of its own; whoever imports fields.d.ts gets it.
const types = `${dist}/src/plugin`;
const meta = readFileSync(`${home}src/plugin/zod-meta.d.ts`, "utf8");
writeFileSync(`${types}/zod-meta.d.ts`, meta.replace("./fields.ts", "./fields.js"));
writeFileSync(
  `${types}/fields.d.ts`,
  `/// <reference path="./zod-meta.d.ts" />\n${readFileSync(`${types}/fields.d.ts`, "utf8")}`,
);
cpSync(`${home}sql`, `${dist}/sql`, { recursive: true });
cpSync(`${home}src/isolation/sealed`, `${dist}/src/isolation/sealed`, { recursive: true });
cpSync(`${home}src/database/engine/image`, `${dist}/src/database/engine/image`, { recursive: true });
await buildPage(`${dist}/page`);
await bundleCommand(dist);
pruneTypes(dist);
// The bundle has the command; nobody imports its modules.
rmSync(`${dist}/src/cli`, { recursive: true });
