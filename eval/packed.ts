/**
 * midiq as strangers get it: packed, installed in an empty folder with an empty home, and used on every runtime by every way
 * to start it. All ways must give the same rows. Exits with 1 when anything fails. `bun run eval packed [--only TEXT] [--json]`; `--only` checks
 * what has the text in its name.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Measurement, report } from "../bench/report.ts";
import { systemBank } from "../src/sound/banks.ts";
import { hostileFolder } from "../test/hostile.ts";
import { nodeOf } from "../test/runtimes/node.ts";
import { binOf, type Ended, install, programHere } from "./packed/place.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, json: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "midiq-packed-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

const here = { node: programHere("node"), npm: programHere("npm"), npx: programHere("npx"), sh: programHere("sh") };
const node22 = await nodeOf("22");
if (node22 === undefined) throw new Error("Cannot measure without Node 22");
const deno = join(root, "node_modules/.bin/deno");
const bin = binOf(join(home, "bin"), { ...here, bun: process.execPath, bunx: process.execPath });
const bin22 = binOf(join(home, "bin22"), { ...here, node: node22 });
const place = await install(home, bin);
const installed = join(place.folder, "node_modules/midiq");

const measured: Measurement[] = [];
/** Checks one thing, which gives a word on what came out, or throws what is wrong. */
async function check(name: string, work: () => Promise<string>): Promise<void> {
  if (!name.includes(values.only)) return;
  const start = performance.now();
  const outcome = await work().then(
    (result) => ({ verdict: "ok", result }),
    (error: unknown) => {
      process.exitCode = 1;
      return { verdict: "FAILED", result: String(error).slice(0, 400).replaceAll("\n", " | ") };
    },
  );
  measured.push({ name, verdict: outcome.verdict, s: (performance.now() - start) / 1000, result: outcome.result });
}
/** What a program printed that ended well. */
function printed({ status, stdout, stderr }: Ended): string {
  if (status !== 0) throw new Error(`status ${status}: ${stderr.slice(-300)}`);
  return stdout;
}
/** Holds what the first of several ways gave, and refuses another that gives something else. */
const first = new Map<string, string>();
function same(what: string, text: string): void {
  if (text.trim() === "") throw new Error(`${what}: nothing was printed`);
  if (!first.has(what)) first.set(what, text);
  if (first.get(what) !== text) throw new Error(`${what}: other than the first way: ${text.slice(0, 200)}`);
}
const lineCount = (text: string): number => text.trimEnd().split("\n").length;

// README's script as it stands, which leaves its catalogue behind.
const [script] = /(?<=## As a library\n\n```ts\n)[^`]*/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
if (script === undefined) throw new Error("Cannot find the script of README.md");
writeFileSync(join(place.folder, "readme.mjs"), script);
for (const [name, command] of Object.entries({
  Bun: [process.execPath, "readme.mjs"],
  Deno: [deno, "run", "-A", "readme.mjs"],
  "Node 22": [node22, "readme.mjs"],
}))
  await check(`README's script, 2 workers: ${name}`, async () => {
    const lines = printed(await place.run(bin22, command))
      .trimEnd()
      .split("\n")
      .sort();
    same("the script's lines", lines.join("\n"));
    const rows = printed(await place.run(bin, ["npx", "midiq", "bpm 120..130 sort path", "--json"]));
    same("rows of the script's catalogue", rows);
    rmSync(join(place.folder, ".midiq"), { recursive: true });
    return `${lines.length} songs, ${lineCount(rows)} rows of a query`;
  });

const executable = join(home, "midiq");
await check("the executable: bun run compile", async () => {
  const compiled = spawnSync(process.execPath, [join(root, "tools/compile.ts"), executable], { cwd: root });
  if (compiled.status !== 0) throw new Error(compiled.stderr.toString());
  return `${(statSync(executable).size / 1e6).toFixed(0)} MB`;
});

const queries = [
  "bpm 120..130 key in [C,G] sort path",
  "chords I-V-vi-IV sort path",
  'melody "E E F G G F E D" sort path',
  "any bar (kick x...x...x...x...) sort path",
  "bpm 100.. facet key, meter",
];
const hidden = join(home, "bun aside");
const hideBun = (): void => renameSync(join(place.folder, "node_modules/bun"), hidden);
const showBun = (): void => renameSync(hidden, join(place.folder, "node_modules/bun"));
const plugins = readdirSync(join(root, "plugins")).filter((name) => name.endsWith(".ts"));
const names = plugins.map((name) => name.slice(0, -3)).sort();

/** Each way to start the command: its PATH, its first words, and the runtime that it is to end in. */
const ways: Readonly<Record<string, readonly [path: string, words: readonly string[], runtime: string]>> = {
  "npx midiq": [bin, ["npx", "midiq"], "Bun"],
  "bunx midiq": [bin, ["bunx", "midiq"], "Bun"],
  "deno run -A npm:midiq": [bin22, [deno, "run", "-A", "npm:midiq"], "Deno"],
  "npx midiq, Node 22, no Bun": [bin22, ["npx", "midiq"], "Node 22"],
  "the executable": [bin22, [executable], "Bun"],
};
for (const [name, [path, words, runtime]] of Object.entries(ways)) {
  const isAlone = path === bin22;
  const run = async (...more: readonly string[]): Promise<string> =>
    printed(await place.run(path, [...words, ...more]));
  const db = `--db=catalogue of ${name}`;
  if (isAlone) hideBun();
  await check(`add and ${queries.length} queries: ${name}`, async () => {
    await run("add", "midi", "--workers", "2", db);
    const counts: number[] = [];
    for (const query of queries) {
      const rows = await run(query, "--json", db);
      same(query, rows);
      counts.push(lineCount(rows));
    }
    const [, found = ""] = /midiq \S+ on ([^,"]+)/.exec(await run("doctor", "--json", db)) ?? [];
    if (!found.startsWith(runtime)) throw new Error(`it runs on ${found}, not on ${runtime}`);
    return `rows ${counts.join(", ")}; on ${found}`;
  });
  await check(`plugins by bare names: ${name}`, async () => {
    const analyzed = await run("analyze", "midi/Classical", "--plugin", "swing", "--workers", "1");
    if (!analyzed.includes('"swing.')) throw new Error("no value of swing");
    same("values of swing", analyzed);
    const list = await run("plugins", "list", ...names.flatMap((each) => ["--plugin", each]), "--json", db);
    const { loaded } = JSON.parse(list) as { loaded: readonly { name: string }[] };
    const listed = loaded.map((each) => each.name).sort();
    if (listed.join() !== ["core", ...names].sort().join()) throw new Error(`listed are ${listed.join()}`);
    return names.join(" ");
  });
  await check(`--isolate process: ${name}`, async () => {
    const analyzed = await run("analyze", "midi/Classical", "--plugin", "swing", "--workers", "1", "--isolate=process");
    same("values of swing", analyzed);
    return `${lineCount(analyzed)} files`;
  });
  if (isAlone) showBun();
}

const hostile = hostileFolder();
for (const [name, command] of Object.entries({
  "the packed bin/midiq.mjs": [here.node, join(installed, "bin/midiq.mjs")],
  "the executable": [executable],
}))
  await check(`a hostile folder: ${name}`, async () => {
    const words = ["analyze", join(place.folder, "midi/Classical"), "--plugin", "swing", "--isolate=process"];
    const { ran, asked, ...ended } = await hostile.run([...command, ...words]);
    if (ran !== "" || asked.length > 0) throw new Error(`ran ${ran}, asked ${asked.join()}`);
    return `${lineCount(printed(ended))} files, nothing of it ran`;
  });
hostile.remove();

await check("midiq play --to: a bank beside midiq", async () => {
  const play = (to: string) =>
    place.run(bin, ["npx", "midiq", "play", "midi/Classical", "--limit=1", "--seconds=2", `--to=${to}`]);
  if (systemBank() === undefined) {
    const { status, stderr } = await play("without.wav");
    if (status !== 2 || !/^midiq: Cannot render without a sound bank: .*alphatab[^\n]*\n$/.test(stderr))
      throw new Error(`status ${status}: ${stderr}`);
  }
  printed(await place.run(bin, ["npm", "install", "--no-audit", "--no-fund", "@coderline/alphatab@1.8.4"]));
  printed(await play("with.wav"));
  return `${statSync(join(place.folder, "with.wav")).size} bytes of sound`;
});

const inMb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const sizes = `packed ${inMb(place.packedBytes)}, installed ${inMb(place.installedBytes)}`;
report([...measured, { name: "size", verdict: "", s: 0, result: sizes }], values.json);
