/**
 * `bun run eval [NAME] [--json] [CORPUS]` runs one evaluation against the corpus beside the project; `--list` names them.
 * Without a name every musical field is scored, one evaluation after the other.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What each evaluation is about. */
const evaluations: Readonly<Record<string, string>> = {
  evaluator: "the corpus's own scorer over files as they are, stripped and retimed; drums",
  key: "keys, cross-validated, beside the published profiles; calibration; local keys",
  rhythm: "tempo, meter and beats, cross-validated; calibration",
  laws: "laws of invariance: transposing, laying a file out otherwise, finer ticks, another tempo",
  clips: "meter and loops of clips: songs cut to 1, 2, 4 and 8 bars, a pack of chords, clips made from a seed",
  swing: "swing of grooves made from a seed, straight and swung, with noise",
  chords: "chords against annotations, beside templates",
  "chord-kinds": "every kind of chord, inversions and steps on songs made by a seed",
  drums: "bars of the drums when they are played less exactly",
  "drum-parts": "which parts are drums: bass lines, struck notes, melodic corpora; drums declared, named or neither",
  duplicates: "near-duplicates among transposed, retimed and edited copies",
  dupes: "what midiq dupes puts together, against planted copies: recall and precision by level",
  language: "random queries: SQL against the same rows in memory; broken queries",
  patterns: "progressions against published chords; fragments of melodies looked for",
  tags: "tags of names against labels made by hand",
  names: "tempos and keys that names and folders say, against a table made by hand",
  annotations: "annotations read by the jams package, mir_eval and music21: every table compared",
  undo: "moving files killed at random moments, then undone: the tree must be what it was",
  work: "shared work: workers killed at aimed phases, and the server; equal byte for byte to one process",
  crash: "adding killed at random moments of each phase, on both engines",
  stop: "fresh adds stopped by signals at some moments: how soon they end, and whether the next ends alike",
  power: "the power cut at random moments of each phase, on a disk that keeps what was synced",
  kills: "every command killed at moments spread over all it does: no exit 70, equal ends, on both engines",
  misbehave: "a plugin that hangs, throws, exits and leaks: what it costs",
  versions: "a new version over stored files, killed and resumed",
  plugins: "shipped plugins: swing by style, genres by source, CPU a file",
  fields: "every field: how many files have a value, and its range",
  export: "exports read by pyarrow, polars, pandas and DuckDB: every value compared; the recipes of docs/datasets.md",
  tolerance: "damaged files against the manifest and two peers; notes salvaged",
  packed: "the packed package on Bun, Deno and Node 22, by npx, bunx, deno and as one executable: the same rows",
  peers: "music21, pretty_midi, symusic and others: broken files, keys and tempos on the same files",
  encodings: "texts in old encodings",
  archives: "members of archives, each found once; hostile archives",
  roundtrip: "what repair and split keep",
};
const musical = ["evaluator", "key", "rhythm", "chords", "drums", "drum-parts", "duplicates"];

const [first] = process.argv.slice(2);
const isNamed = first !== undefined && Object.hasOwn(evaluations, first);
if (first === "--list")
  for (const [name, about] of Object.entries(evaluations)) console.log(`${name.padEnd(11)} ${about}`);
else if (isNamed) {
  process.argv.splice(2, 1);
  await import(new URL(`${first}.ts`, import.meta.url).href);
} else if (first === undefined || first.startsWith("-") || first.includes("/")) {
  for (const name of musical) {
    if (!process.argv.includes("--json")) console.log(`\n== ${name}: ${evaluations[name]}\n`);
    const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
    const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
} else {
  console.error(`usage: bun run eval ${Object.keys(evaluations).join("|")} [--json] [CORPUS]`);
  process.exitCode = 2;
}
