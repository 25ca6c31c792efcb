/** The annotated files of the measurement corpus, with what is true of them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSong, type Song } from "../mod.ts";

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
