/**
 * What other tools read in exports: `bun run eval export [--python PATH] [--json]`. A catalogue of the sample, and one of the corpus's
 * wild files where they are, are exported in every form; pyarrow, polars, pandas and DuckDB, installed from PyPI into a
 * temporary environment, read them, and every value of every column is compared with JSON lines. Then the recipes of
 * docs/datasets.md run. jsonschema holds the JSON lines to their schema.
 *
 * `--python` names an interpreter that has the packages already.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder } from "./corpus.ts";

const { values } = parseArgs({ options: { python: { type: "string" }, json: { type: "boolean" } } });
const root = new URL("..", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "midiq-eval-export-"));

/** What a reader found. */
interface Compared {
  readonly tool: string;
  readonly version: string;
  readonly form: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: number;
  readonly differing: number;
  readonly first: string | null;
}

function midiq(folder: string, words: readonly string[], stdout: "pipe" | number = "pipe"): void {
  const main = join(root, "src/cli/main.ts");
  const run = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    stdio: ["ignore", stdout, "pipe"],
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`midiq ${words.join(" ")}: ${run.stderr}`);
}

/** An environment with packages, made from PyPI; undefined where it cannot be reached. */
function makePython(): string | undefined {
  const folder = join(home, "python");
  const made = spawnSync("python3", ["-m", "venv", folder], { encoding: "utf8" });
  if (made.status !== 0) return tell(`no Python environment: ${made.stderr || made.error?.message}`);
  const python = join(folder, "bin/python");
  const packages = ["pandas", "polars", "pyarrow", "duckdb", "pytz", "jsonschema", "miditok"];
  const installed = spawnSync(python, ["-m", "pip", "install", "-q", ...packages], { encoding: "utf8" });
  if (installed.status !== 0) return tell(`no packages from PyPI: ${installed.stderr.trim().split("\n").at(-1)}`);
  return python;
}

function tell(line: string): undefined {
  console.log(line);
}

/** A folder with a catalogue's rows in every form. */
function exported(name: string, files: string): string {
  const folder = mkdtempSync(join(home, `${name}-`));
  midiq(folder, ["add", files]);
  for (const form of ["parquet", "arrow", "csv", "tsv", "jsonl"]) midiq(folder, ["export", "--to", `rows.${form}`]);
  midiq(folder, ["find", "-o", "arrow", "--all-fields"], openSync(join(folder, "rows.arrows"), "w"));
  return folder;
}

function compare(python: string, name: string, folder: string): number {
  const run = spawnSync(python, [join(root, "eval/export/compare.py"), folder], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const found = run.stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Compared);
  for (const one of found) {
    if (values.json) console.log(JSON.stringify({ name, ...one }));
    else {
      const read = `${one.rows} rows, ${one.columns} columns, ${one.values} values`;
      const said = one.differing === 0 ? "all equal" : `${one.differing} differ: ${one.first}`;
      console.log(`${name.padEnd(8)}${`${one.tool} ${one.version}`.padEnd(24)}${one.form.padEnd(14)}${read}: ${said}`);
    }
  }
  if (run.status !== 0) console.log(`${name}: the comparison ended early: ${run.stderr}`);
  return found.filter(({ differing }) => differing > 0).length + (run.status === 0 ? 0 : 1);
}

/** The recipes of the page, each in an interpreter of its own beside the rows of the sample. */
function runRecipes(python: string, folder: string): number {
  const page = readFileSync(join(root, "docs/datasets.md"), "utf8");
  const recipes = [...page.matchAll(/^```python\n# (\w+)\n([\s\S]*?)^```/gm)];
  const failed = recipes.filter(([, name = "", code = ""]) => {
    const run = spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
    const last = (run.status === 0 ? run.stdout : run.stderr).split("\n").findLast((line) => /\w/.test(line));
    if (values.json) console.log(JSON.stringify({ recipe: name, status: run.status, last }));
    else console.log(`recipe ${name.padEnd(9)}${run.status === 0 ? "runs" : "fails"}: ${last}`);
    return run.status !== 0;
  });
  return failed.length;
}

const python = values.python ?? makePython();
let failures = 0;
if (python) {
  const sample = exported("sample", join(root, "examples/sample/midi"));
  failures += compare(python, "sample", sample);
  failures += runRecipes(python, sample);
  const wild = join(corpusFolder, "dev/wild");
  if (existsSync(wild)) failures += compare(python, "wild", exported("wild", wild));
  else console.log("wild: the corpus is not beside the project");
}
rmSync(home, { recursive: true });
process.exitCode = failures > 0 ? 1 : 0;
