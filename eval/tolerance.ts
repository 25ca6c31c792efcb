/**
 * How much damage is tolerated: `bun run eval tolerance [--json] [CORPUS]`. Every MIDI file of the corpus is read by
 * midiq, midi-file and @tonejs/midi, and what they say compared with what the manifest expects; then 200 sound files
 * are damaged in known ways and the notes that are found again counted. Exits with 1 when midiq differs from the
 * manifest without a written reason.
 */
import { parseArgs } from "node:util";
import { corpusFolder } from "./corpus.ts";
import { agreement } from "./tolerance/agreement.ts";
import { readers } from "./tolerance/readers.ts";
import { salvage } from "./tolerance/salvage.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, differences: { type: "boolean" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const percent = (share: number): string => `${(100 * share).toFixed(share > 0.9999 && share < 1 ? 3 : 2)} %`;

function table(rows: readonly (readonly (string | number)[])[]): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en") : cell)));
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  for (const row of cells) {
    console.log(row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join("  "));
  }
  console.log("");
}

const { rows, differences } = agreement(corpus);
const salvaged = salvage(corpus);
if (values.json) console.log(JSON.stringify({ agreement: rows, differences, salvage: salvaged }));
else {
  const names = Object.keys(readers);
  console.log(
    "Verdicts against the manifest: files that midiq reads as expected (accepted, repaired or refused), that it",
  );
  console.log(
    "judges otherwise for a written reason, and for none; then the share that each reader rightly takes or refuses.\n",
  );
  table([
    ["folder", "files", "ok", "recover", "reject", "as expected", "argued", "differs", ...names],
    ...rows.map(({ folder, files, ok, recover, reject, agrees, argued, differs, rightly }) => [
      ...[folder, files, ok, recover, reject, agrees, argued, differs],
      ...names.map((name) => percent(rightly[name] ?? 0)),
    ]),
  ]);
  table([
    ["notes found", ...names],
    ...rows.map(({ folder, notes }) => [folder, ...names.map((name) => notes[name] ?? 0)]),
  ]);
  for (const [why, group] of Map.groupBy(differences, (difference) => difference.why ?? "NO REASON")) {
    console.log(`${String(group.length).padStart(4)}  ${group[0]!.expect} -> ${group[0]!.verdict.said}: ${why}`);
    if (values.differences || why === "NO REASON") for (const { path } of group) console.log(`        ${path}`);
  }
  console.log(
    "\nNotes found again, in order, in files damaged on purpose (the header and first track's head are left whole)\n",
  );
  table([
    ["damage", "files", "notes", "found again", "made up", "refused"],
    ...salvaged.map(({ damage, files, notes, found, invented, refused }) => [
      ...[damage, files, notes, percent(found), percent(invented), refused],
    ]),
  ]);
}
if (differences.some(({ why }) => why === undefined)) process.exitCode = 1;
