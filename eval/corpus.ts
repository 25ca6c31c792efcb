/** The annotated files of the measurement corpus, with what is true of them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSong, type Song } from "../src/midi/mod.ts";

/** One annotated file. */
export interface Annotated {
  readonly path: string;
  readonly source: string;
  /** Tempos that count as right; empty where unknown. */
  readonly bpm: readonly number[];
  /** `4/4`; empty where unknown. */
  readonly meter: string;
  readonly song: Song;
}

/** Where the corpus lies unless said. */
export const corpusFolder = new URL("../../shared/corpus", import.meta.url).pathname;

/** Annotated files of both parts of the corpus, in the order of their tables; unreadable files are left out. */
export function* annotated(corpus: string, sources?: readonly string[]): Generator<Annotated> {
  for (const part of ["dev", "dev-copyleft"]) {
    for (const row of table(join(corpus, part, "truth.tsv"))) {
      const source = row["source"] ?? "";
      if (row["variant"] !== "orig" || (sources && !sources.includes(source))) continue;
      const path = join(corpus, part, row["path"] ?? "");
      const song = existsSync(path) ? songAt(path) : undefined;
      if (!song) continue;
      const bpm = (row["truth_bpm"] ?? "").split("|").filter(Boolean).map(Number);
      yield { path, source, bpm, meter: row["meter_conf"] === "high" ? (row["truth_meter"] ?? "") : "", song };
    }
  }
}

/** Songs that the corpus's generator makes with another seed than those of the corpus: more to train on, not to judge by. */
export function generated(corpus: string, songs: number, seed: number): readonly Annotated[] {
  const folder = mkdtempSync(join(tmpdir(), "midiq-train-"));
  const tool = join(corpus, "tools/gen_synth.py");
  const run = spawnSync("python3", [tool, folder, String(songs), String(seed)], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`Cannot generate songs: ${run.stderr}`);
  const made = table(join(folder, "truth.tsv")).flatMap(({ path = "", bpm, meter = "" }) => {
    const song = songAt(join(folder, path));
    return song ? [{ path, source: "generated", bpm: [Number(bpm)], meter, song }] : [];
  });
  rmSync(folder, { recursive: true });
  return made;
}

/** A song, or undefined where its file cannot be read as one. */
export function songAt(path: string): Song | undefined {
  try {
    return parseSong(new Uint8Array(readFileSync(path)));
  } catch {
    return undefined;
  }
}

/** Rows of a tab-separated table with a header. */
export function table(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").split("\n").filter(Boolean);
  const names = header.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? ""]));
  });
}
