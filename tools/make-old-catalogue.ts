/**
 * Makes a catalogue as an earlier commit made it, as SQL in test/upgrade/: `bun tools/make-old-catalogue.ts COMMIT`. The commit
 * is checked out into a temporary clone, adds the files of test/upgrade/music.ts to a PostgreSQL server of its own, and
 * pg_dump writes down what came of it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { newDatabase } from "../test/server.ts";
import { music, writeMusic } from "../test/upgrade/music.ts";

const root = resolve(import.meta.dir, "..");
const [commit = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "midiq-old-"));
const run = (cwd: string, program: string, ...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`Cannot run ${program} ${words.join(" ")}: ${stderr}`);
  return stdout;
};

run(root, "git", "clone", "--quiet", "--no-checkout", root, folder);
run(folder, "git", "checkout", "--quiet", commit);
// Present packages do: those that a catalogue depends on have not changed since.
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
writeMusic();
const url = await newDatabase();
run(folder, process.execPath, "src/cli/main.ts", "add", music, "--db", url, "--workers", "1");
const dump = run(root, "pg_dump", "--no-owner", "--no-privileges", "--inserts", url);
// Settings of the session, and what only psql understands.
const lines = dump.split("\n").filter((line) => !/^(?:--|SET |SELECT pg_catalog\.set_config|\\|$)/.test(line));
const version = run(folder, "git", "rev-parse", "--short", "HEAD").trim();
const head = `-- The catalogue of commit ${version}, made by: bun tools/make-old-catalogue.ts ${version}`;
// Functions come before the tables that they name.
const start = "SET check_function_bodies = false;";
writeFileSync(join(root, "test", "upgrade", `${version}.sql`), `${[head, start, ...lines].join("\n")}\n`);
rmSync(folder, { recursive: true });
