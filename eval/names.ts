/**
 * Tempos and keys that names and folders say, against a table made by hand: `bun run eval names`. It prints the share of
 * names that are read right by kind and each that is not; `found` counts facts of the table that are read, `false` facts
 * that are read and are none.
 */
import { type NamedRow, namedRows, nameSets, readRow } from "./names/read.ts";

interface Score {
  names: number;
  right: number;
  facts: number;
  found: number;
  false: number;
}

const scores = new Map<string, Score>();
const scoreOf = (id: string): Score => {
  const known = scores.get(id) ?? { names: 0, right: 0, facts: 0, found: 0, false: 0 };
  scores.set(id, known);
  return known;
};

function judge(set: string, row: NamedRow): void {
  const read = readRow(row);
  for (const score of [scoreOf(`${set} ${row.kind}`), scoreOf(`${set} all`)]) {
    score.names++;
    if (read.bpm === row.bpm && read.key === row.key) score.right++;
    for (const fact of ["bpm", "key"] as const) {
      if (row[fact] !== "-") score.facts++;
      if (row[fact] !== "-" && read[fact] === row[fact]) score.found++;
      if (read[fact] !== "-" && read[fact] !== row[fact]) score.false++;
    }
  }
  if (read.bpm !== row.bpm || read.key !== row.key)
    console.log(`${JSON.stringify(row.name)}: ${row.bpm} ${row.key}, read as ${read.bpm} ${read.key}`);
}

for (const set of nameSets) for (const row of namedRows(set)) judge(set, row);
console.log("set kind".padEnd(18), "names  right %  facts  found %  false");
for (const [id, { names, right, facts, found, false: wrong }] of scores) {
  const share = (part: number, of: number): string => (of === 0 ? "-" : ((100 * part) / of).toFixed(1));
  console.log(
    id.padEnd(18),
    String(names).padStart(5),
    share(right, names).padStart(8),
    String(facts).padStart(6),
    share(found, facts).padStart(8),
    String(wrong).padStart(6),
  );
}
