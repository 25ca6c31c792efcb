/** Several processes that write to one server at once: the rows are those of one that did it all. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { core, open } from "../../mod.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { everything } from "./everything.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const pitches = ["C", "D", "E", "F", "G", "A", "B"];
const tune = (n: number): Uint8Array => {
  const notes = [n, n >> 3, n >> 6, n >> 9].map(
    (step, at) => `${pitches[step % 7]}${2 + ((step + at) % 5)} 1/${1 + (n % 4)}`,
  );
  return midi({}, track(melody(`${notes.join(" ")} C4 1/${8 + (n % 64)}`)));
};

/** Folders that share most of their tunes under other names, some of which say a tempo; every 40th file is broken. */
function writePile(into: string, folders: number, tunes: number): void {
  for (let f = 0; f < folders; f++) {
    mkdirSync(join(into, `Pack ${f}`), { recursive: true });
    for (let n = 0; n < tunes; n++) {
      const name = n % 3 === 0 ? `Loop ${n} ${100 + f} bpm.mid` : `tune ${n}.mid`;
      writeFileSync(join(into, `Pack ${f}`, name), n % 40 === 7 ? `<html>${n}` : tune(n + f * 20));
    }
  }
}

const add = (url: string, ...words: readonly string[]) =>
  startMidiq(folder.path, ["add", ...words, "--db", url, "--json"]);
const rowsOf = async (url: string): Promise<readonly string[]> => {
  const db = await open(url, { plugins: [core] });
  try {
    const tables: Record<string, unknown[]> = JSON.parse(await everything(db));
    return Object.entries(tables).flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(row)}`));
  } finally {
    await db.close();
  }
};

/** The first rows that only one of two databases has. */
async function differing(one: string, other: string): Promise<readonly string[]> {
  const [rows, others] = [await rowsOf(one), await rowsOf(other)];
  const only = (some: readonly string[], rest: ReadonlySet<string>): readonly string[] =>
    some.filter((row) => !rest.has(row));
  return [...only(rows, new Set(others)), ...only(others, new Set(rows))].slice(0, 6);
}

describe.skipIf(!hasServer)("writers at once", () => {
  const pile = join(folder.path, "pile");
  const packs = [0, 1, 2, 3].map((n) => join(pile, `Pack ${n}`)) as [string, string, string, string];

  test("three add overlapping folders to a new database", async () => {
    writePile(pile, 4, 300);
    const [together, alone] = [await newDatabase(), await newDatabase()];
    const [a, b, c, d] = packs;
    const runs = await Promise.all([
      add(together, pile, "--workers", "1"),
      add(together, d, c, b, "--workers", "1"),
      add(together, b, a, d, "--workers", "0"),
    ]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 0]);
    // Progress is told, the files that hold no music, and nothing else.
    expect(
      runs.flatMap(({ stderr }) =>
        stderr.split("\n").filter((line) => !/^$|^{"event":"(progress"|rejected".*"not-midi")/.test(line)),
      ),
    ).toEqual([]);
    await add(alone, pile, "--workers", "1");
    expect(await differing(together, alone)).toEqual([]);
    const again = JSON.parse((await add(together, pile)).stdout).counts;
    expect(again.unchanged).toBe(1200);
  }, 180_000);

  test("one adds while another computes anew", async () => {
    const plugin = join(folder.path, "low.ts");
    writeFileSync(
      plugin,
      `import { defineAnalyzer, definePlugin, z } from "${resolve(import.meta.dir, "../../mod.ts")}";
       const low = defineAnalyzer({ id: "low", version: 1, description: "notes",
         output: z.object({ count: z.int().nullable().meta({ description: "notes" }) }) })
         .run(({ notes }) => ({ count: notes.info.length }));
       export default definePlugin(import.meta.url, { name: "low", api: 1, provides: [low] });`,
    );
    const [together, alone] = [await newDatabase(), await newDatabase()];
    const [a, b, c, d] = packs;
    const words = ["--plugin", plugin, "--workers", "1"];
    for (const url of [together, alone]) expect((await add(url, a, b)).status).toBe(0);
    const run = (url: string) => startMidiq(folder.path, ["run", "--db", url, ...words]);
    const both = await Promise.all([run(together), add(together, c, d, a, ...words)]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    await run(alone);
    await add(alone, c, d, a, ...words);
    for (const url of [together, alone]) await run(url);
    expect(await differing(together, alone)).toEqual([]);
  }, 180_000);
});
