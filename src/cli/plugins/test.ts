/** midiq plugins test: runs a plugin over files and says what is wrong with it, then runs its own tests. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPaths, sourceOf } from "../../journeys/named.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import { PluginError } from "../../plugin/error.ts";
import { loadPlugins } from "../../plugin/load.ts";
import type { Found } from "../../plugin/records.ts";
import { pluginUrl } from "../../plugin/resolve.ts";
import type { PluginChoice } from "../../settings/plugins.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { pluginsOf } from "../settings.ts";
import { type Checked, checkPlugins } from "./check.ts";
import type { Finding, PartFigures } from "./findings.ts";
import { bundledSample, writeSongs } from "./samples.ts";

/** Options of `midiq plugins test`. */
export interface TestOptions extends PluginChoice {
  readonly json?: true;
}

/** Checks the plugins of one module; 0 when nothing is wrong, 1 when something is. */
export async function testPlugin(named: string, files: readonly string[], options: TestOptions): Promise<number> {
  const url = pluginUrl(named, process.cwd());
  const own = new Set((await loadPlugins(url)).map((plugin) => plugin.url));
  const plugins = await pluginsOf({ ...options, plugin: [named, ...options.plugin] });
  checkPaths(files);
  const composed = mkdtempSync(join(tmpdir(), "midiq-songs-"));
  try {
    const sample = bundledSample();
    if (files.length === 0 && sample === undefined) writeSongs(composed);
    const paths = files.length > 0 ? files : [sample ?? composed];
    const checked = await check(async () =>
      checkPlugins(plugins, (plugin) => own.has(plugin.url), await foundIn(paths)),
    );
    const tests = runOwnTests(url);
    const isFine = checked.problems.length === 0 && tests?.passed !== false;
    if (options.json) process.stdout.write(`${jsonLine({ url, ok: isFine, ...checked, tests: tests ?? null })}\n`);
    else process.stdout.write(`${[...linesOf(checked), verdict(isFine, tests)].join("\n")}\n`);
    return isFine ? exits.found : exits.nothing;
  } finally {
    rmSync(composed, { recursive: true, force: true });
  }
}

/** A plugin that cannot be used with the others has that one problem. */
async function check(run: () => Promise<Checked>): Promise<Checked> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    const problem: Finding = { id: "plugin", code: error.code, message: error.message, files: 0 };
    return { files: 0, parts: [], problems: [problem], notes: [] };
  }
}

async function foundIn(paths: readonly string[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const file of pipeline(sourceOf(paths)).items()) found.push(file);
  if (found.length === 0) throw new Mistake(`Cannot find MIDI files in ${paths.join(", ")}`);
  return found;
}

interface OwnTests {
  readonly file: string;
  readonly passed: boolean;
}

/** Runs `low.test.ts` where it lies beside `low.ts`; what it prints goes to stderr. */
function runOwnTests(url: string): OwnTests | undefined {
  if (!url.startsWith("file:")) return undefined;
  const file = fileURLToPath(url).replace(/\.([cm]?[jt]s)$/, ".test.$1");
  if (!existsSync(file) || file === fileURLToPath(url)) return undefined;
  const preload = new URL(
    `../../plugin/preload${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`,
    import.meta.url,
  );
  const ran = spawnSync(
    process.execPath,
    ["test", "--no-install", "--no-env-file", "--preload", fileURLToPath(preload), file],
    {
      cwd: dirname(file),
      stdio: ["ignore", "ignore", "inherit"],
      // A compiled midiq is its own runtime.
      env: { ...process.env, BUN_BE_BUN: "1" },
    },
  );
  return { file, passed: ran.status === 0 };
}

function linesOf({ files, parts, problems, notes }: Checked): readonly string[] {
  const columns = ["", "version", "given", "failed", "ms a file", "most ms", "slowest file"].map((heading, n) => ({
    heading,
    numeric: n > 0 && n < 6,
  }));
  const rows = parts.map((part) => rowOf(part, files));
  return [
    ...(rows.length > 0 ? table(columns, rows, Number.POSITIVE_INFINITY) : []),
    ...notes.map((one) => `note: ${sentence(one)}`),
    ...problems.map((one) => `problem: ${sentence(one)}`),
  ];
}

const rowOf = (
  { kind, id, version, given, failed, milliseconds: spent }: PartFigures,
  files: number,
): readonly string[] => [
  `${kind} ${id}`,
  String(version),
  `${given} of ${files}`,
  String(failed),
  spent ? spent.mean.toFixed(3) : "",
  spent ? spent.most.toFixed(1) : "",
  spent?.slowest ?? "",
];

function sentence({ id, code, message, files, example }: Finding): string {
  const where =
    example === undefined ? "" : ` (${files > 1 ? `${counted(files, "file")}, for example ` : ""}${example})`;
  return `${id}: ${code}: ${message}${where}`;
}

const verdict = (isFine: boolean, tests: OwnTests | undefined): string => {
  const own = tests ? `; its own tests ${tests.passed ? "pass" : "fail"}` : "";
  return `${isFine ? "ok: the same values with 0 and 2 workers, in both orders, and twice on one song" : "not ok"}${own}`;
};
