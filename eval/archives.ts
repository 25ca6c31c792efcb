/**
 * Archives against what the corpus says of them: `bun run eval archives [--json] [CORPUS]`. Adds `dev` with its
 * archives to a new catalogue and compares with archive-members.tsv: each member accounted for exactly once, its content
 * that of the file it equals, and nothing else found. Then adds `dev/hostile` and prints time, peak memory and refusals.
 * Exits with 1 when a member is missing, found twice or wrong.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hash, open, pipeline, scan } from "../mod.ts";
import { corpusFolder } from "./corpus.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const dev = join(corpus, "dev");
const home = mkdtempSync(join(tmpdir(), "midiq-eval-"));

interface Truth {
  /** Path of the member as midiq writes it, relative to `dev`. */
  readonly path: string;
  readonly archive: string;
  readonly sameAs: string;
  readonly sha1: string;
}

const truths: readonly Truth[] = readFileSync(join(dev, "archive-members.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [archive = "", member = "", sameAs = "", sha1 = ""] = line.split("\t");
    // The table writes members of archives in archives as `inner.zip!x.mid`.
    return { path: `${archive}!/${member.replace(/(\.zip)!/, "$1!/")}`, archive, sameAs, sha1 };
  });

/** Adds paths to a new catalogue in a process of its own. */
async function add(name: string, ...paths: readonly string[]) {
  const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
  const began = performance.now();
  const command = [process.execPath, main, "add", ...paths, "--db", join(home, name), "--json"];
  const run = Bun.spawn(command, { stdout: "pipe", stderr: "inherit" });
  const printed = await new Response(run.stdout).text();
  if ((await run.exited) !== 0) throw new Error(`Cannot add ${paths.join(" ")}`);
  return {
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: (run.resourceUsage()?.maxRSS ?? 0) / 1024 / 1024,
    report: JSON.parse(printed),
  };
}

/** Bytes of every member, as the pipeline reads them. */
async function digests(folder: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const { path, bytes } of pipeline(scan(folder), hash())) {
    const sha1 = createHash("sha1").update(bytes).digest("hex");
    const name = path.slice(dev.length + 1);
    found.set(name, [...(found.get(name) ?? []), sha1]);
  }
  return found;
}

const wild = join(dev, "wild");
const found = await digests(join(wild, "archives"));
const problems: string[] = [];
for (const { path, sha1 } of truths) {
  const times = found.get(path) ?? [];
  if (times.length !== 1) problems.push(`${path}: found ${times.length} times`);
  else if (times[0] !== sha1) problems.push(`${path}: other bytes than archive-members.tsv says`);
}
const known = new Set(truths.map(({ path }) => path));
const rescued = [...found.keys()].filter((path) => !known.has(path));

const added = await add("wild", wild, join(dev, "clear"), join(dev, "claimed"));
const db = await open(join(home, "wild"), { mode: "read" });
const copies = await db.query<{ path: string; content: string | null }>(
  `select "path", "content"::text as "content" from copy`,
);
const rejects = await db.query<{ path: string; code: string }>(
  `select "path", "code" from reject where "stage" = 'scan'`,
);
await db.close();
const contentOf = new Map(copies.map(({ path, content }) => [path.slice(dev.length + 1), content]));
for (const { path, sameAs } of truths) {
  const here = contentOf.get(path);
  if (here == null) problems.push(`${path}: no copy in the catalogue`);
  else if (contentOf.get(sameAs) !== here) problems.push(`${path}: not known as a copy of ${sameAs}`);
}
const inArchives = copies.filter(({ path }) => path.includes("!/"));
if (new Set(copies.map(({ path }) => path)).size !== copies.length) problems.push("a path is in the catalogue twice");
if (inArchives.length !== found.size) problems.push(`${inArchives.length} members stored, ${found.size} found`);

const hostile = await add("hostile", join(dev, "hostile"));
// Where the members of zip-slip.zip would land.
for (const target of ["/tmp/zip-slip.mid", "/abs/path.mid"]) {
  if (existsSync(target)) problems.push(`${target}: written outside the catalogue`);
}
rmSync(home, { recursive: true });

const byCode = Object.entries(Object.groupBy(rejects, ({ code }) => code)).map(
  ([code, list = []]) => `${code} ${list.length}`,
);
const result = {
  members: truths.length,
  found: truths.filter(({ path }) => found.get(path)?.length === 1).length,
  rescued: rescued.length,
  refused: byCode.join(", "),
  "wild seconds": added.seconds,
  "wild peak MB": added.peakMegabytes,
  "hostile seconds": hostile.seconds,
  "hostile peak MB": hostile.peakMegabytes,
  "hostile refused": hostile.report.rejected.byCode,
  problems,
};
if (values.json) console.log(JSON.stringify({ name: "archives", ...result }));
else {
  for (const [name, value] of Object.entries(result)) {
    console.log(`${name.padEnd(18)} ${typeof value === "number" ? Number(value.toFixed(2)) : JSON.stringify(value)}`);
  }
}
if (problems.length > 0) process.exitCode = 1;
