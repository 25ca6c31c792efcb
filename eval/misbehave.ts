/**
 * A plugin that hangs, throws, ends its thread, gives nonsense and leaks: what it costs, in threads and in a process of
 * its own, on Bun and on Deno. `bun run eval misbehave [--files 5000] [--json] [CORPUS]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { report } from "../bench/report.ts";
import { core, open } from "../mod.ts";
import { loadPlugins } from "../src/plugin/mod.ts";
import { corpusFolder } from "./corpus.ts";
import { makeFiles, midiq, type Ran, type Runtime } from "./plugins/command.ts";
import { differences, type Rows, rowsOf } from "./plugins/rows.ts";

const { values, positionals } = parseArgs({
  options: { files: { type: "string", default: "5000" }, json: { type: "boolean" } },
  allowPositionals: true,
});
const home = mkdtempSync(join(tmpdir(), "midiq-misbehave-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const files = join(home, "files");
makeFiles(files, Number(values.files), positionals[0] ?? corpusFolder);

const plugin = fileURLToPath(new URL("plugins/trouble.ts", import.meta.url));
const plugins = [core, ...(await loadPlugins(`file://${plugin}`))];
/** Each is run so often, in turns, and the fastest counts: other work on the machine only ever adds. */
const rounds = 2;
/** Seconds that the plugin says it may take on a file. */
const deadline = 3;
const common = ["--plugin", plugin, "--workers", "2", "--json"];
const isolated = ["--isolate", "process", "--memory", "600"];

async function reading<T>(catalogue: string, read: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open(join(home, catalogue), { plugins });
  try {
    return await read(db);
  } finally {
    await db.close();
  }
}

const add = async (catalogue: string, words: readonly string[], runtime: Runtime = "bun"): Promise<Ran> =>
  midiq(["add", files, "--db", join(home, catalogue), ...common, ...words], runtime);

/** Songs that lie in one file only, chosen by the order of their hashes. */
const songs = await (async () => {
  const ran = await add("first", []);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return reading("first", async (db) => {
    const rows = await db.query<{ song: string }>(
      `select "trouble__song" as song from content where "trouble__song" is not null group by 1 having count(*) = 1 order by 1`,
    );
    return rows.map(({ song }) => song);
  });
})();
const pick = (from: number, count: number): readonly string[] => songs.slice(from * 50, from * 50 + count);
const plan = { hang: pick(1, 1), throw: pick(2, 10), exit: pick(3, 1), nonsense: pick(4, 5), leak: pick(5, 1) };
const asked = (names: readonly (keyof typeof plan)[]): string[] =>
  names.flatMap((name) => ["--set", `trouble.${name}=${JSON.stringify(plan[name])}`]);

/** What should stand in the table of failures. */
const codes = {
  hang: "hung",
  throw: "threw",
  exit: "killed",
  nonsense: "bad-output",
  leak: "too-much-memory",
} as const;

interface Found {
  readonly rows: Rows;
  readonly failures: Readonly<Record<string, number>>;
}
const look = (catalogue: string): Promise<Found> =>
  reading(catalogue, async (db) => {
    const failures = await db.query<{ code: string; n: number }>(
      "select code, count(*)::int4 as n from failure where analyzer = 'trouble' group by 1 order by 1",
    );
    return { rows: await rowsOf(db), failures: Object.fromEntries(failures.map(({ code, n }) => [code, n])) };
  });

const table: Record<string, string | number>[] = [];
for (const [name, words, runtime, troubles] of [
  ["threads, Bun", [], "bun", ["hang", "throw", "exit", "nonsense"]],
  ["process, Bun", isolated, "bun", ["hang", "throw", "exit", "nonsense", "leak"]],
  ["threads, Deno", [], "deno", ["hang", "throw", "exit", "nonsense"]],
  ["process, Deno", isolated, "deno", ["hang", "throw", "exit", "nonsense", "leak"]],
] as const) {
  const calm: number[] = [];
  const ran: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [times, catalogue, more] of [
      [calm, `calm ${name}`, []],
      [ran, `trouble ${name}`, asked(troubles)],
    ] as const) {
      rmSync(join(home, catalogue), { recursive: true, force: true });
      const { status, stderr, seconds } = await add(catalogue, [...words, ...more], runtime);
      if (status !== 0) throw new Error(stderr);
      times.push(seconds);
    }
  }
  const [undisturbed, disturbed] = [Math.min(...calm), Math.min(...ran)];
  const [before, after] = [await look(`calm ${name}`), await look(`trouble ${name}`)];
  // Deno does not tell that a thread has ended, so that only its deadline does.
  const isUntold = name === "threads, Deno";
  const wanted = new Map<string, number>();
  for (const trouble of troubles) {
    const code = trouble === "exit" && isUntold ? "hung" : codes[trouble];
    wanted.set(code, (wanted.get(code) ?? 0) + plan[trouble].length);
  }
  const told = Object.entries(after.failures);
  const isAsPlanned = told.length === wanted.size && told.every(([code, n]) => wanted.get(code) === n);
  const different = differences(before.rows, after.rows);
  const own = new Set(["content.trouble__song", "content.trouble__notes", "failure (row)"]);
  const others = [...different].filter(([what]) => !own.has(what));
  const deadlines = isUntold ? 2 * deadline : deadline;
  table.push({
    name,
    "calm s": undisturbed,
    "trouble s": disturbed,
    "over calm and deadline %": 100 * ((disturbed - deadlines) / undisturbed - 1),
    "failures as planned": isAsPlanned ? "yes" : JSON.stringify(after.failures),
    "other values that differ": others.map(([what, n]) => `${what} ${n}`).join(", ") || "none",
  });
}
report(table as never, values.json ?? false);

// In threads a leak takes the whole process with it: the run ends, says why, and goes on when it is run again.
const leaking = await add("leak", [...asked(["leak"]), "--memory", "1500"]);
const resumed = await add("leak", []);
const [whole, afterLeak] = [await look("calm threads, Bun"), await look("leak")];
console.log(
  `\nleak in threads, Bun: status ${leaking.status} after ${leaking.seconds.toFixed(1)} s\n${leaking.stderr.trim()}`,
);
console.log(
  `run again without the leak: status ${resumed.status}, values that differ from an undisturbed run: ${
    [...differences(whole.rows, afterLeak.rows)].map(([what, n]) => `${what} ${n}`).join(", ") || "none"
  }`,
);
