/** Shards and merging: parts that several processes add for themselves come together as if one had added all. */
import { afterAll, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { add, core, open } from "../../mod.ts";
import { mergeFiles } from "../../src/catalogue/mod.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { zip } from "../sources/pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

/** Adds some part of the files to a catalogue, and exports it. */
async function added(url: string, shard?: { index: number; of: number }) {
  const db = await open(url, { plugins: [core], mode: "write" });
  const { counts } = await add(db, [at("music")], { workers: 0, ...(shard && { shard }) });
  const [stable, whole] = [`${url}.stable`, `${url}.midiq`];
  await db.exportTo(stable, { stable: true });
  await db.exportTo(whole);
  const [row] = await db.query<{ members: number }>(
    "select count(*)::int4 as members from copy where path like '%!/%'",
  );
  await db.close();
  return { counts, members: row?.members ?? 0, stable: readFileSync(stable), whole };
}

test("shards merged in any order are what one process would have added; each file comes in once", async () => {
  cpSync(sample, at("music/sample"), { recursive: true });
  cpSync(sample, at("music/again"), { recursive: true });
  writeFileSync(at("music/broken.mid"), "MThd");
  const [tune] = new Bun.Glob("**/*.mid").scanSync(sample);
  writeFileSync(at("music/pack.zip"), zip([{ name: "in.mid", bytes: readFileSync(join(sample, String(tune))) }]));
  const all = await added(at("all"));
  const parts: Awaited<ReturnType<typeof added>>[] = [];
  for (const index of [2, 0, 1]) parts.push(await added(at(`part-${index}`), { index, of: 3 }));
  const sum = (name: string): number => parts.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
  expect(sum("found")).toBe(all.counts["found"] ?? 0);
  // Loose files of equal bytes meet in one shard, so that none is analyzed twice; a member goes with its archive.
  expect(sum("stored")).toBeLessThanOrEqual((all.counts["stored"] ?? 0) + all.members);
  expect(Math.min(...parts.map(({ counts }) => counts["found"] ?? 0))).toBeGreaterThan(0);

  const files = parts.map(({ whole }) => whole);
  for (const url of [at("merged"), ...(hasServer ? [await newDatabase()] : [])]) {
    const did: unknown[] = [];
    await mergeFiles(url, files.slice(0, 2), { onFile: (_, { already }) => did.push(already) });
    await mergeFiles(url, files, { onFile: (_, { already }) => did.push(already) });
    expect(did).toEqual([false, false, true, true, false]);
    const db = await open(url, { plugins: [core], mode: "read" });
    const stable = at(`${did.length}-${files.length}-${url.length}.stable`);
    await db.exportTo(stable, { stable: true });
    await db.close();
    expect(readFileSync(stable).equals(all.stable)).toBe(true);
  }
}, 120_000);

test("the command adds shards and merges them; what is no shard is refused", async () => {
  for (const part of ["0/2", "1/2"]) {
    const db = at(`cli-${part[0]}`);
    expect(await midiq(folder.path, ["add", sample, "--db", db, "--shard", part])).toMatchObject({ status: 0 });
    await midiq(folder.path, ["export", "--catalogue", `${db}.midiq`, "--db", db]);
  }
  const words = ["merge", "cli-0.midiq", "cli-1.midiq", "--db", at("cli")];
  const { stderr } = await midiq(folder.path, words);
  expect(stderr).toMatch(/^cli-0\.midiq: imported \d+ files?, .*\ncli-1\.midiq: added \d+ files?, /);
  const again = await midiq(folder.path, [...words, "--json"]);
  expect(again.stdout.split("\n").map((line) => line && JSON.parse(line).already)).toEqual([true, true, ""]);
  const wrong = await midiq(folder.path, ["add", sample, "--db", at("cli"), "--shard", "2/2"]);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("expected i/n with i from 0 to n - 1, such as 0/8");
}, 120_000);
