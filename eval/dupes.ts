/**
 * Duplicates end to end: `bun run eval dupes [--json] [--list] [--files N] [CORPUS]`. Files go through `midiq add`, and what
 * `midiq dupes` puts together is compared with what was planted: (1) N files of SCALE.sh with its manifest; (2) songs with
 * copies that were transposed, retimed and edited (eval/changes.ts); (3) `dev` with its copies, near copies and archives.
 * `--list` names what was put together of different songs, to be looked at one by one.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { materialOf } from "../dsl/mod.ts";
import { channelOf, core, open, type Song, writeSong } from "../mod.ts";
import { minHash } from "../src/midi/fingerprint.ts";
import { changedKinds, changes } from "./changes.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, list: { type: "boolean" }, files: { type: "string", default: "20000" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const home = mkdtempSync(join(tmpdir(), "midiq-eval-"));
const levels = ["bytes", "notes", "music"] as const;
type Level = (typeof levels)[number];
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
const count = <Key>(map: Map<Key, number>, key: Key): void => {
  map.set(key, (map.get(key) ?? 0) + 1);
};
const pairsOf = (sizes: ReadonlyMap<unknown, number>): number =>
  [...sizes.values()].reduce((sum, files) => sum + pairs(files), 0);
const percent = (part: number, all: number): number => (all === 0 ? 100 : Number(((100 * part) / all).toFixed(2)));

/** A planted file: what it is a copy of by level, and whether its music says enough to be compared. */
interface Planted {
  readonly path: string;
  readonly same: Readonly<Record<Level, string>>;
  readonly isInReach: boolean;
  /** What names the song, to tell different songs of one title from strangers. */
  readonly title: string;
}

function tableOf(planted: readonly Planted[], found: Found) {
  const strangers = new Map<string, number>();
  const rows = levels.map((level) => {
    const [truth, reached, clusters, both, bothReached, related] = Array.from(
      { length: 6 },
      () => new Map<string, number>(),
    );
    for (const { path, same, isInReach, title } of planted) {
      const cluster = found[level].get(path) ?? path;
      count(truth as Map<string, number>, same[level]);
      count(clusters as Map<string, number>, cluster);
      count(both as Map<string, number>, `${cluster}\t${same[level]}`);
      // What is one song under several names of the corpus, or another arrangement of it under the same title.
      count(related as Map<string, number>, `${cluster}\t${level === "music" ? title : same[level]}`);
      if (!isInReach && level === "music") continue;
      count(reached as Map<string, number>, same[level]);
      count(bothReached as Map<string, number>, `${cluster}\t${same[level]}`);
    }
    const [all, together] = [pairsOf(truth as Map<string, number>), pairsOf(both as Map<string, number>)];
    const put = pairsOf(clusters as Map<string, number>);
    const right = pairsOf(related as Map<string, number>);
    if (level === "music") {
      for (const group of Map.groupBy(planted, ({ path }) => found.music.get(path) ?? path).values()) {
        const titles = [...new Set(group.map(({ title }) => title))].sort();
        if (titles.length > 1) count(strangers, titles.join(" | "));
      }
    }
    return {
      level,
      "planted pairs": all,
      found: together,
      "recall %": percent(together, all),
      "in reach": pairsOf(reached as Map<string, number>),
      "recall of these %": percent(
        pairsOf(bothReached as Map<string, number>),
        pairsOf(reached as Map<string, number>),
      ),
      "same title": right - together,
      "false pairs": put - right,
      "precision %": percent(right, put),
    };
  });
  return { rows, strangers };
}

const sha1 = (bytes: Uint8Array): string => createHash("sha1").update(bytes).digest("hex");
const isDrumsOnly = ({ notes }: Song): boolean => notes.length > 0 && notes.info.every((info) => channelOf(info) === 9);
/** Own slots of a MinHash below which nothing is said of the same music, see dsl/same-music.ts. */
const fewest = 8;

/** Files of SCALE.sh: a base is known by its name and its length without the text that was inserted. */
function scaled(): readonly Planted[] {
  const folder = join(home, "scale");
  const manifest = join(home, "scale.tsv");
  const made = spawnSync("sh", [join(corpus, "tools/SCALE.sh"), folder, values.files, "--manifest", manifest]);
  if (made.status !== 0) throw new Error(`Cannot make files: ${made.stderr}`);
  const bases = new Map<string, { readonly id: string; readonly isDrums: boolean; readonly isInReach: boolean }>();
  for (const part of ["dev/clear", "dev/claimed", "dev-copyleft"]) {
    for (const file of readdirSync(join(corpus, part), { recursive: true, encoding: "utf8" })) {
      if (!/\.(?:midi?|kar)$/i.test(file)) continue;
      const path = join(corpus, part, file);
      const bytes = readFileSync(path);
      const song = songAt(path);
      const hash = song && minHash(song);
      bases.set(`${baseName(basename(file).replace(/\.[^.]*$/, ""))} ${bytes.length}`, {
        id: sha1(bytes),
        isDrums: song !== undefined && isDrumsOnly(song),
        isInReach: hash ? materialOf(hash) >= fewest : false,
      });
    }
  }
  const rows = table(manifest).filter(({ kind }) => kind !== "bad");
  const bytesOf = rows.map(({ path = "" }) => readFileSync(join(folder, path)));
  const hashes = bytesOf.map(sha1);
  const planted = new Map<string, Omit<Planted, "path">>();
  rows.forEach(({ path = "", kind, base = "", transpose }, n) => {
    if (kind === "dup") return;
    const tag = `variant ${Number(/-(\d+)\.mid$/.exec(path)?.[1])}`;
    const found = bases.get(`${base} ${(bytesOf[n]?.length ?? 0) - tag.length - 4}`);
    if (!found) throw new Error(`Cannot tell what ${path} was made of`);
    // Drums are not transposed.
    const notes = `${found.id} ${found.isDrums ? 0 : transpose}`;
    const hash = hashes[n] as string;
    planted.set(hash, {
      same: { bytes: hash, notes, music: found.id },
      isInReach: found.isInReach,
      title: base.toLowerCase(),
    });
  });
  return rows.flatMap(({ path = "" }, n) => {
    const known = planted.get(hashes[n] as string);
    return known ? [{ ...known, path: join(folder, path) }] : [];
  });
}

/** As SCALE.sh cuts names. */
const baseName = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what ASCII has is kept
  name
    .replace(/[^\x00-\x7f]/g, "")
    .replaceAll("/", "_")
    .trim()
    .slice(0, 40) || "song";

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
  const planted = scaled();
  const found = await clustersIn(join(home, "scale"));
  const { rows, strangers } = tableOf(planted, found);
  const edited = await editedCopies();
  const wild = await wildCopies();
  if (values.json) console.log(JSON.stringify({ rows, edited, wild, strangers: Object.fromEntries(strangers) }));
  else {
    console.table(rows);
    console.log(`${values.files} files, clusters in ${found.seconds.toFixed(1)} s`);
    if (values.list) for (const titles of strangers.keys()) console.log(`  ${titles}`);
    console.table(edited);
    console.table(wild);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
