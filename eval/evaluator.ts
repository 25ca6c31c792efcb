/**
 * Accuracy as the corpus's own evaluator judges it: `bun run eval evaluator [--json] [CORPUS]`. Key, tempo and meter of the
 * files as they are, stripped (no signatures, no texts) and retimed (no tempo either, notes keep their second), with the
 * weights that midiq ships, so that figures of sources it was trained on are in-sample. Drums by false alarms on melodic
 * files and recall on drum files, also when their channel 10 is moved to channel 1.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { core } from "../mod.ts";
import { drums } from "../src/hearing/mod.ts";
import { parseSong, type Song } from "../src/midi/mod.ts";
import { formatKey, formatMeter } from "../src/music/mod.ts";
import { createRegistry } from "../src/plugin/mod.ts";
import { corpusFolder } from "./corpus.ts";
import { retimed, stripped } from "./variants.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;
const registry = createRegistry([core]);
const variants = { orig: (song: Song): Song => song, stripped, retimed } as const;

/** Songs below a folder, with their paths; what cannot be read has no prediction and counts as wrong. */
function* songsBelow(folder: string): Generator<readonly [path: string, song: Song]> {
  for (const name of readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(midi?|kar|rmi)$/i.test(name)) continue;
    try {
      yield [join(folder, name), parseSong(new Uint8Array(readFileSync(join(corpus, folder, name))))];
    } catch {
      // Broken on purpose.
    }
  }
}

/** Runs the evaluator on one table of truth, the songs varied, and prints what it prints. */
function evaluate(folder: string, variant: keyof typeof variants): void {
  const home = mkdtempSync(join(tmpdir(), "midiq-eval-"));
  const lines = ["path\tbpm\tkey\tmeter"];
  for (const [path, asItIs] of songsBelow(folder)) {
    const song = variants[variant](asItIs);
    const features: Record<string, unknown> = Object.assign(
      {},
      ...registry.analyzers.map(({ analyzer }) => analyzer.run(song, {})),
    );
    const { bpm, key, meter } = features as Record<string, number | null>;
    const cells = [bpm, key == null ? null : formatKey(key), meter == null ? null : formatMeter(meter)];
    lines.push([path.slice(folder.length + 1), ...cells.map((cell) => cell ?? "")].join("\t"));
  }
  writeFileSync(join(home, "predictions.tsv"), `${lines.join("\n")}\n`);
  const tool = join(corpus, "tools/evaluate.py");
  const report = join(home, "report.json");
  const truth = join(corpus, folder, "truth.tsv");
  const run = spawnSync("python3", [tool, join(home, "predictions.tsv"), "--truth", truth, "--json", report], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`Cannot run the evaluator: ${run.stderr}`);
  if (values.json)
    console.log(JSON.stringify({ name: folder, variant, report: JSON.parse(readFileSync(report, "utf8")) }));
  else console.log(`${folder}, ${variant}\n${run.stdout}`);
  rmSync(home, { recursive: true });
}

/** Moves all notes of channel 10 to channel 1. */
const moved = (song: Song): Song => ({
  ...song,
  notes: { ...song.notes, info: song.notes.info.map((info) => (((info >> 7) & 15) === 9 ? info & ~(15 << 7) : info)) },
});

function drumRate(name: string, folder: string, change: (song: Song) => Song = (song) => song): void {
  let files = 0;
  let found = 0;
  for (const [, song] of songsBelow(folder)) {
    if (song.notes.length === 0) continue;
    files++;
    if (drums(change(song)).count > 0) found++;
  }
  const rate = found / files;
  if (values.json) console.log(JSON.stringify({ name, folder, files, rate }));
  else
    console.log(
      `${name.padEnd(32)} ${folder.padEnd(32)} ${String(files).padStart(5)} files  ${(100 * rate).toFixed(1)} %`,
    );
}

for (const variant of ["orig", "stripped", "retimed"] as const) {
  evaluate("dev", variant);
  evaluate("dev-copyleft", variant);
}
drumRate("drums: recall", "dev/clear/gmd");
drumRate("drums: recall on channel 1", "dev/clear/gmd", moved);
for (const folder of [
  "dev/claimed/pop909",
  "dev/clear/js-fakes",
  "dev/clear/openscore-lieder",
  "dev/clear/openscore-quartets",
  "dev-copyleft/nottingham",
]) {
  drumRate("drums: false alarms", folder);
}
