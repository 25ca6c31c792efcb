/** The files that `eval crash` adds: those of the corpus, varied, with duplicates and broken ones; else composed ones. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomIntegers } from "../../fuzz/random.ts";
import { composeSong, writeSong } from "../../src/midi/mod.ts";
import { makeFiles } from "../plugins/command.ts";

/** Folders of files. */
export interface Pile {
  readonly all: string;
  /** A part of it, which lies in the catalogues that bulk loads come into. */
  readonly first: string;
}

/** Share of the files that come first. */
const firstShare = 0.3;
/** Files of the first part that lie in the second too, under names that say a tempo. */
const copies = 20;
/** Files of the second part that lie in an archive, and some of them beside it too. */
const [packed, packedAlone] = [40, 30];

/** Makes a pile. */
export function makePile(all: string, files: number, corpus: string): Pile {
  const [first, second] = [join(all, "a"), join(all, "b")];
  mkdirSync(all, { recursive: true });
  const has = existsSync(join(corpus, "tools/SCALE.sh"));
  const count = Math.round(files * firstShare);
  const make = (folder: string, many: number, seed: number): void =>
    has ? makeFiles(folder, many, corpus, seed) : compose(folder, many, seed);
  make(first, count, 1);
  make(second, files - count, 2);
  const members = filesIn(second).slice(0, packed);
  const made = Bun.spawnSync(["tar", "-C", second, "-cf", join(second, "pack.tar"), ...members]);
  if (!made.success) throw new Error(`Cannot pack files: ${made.stderr.toString()}`);
  for (const name of members.slice(0, packedAlone)) rmSync(join(second, name));
  for (const [n, name] of filesIn(first).slice(0, copies).entries())
    copyFileSync(join(first, name), join(second, `again ${80 + n}bpm.mid`));
  return { all, first };
}

const filesIn = (folder: string): readonly string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".mid")).sort();

/** Short tunes; every tenth lies there twice, every fiftieth is broken. */
function compose(folder: string, files: number, seed: number): void {
  const random = randomIntegers(seed);
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < files; n++) {
    const notes = Array.from({ length: 16 }, () => `${"CDEFGAB"[random(7)]}${3 + random(3)} 1/8`).join(" ");
    const bytes = n % 50 === 7 ? new Uint8Array([60, 104, n, seed]) : writeSong(composeSong(notes));
    writeFileSync(join(folder, `tune ${n}.mid`), bytes);
    if (n % 10 === 0) writeFileSync(join(folder, `a copy ${90 + (n % 60)}bpm ${n}.mid`), bytes);
  }
}
