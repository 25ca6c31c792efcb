/**
 * Duplicates end to end: `bun run eval dupes [--json] [--list] [--files N] [CORPUS]`. Files go through `midiq add`, and what
 * `midiq dupes` puts together is compared with what was planted: (1) N files of SCALE.sh with its manifest; (2) songs with
 * copies that were transposed, retimed and edited (eval/changes.ts); (3) `dev` with its copies, near copies and archives.
 * `--list` names what was put together of different songs, to be looked at one by one.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Level, levels } from "../dsl/mod.ts";
import { core, open } from "../mod.ts";
import { type Song, writeSong } from "../src/midi/mod.ts";
import { changedKinds, changes } from "./changes.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";
import { type Planted, scaledFiles } from "./planted.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, list: { type: "boolean" }, files: { type: "string", default: "20000" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const home = mkdtempSync(join(tmpdir(), "midiq-eval-"));
/** Which cluster each file is in, by level; files that are in none are missing. */
type Found = Readonly<Record<Level, ReadonlyMap<string, string>>>;

/** Adds a folder to a new catalogue by the command, and tells what belongs together. */
async function clustersIn(folder: string): Promise<Found & { readonly seconds: number }> {
  const db = join(home, `db ${basename(folder)}`);
  const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
  const run = spawnSync(process.execPath, [main, "add", folder, "--db", db], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`Cannot add ${folder}: ${run.stderr}`);
  const catalogue = await open(db, { plugins: [core] });
  const found = {
    bytes: new Map<string, string>(),
    notes: new Map<string, string>(),
    music: new Map<string, string>(),
  };
  const began = performance.now();
  const { clusters } = await catalogue.duplicates();
  for await (const { kept, groups } of clusters()) {
    groups.forEach(({ contents }, group) => {
      for (const { hash, files } of contents) {
        for (const { path } of files) {
          found.bytes.set(path, hash);
          found.notes.set(path, `${kept} ${group}`);
          found.music.set(path, kept);
        }
      }
    });
  }
  const seconds = (performance.now() - began) / 1000;
  await catalogue.close();
  return { ...found, seconds };
}

const pairs = (files: number): number => (files * (files - 1)) / 2;
function pairsBy<File>(files: readonly File[], keyOf: (file: File) => string): number {
  const sizes = new Map<string, number>();
  for (const file of files) sizes.set(keyOf(file), (sizes.get(keyOf(file)) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
}
const percent = (part: number, all: number): number => (all === 0 ? 100 : Number(((100 * part) / all).toFixed(2)));

function tableOf(planted: readonly Planted[], found: Found) {
  return levels.map((level) => {
    const clusterOf = ({ path }: Planted): string => found[level].get(path) ?? path;
    const reached = planted.filter(({ isInReach }) => isInReach[level]);
    const all = pairsBy(planted, ({ same }) => same[level]);
    const together = pairsBy(planted, (file) => `${clusterOf(file)}\t${file.same[level]}`);
    const inReach = pairsBy(reached, ({ same }) => same[level]);
    const put = pairsBy(planted, clusterOf);
    const right = pairsBy(planted, (file) => `${clusterOf(file)}\t${file.truly[level]}`);
    return {
      level,
      planted: all,
      found: together,
      "recall %": percent(together, all),
      "in reach": inReach,
      "recall of these %": percent(
        pairsBy(reached, (file) => `${clusterOf(file)}\t${file.same[level]}`),
        inReach,
      ),
      "other copies": right - together,
      "false pairs": put - right,
      "precision %": percent(right, put),
    };
  });
}

/** Titles of different songs that were put together. */
function strangersIn(planted: readonly Planted[], { music }: Found): readonly string[] {
  const clusters = Map.groupBy(planted, ({ path }) => music.get(path) ?? path);
  const several = [...clusters.values()].filter((files) => new Set(files.map(({ truly }) => truly.music)).size > 1);
  return [...new Set(several.map((files) => [...new Set(files.map(({ title }) => title))].sort().join(" | ")))].sort();
}

/** Songs with at least so many notes are edited: shorter ones have nothing left. */
const fewestNotes = 100;

/** How many edited copies are found, by change: a copy lies with its song. */
async function editedCopies() {
  const folder = join(home, "edited");
  mkdirSync(folder);
  const made: { readonly path: string; readonly copies: Readonly<Record<string, string>> }[] = [];
  for (const row of table(join(corpus, "dev/manifest.tsv"))) {
    if (row["expect"] !== "ok" || row["dup_of"] || !changedKinds.includes(row["kind"] ?? "")) continue;
    const song = songAt(join(corpus, "dev", row["path"] ?? ""));
    if (!song || song.notes.length < fewestNotes) continue;
    const write = (name: string, one: Song): string => {
      const path = join(folder, `${made.length} ${name}.mid`);
      writeFileSync(path, writeSong(one));
      return path;
    };
    const copies = Object.entries(changes).map(([name, change]) => [name, write(name, change(song))] as const);
    made.push({ path: write("song", song), copies: Object.fromEntries(copies) });
  }
  const { music } = await clustersIn(folder);
  return Object.keys(changes).map((name) => {
    const found = made.filter(
      ({ path, copies }) => music.has(path) && music.get(path) === music.get(copies[name] ?? ""),
    );
    return { copy: name, songs: made.length, found: found.length, "recall %": percent(found.length, made.length) };
  });
}

/** The copies of dev, loose and in archives: each with what it equals, and at which level. */
async function wildCopies() {
  const dev = join(corpus, "dev");
  const found = await clustersIn(dev);
  const sums = new Map<string, { files: number; bytes: number; notes: number; music: number }>();
  const tell = (relation: string, copy: string, original: string): void => {
    const known = sums.get(relation) ?? { files: 0, bytes: 0, notes: 0, music: 0 };
    sums.set(relation, known);
    known.files++;
    for (const level of levels) {
      const cluster = found[level].get(join(dev, copy));
      if (cluster !== undefined && cluster === found[level].get(join(dev, original))) known[level]++;
    }
  };
  for (const { path = "", dup_of = "", dup_relation = "" } of table(join(dev, "manifest.tsv"))) {
    if (dup_of) tell(dup_relation.replace(/ [+-]\d+$/, ""), path, dup_of);
  }
  for (const { archive, member = "", same_as = "" } of table(join(dev, "archive-members.tsv"))) {
    // The table writes members of archives in archives as `inner.zip!x.mid`.
    tell("in an archive", `${archive}!/${member.replace(/(\.zip)!/, "$1!/")}`, same_as);
  }
  return [...sums].map(([relation, sum]) => ({ relation, ...sum }));
}

try {
  const planted = scaledFiles(corpus, home, values.files);
  const found = await clustersIn(join(home, "scale"));
  const rows = tableOf(planted, found);
  const strangers = strangersIn(planted, found);
  const edited = await editedCopies();
  const wild = await wildCopies();
  if (values.json) console.log(JSON.stringify({ rows, edited, wild, strangers }));
  else {
    console.table(rows);
    console.log(`${values.files} files, clusters in ${found.seconds.toFixed(1)} s`);
    if (values.list) for (const titles of strangers) console.log(`  ${titles}`);
    console.table(edited);
    console.table(wild);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
