// The whole journey as a script: bun run examples/pipeline.ts [FOLDER]
// It reads a folder of MIDI files into a catalogue in a temporary folder, and asks it two questions.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, changed, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "midiq";
import leaps from "./own-analyzer.ts";

const folder = process.argv[2] ?? new URL("sample/midi", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "midiq-example-"));
const db = await open(home, { plugins: [core, leaps], mode: "write" });

const report = await pipeline(
  scan(folder),
  changed(db),
  hash(),
  dedupe(db),
  parse(),
  analyze(core, leaps),
  tag(core, leaps),
  store(db),
).run({ workers: 1 });
console.log(
  `${report.counts["found"]} files: ${report.counts["stored"]} stored, ${report.counts["rejected"]} rejected`,
);

for (const query of ["bpm 120..130 key in [C,G]", "leaps.share 0.4.. not drums sort -leaps.share limit 5"]) {
  const { rows } = await db.find(query);
  console.log(`\n${query}: ${rows.length} files`);
  for (const { path, values } of rows) {
    const key = values["key"] ?? "no key";
    console.log(`  ${values["bpm"] ?? "?"} bpm, ${key}: ${path.slice(path.lastIndexOf("/") + 1)}`);
  }
}

// Without a catalogue: iterate, and every file comes with what is known of it, typed.
let fastest = { path: "", bpm: 0 };
for await (const { path, features } of pipeline(scan(folder), hash(), parse(), analyze(core))) {
  if ((features.bpm ?? 0) > fastest.bpm) fastest = { path, bpm: features.bpm ?? 0 };
}
console.log(`\nThe fastest is ${fastest.path.slice(fastest.path.lastIndexOf("/") + 1)} at ${fastest.bpm} bpm`);

await db.close();
rmSync(home, { recursive: true });
