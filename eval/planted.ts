/** Files that were made as copies of songs of the corpus, with what they are copies of. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fewestForHash, type Level, materialOf } from "../dsl/mod.ts";
import { minHash } from "../src/hearing/likeness/fingerprint.ts";
import { channelOf, pitchOf, type Song } from "../src/midi/mod.ts";
import { songAt, table } from "./corpus.ts";
import { sameSongs } from "./same-songs.ts";

/** A planted file. */
export interface Planted {
  readonly path: string;
  /** What it is a copy of by level, as it was planted. */
  readonly same: Readonly<Record<Level, string>>;
  /** The song that it is, whatever was planted: songs of the corpus are copies and versions of each other. */
  readonly truly: Readonly<Record<Level, string>>;
  /** Where it holds enough to be compared: notes, and of music more than a chord or a scale. */
  readonly isInReach: Readonly<Record<Level, boolean>>;
  readonly title: string;
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

/**
 * Makes files by SCALE.sh in `home/scale`, broken ones aside. A base is known by its name and its length without the text
 * that was inserted.
 */
export function scaledFiles(corpus: string, home: string, count: string): readonly Planted[] {
  const folder = join(home, "scale");
  const manifest = join(home, "scale.tsv");
  const made = spawnSync("sh", [join(corpus, "tools/SCALE.sh"), folder, count, "--manifest", manifest]);
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
