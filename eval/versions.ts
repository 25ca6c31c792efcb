/**
 * A new version of one analyzer over stored files: what `plan` says, what `run` changes, and the same after kill -9.
 * `bun run eval versions [--files 20000] [--kills 5] [--json] [CORPUS]`
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { report } from "../bench/report.ts";
import { core, open } from "../mod.ts";
import { loadPlugins } from "../src/plugin/mod.ts";
import { corpusFolder } from "./corpus.ts";
import { makeFiles, midiq, type Ran } from "./plugins/command.ts";
import { differences, type Rows, rowsOf, told } from "./plugins/rows.ts";

const { values, positionals } = parseArgs({
  options: {
    files: { type: "string", default: "20000" },
    kills: { type: "string", default: "5" },
    json: { type: "boolean" },
  },
  allowPositionals: true,
});
const home = mkdtempSync(join(tmpdir(), "midiq-versions-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const files = join(home, "files");
makeFiles(files, Number(values.files), positionals[0] ?? corpusFolder);

/** A plugin of a version, in a file of its own, since a module is loaded once. */
function plugin(version: number): string {
  const file = join(home, `steps-${version}.ts`);
  const source = `import { defineAnalyzer, definePlugin, z } from "midiq";
import { pitchOf } from "midiq/midi";
const steps = defineAnalyzer({
  id: "steps", version: ${version}, description: "mean step between neighbouring notes",
  output: z.object({ mean: z.number().nullable().meta({ description: "mean step" }) }),
}).run(({ notes }) => {
  let sum = 0;
  for (let n = 1; n < notes.length; n++) sum += Math.abs(pitchOf(notes.info[n] ?? 0) - pitchOf(notes.info[n - 1] ?? 0));
  return { mean: notes.length > 1 ? (sum * ${version}) / (notes.length - 1) : null };
});
export default definePlugin(import.meta.url, { name: "steps", api: 1, provides: [steps] });
`;
  writeFileSync(file, source);
  return file;
}
const [first, second] = [plugin(1), plugin(2)];

async function rows(catalogue: string): Promise<Rows> {
  const plugins = [core, ...(await loadPlugins(pathToFileURL(second).href))];
  const db = await open(join(home, catalogue), { plugins });
  try {
    return await rowsOf(db);
  } finally {
    await db.close();
  }
}
const command = async (word: string, catalogue: string, file: string, killAfter?: number): Promise<Ran> => {
  const words = [...(word === "add" ? ["add", files] : [word]), "--db", join(home, catalogue), "--plugin", file];
  const ran = await midiq([...words, "--workers", "2", "--json"], "bun", killAfter);
  if (ran.status !== 0 && killAfter === undefined) throw new Error(ran.stderr);
  return ran;
};

const added = await command("add", "whole", first);
cpSync(join(home, "whole"), join(home, "killed"), { recursive: true });
const before = await rows("whole");

const planned = JSON.parse((await command("plan", "whole", second)).stdout) as {
  readonly contents: number;
  readonly seconds: number;
  readonly steps: readonly { readonly id: string; readonly contents: number }[];
};
const run = await command("run", "whole", second);
const { counts, seconds } = JSON.parse(run.stdout) as {
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
};
const after = await rows("whole");
const again = JSON.parse((await command("plan", "whole", second)).stdout) as typeof planned;

let killed = 0;
for (let n = 1; n <= Number(values.kills); n++) {
  const ran = await command(
    "run",
    "killed",
    second,
    ((run.seconds * 1000) / (Number(values.kills) + 1)) * (0.3 + 0.3 * n),
  );
  if (ran.status !== 0) killed++;
}
const resumed = await command("run", "killed", second);
const left = (JSON.parse(resumed.stdout) as { counts: Readonly<Record<string, number>> }).counts["renewed"] ?? 0;

report(
  [
    { name: "add", files: Number(values.files), s: added.seconds },
    { name: "plan", files: planned.contents, s: planned.seconds, what: planned.steps.map(({ id }) => id).join(", ") },
    { name: "run", files: counts["renewed"] ?? 0, s: seconds["total"] ?? 0, what: "wall seconds, start-up apart" },
    { name: "plan after", files: again.contents, s: again.seconds },
    { name: `killed ${killed} times, then`, files: left, s: resumed.seconds },
  ],
  values.json ?? false,
);
console.log(`\nvalues that differ from before the run: ${told(differences(before, after))}`);
console.log(
  `values that differ between the killed and the whole run: ${told(differences(after, await rows("killed")))}`,
);
