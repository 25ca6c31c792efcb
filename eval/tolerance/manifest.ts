/** The manifest of the corpus, and the bytes of its files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the manifest says of one file. */
export interface CorpusFile {
  /** Path below `dev/`. */
  readonly path: string;
  readonly kind: string;
  /** What a tolerant reader should make of it. */
  readonly expect: "ok" | "recover" | "reject";
  /** Notes that the corpus's own small reader counts. */
  readonly notes: number;
  readonly note: string;
}

/** Columns of manifest.tsv that are read here. */
const column = { path: 0, kind: 1, note: 10, expect: 11, notes: 18 } as const;

/** All files of `dev/`, in the order of the manifest. */
export function manifest(corpus: string): readonly CorpusFile[] {
  const lines = readFileSync(join(corpus, "dev/manifest.tsv"), "utf8").split("\n").slice(1);
  return lines.filter(Boolean).map((line) => {
    const cells = line.split("\t");
    return {
      path: (cells[column.path] ?? "").replaceAll("\\t", "\t").replaceAll("\\n", "\n"),
      kind: cells[column.kind] ?? "",
      expect: cells[column.expect] as CorpusFile["expect"],
      notes: Number(cells[column.notes]),
      note: cells[column.note] ?? "",
    };
  });
}

/** The bytes of a file of `dev/`. */
export const bytesOf = (corpus: string, path: string): Uint8Array =>
  new Uint8Array(readFileSync(join(corpus, "dev", path)));
