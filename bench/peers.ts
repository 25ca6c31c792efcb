/**
 * midiq beside the tools that people use today, on the same files in the same run:
 *
 *     bun run bench peers [--json] [DIR]
 *
 * Reading (files on disk to notes with seconds, one process a reader, medians of rounds in turn; POP909 unless said), and
 * a catalogue of 1,000 files (key, tempo, meter, notes, instruments) with two workers or processes. The slow tools get a
 * sample, whose size the column `files` says. Needs python3; its packages are installed into a cache folder once.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { measureCatalogue } from "./peers/catalogue.ts";
import { pinned, pythonWithTools } from "./peers/python.ts";
import { measureReading } from "./peers/read.ts";
import { benchArguments, report } from "./report.ts";

const catalogueFiles = 1000;
const workers = 2;

const corpus = new URL("../../shared/corpus/dev", import.meta.url).pathname;
const { json, dir } = benchArguments("");
const below = (folders: readonly string[]): readonly string[] =>
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((path) => /\.midi?$/i.test(path))
    .sort();

const read = below([dir || join(corpus, "claimed/pop909")]);
const pile = below(dir ? [dir] : [join(corpus, "clear"), join(corpus, "claimed/pop909")]);
if (read.length === 0) {
  console.error(`Cannot measure "${dir || corpus}": expected a folder with MIDI files`);
  process.exit(2);
}
const python = pythonWithTools();
if (!json) console.log(`${[...pinned].map((one) => one.join(" ")).join(", ")}\n\nreading, one thread:`);
report(await measureReading(python, read), json);
if (!json) console.log(`\ncatalogue, ${workers} workers or processes:`);
const step = Math.max(1, pile.length / catalogueFiles);
const chosen = pile.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
report(await measureCatalogue(python, chosen, workers), json);
