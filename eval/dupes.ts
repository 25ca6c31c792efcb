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
import { fewestForHash, materialOf } from "../dsl/mod.ts";
import { channelOf, core, open, pitchOf, type Song, writeSong } from "../mod.ts";
import { minHash } from "../src/midi/fingerprint.ts";
import { changedKinds, changes } from "./changes.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";
import { sameSongs } from "./same-songs.ts";

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
function pairsBy<File>(files: readonly File[], keyOf: (file: File) => string): number {
  const sizes = new Map<string, number>();
  for (const file of files) sizes.set(keyOf(file), (sizes.get(keyOf(file)) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
}
const percent = (part: number, all: number): number => (all === 0 ? 100 : Number(((100 * part) / all).toFixed(2)));

/** A planted file. */
interface Planted {
  readonly path: string;
  /** What it is a copy of by level, as it was planted. */
  readonly same: Readonly<Record<Level, string>>;
  /** The song that it is, whatever was planted: songs of the corpus are copies and versions of each other. */
  readonly truly: Readonly<Record<Level, string>>;
  /** Where it holds enough to be compared: notes, and of music more than a chord or a scale. */
  readonly isInReach: Readonly<Record<Level, boolean>>;
  readonly title: string;
}

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

const sha1 = (bytes: Uint8Array | string): string => createHash("sha1").update(bytes).digest("hex");
const isDrumsOnly = ({ notes }: Song): boolean => notes.length > 0 && notes.info.every((info) => channelOf(info) === 9);
/** Every note of a song in order, whatever its layout, without our hashes: onset, duration, pitch, drum. */
function notesOf({ notes, ticksPerQuarter }: Song): string {
  const first = notes.onset.reduce((least, onset) => Math.min(least, onset), Number.POSITIVE_INFINITY);
  const units = (ticks: number): number => Math.round((960 * ticks) / ticksPerQuarter);
  const all = Array.from(notes.info, (info, n) =>
    [units((notes.onset[n] ?? 0) - first), units(notes.duration[n] ?? 0), pitchOf(info), channelOf(info) === 9].join(),
  );
  return sha1(all.sort().join(" "));
}

/** The onsets and pitches of a song but its drums in order, in any key and tempo. */
function musicOf({ notes }: Song): string {
  const pitched = Array.from(notes.info, (info, n) => ({ info, onset: notes.onset[n] ?? 0 })).filter(
    ({ info }) => channelOf(info) !== 9,
  );
  const onsets = pitched.map(({ onset }) => onset);
  const first = onsets.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = onsets.reduce((a, b) => Math.max(a, b), first);
  const lowest = pitched.reduce((least, { info }) => Math.min(least, pitchOf(info)), 127);
  const place = (onset: number): number => Math.round((2000 * (onset - first)) / Math.max(1, last - first));
  return sha1(
    pitched
      .map(({ info, onset }) => `${place(onset)},${pitchOf(info) - lowest}`)
      .sort()
      .join(" "),
  );
}

/** Names that are joined, and the name that stands for all that are joined with one. */
function joinedNames() {
  const above = new Map<string, string>();
  const root = (name: string): string => {
    const next = above.get(name);
    return next === undefined ? name : root(next);
  };
  return {
    root,
    join: (...names: readonly string[]): void => {
      const [first = "", ...rest] = names.map(root);
      for (const one of rest) if (root(one) !== root(first)) above.set(root(one), root(first));
    },
  };
}

/** Files of SCALE.sh: a base is known by its name and its length without the text that was inserted. */
function scaled(): readonly Planted[] {
  const folder = join(home, "scale");
  const manifest = join(home, "scale.tsv");
  const made = spawnSync("sh", [join(corpus, "tools/SCALE.sh"), folder, values.files, "--manifest", manifest]);
  if (made.status !== 0) throw new Error(`Cannot make files: ${made.stderr}`);
  const songs = joinedNames();
  for (const titles of sameSongs) songs.join(...titles.map((title) => `title ${title}`));
  interface Base {
    readonly id: string;
    readonly isDrums: boolean;
    readonly isInReach: Planted["isInReach"];
  }
  /** Null where two different bases have one name and length. */
  const bases = new Map<string, Base | null>();
  for (const part of ["dev/clear", "dev/claimed", "dev-copyleft"]) {
    for (const file of readdirSync(join(corpus, part), { recursive: true, encoding: "utf8" })) {
      if (!/\.(?:midi?|kar)$/i.test(file)) continue;
      const path = join(corpus, part, file);
      const bytes = readFileSync(path);
      const song = songAt(path);
      const hash = song && minHash(song);
      const title = baseName(basename(file).replace(/\.[^.]*$/, ""));
      const id = sha1(bytes);
      songs.join(`base ${id}`, `title ${title.toLowerCase()}`);
      if (song && song.notes.length > 0) songs.join(`base ${id}`, `music ${musicOf(song)}`);
      const key = `${title} ${bytes.length}`;
      const other = bases.get(key);
      const isUnclear = other === null || (other !== undefined && other.id !== id);
      const base: Base = {
        id,
        isDrums: song !== undefined && isDrumsOnly(song),
        isInReach: {
          bytes: true,
          notes: song !== undefined && song.notes.length > 0,
          music: hash ? materialOf(hash) >= fewestForHash : false,
        },
      };
      bases.set(key, isUnclear ? null : base);
    }
  }
  const rows = table(manifest).filter(({ kind }) => kind !== "bad");
  const files = rows.map(({ path = "" }) => {
    const bytes = readFileSync(join(folder, path));
    return { bytes: bytes.length, hash: sha1(bytes) };
  });
  const notes = joinedNames();
  const planted = new Map<string, Omit<Planted, "path" | "truly">>();
  rows.forEach(({ path = "", kind, base = "", transpose }, n) => {
    const { bytes = 0, hash = "" } = files[n] ?? {};
    if (kind === "dup") return;
    const tag = `variant ${Number(/-(\d+)\.mid$/.exec(path)?.[1])}`;
    const known = bases.get(`${base} ${bytes - tag.length - 4}`);
    if (known === undefined) throw new Error(`Cannot tell what ${path} was made of`);
    if (known === null) return;
    // Drums are not transposed.
    const same = { bytes: hash, notes: `${known.id} ${known.isDrums ? 0 : transpose}`, music: known.id };
    const song = songAt(join(folder, path));
    if (song && song.notes.length > 0) notes.join(same.notes, `notes ${notesOf(song)}`);
    planted.set(hash, { same, isInReach: known.isInReach, title: base.toLowerCase() });
  });
  return rows.flatMap(({ path = "" }, n) => {
    const known = planted.get(files[n]?.hash ?? "");
    if (!known) return [];
    const { bytes, notes: sameNotes, music } = known.same;
    const truly = { bytes, notes: notes.root(sameNotes), music: songs.root(`base ${music}`) };
    return [{ ...known, truly, path: join(folder, path) }];
  });
}

/** As SCALE.sh cuts names. */
const baseName = (name: string): string =>
  name
    .replace(/[\u0080-\uffff]/g, "")
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
