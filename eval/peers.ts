/**
 * midiq beside the tools that people use today: `bun run eval peers [--json] [--songs N] [CORPUS]`, some ten minutes, of which
 * music21 reading takes most. Broken and hostile files by eight readers, each in a process under limits; keys by music21's
 * profiles on at most N songs of a source (80), and tempos by pretty_midi, on the same files by the same measures. Needs
 * python3; its packages are installed into a cache folder once. `bun run bench peers` has the speeds.
 */
import { parseArgs } from "node:util";
import { pinned, pythonWithTools } from "../bench/peers/python.ts";
import { report } from "../bench/report.ts";
import { corpusFolder } from "./corpus.ts";
import { type Accuracy, judgeKeys, judgeTempos } from "./peers/accuracy.ts";
import { brokenFiles, brokenSets, judgeBroken } from "./peers/broken.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false }, songs: { type: "string", default: "80" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const { json } = values;
const head = (text: string): void => {
  if (!json) console.log(text);
};
/** One measurement for each source and method, or a table with a row for each method and a column for each source. */
function show(rows: readonly Accuracy[], title: string): void {
  if (json)
    return report(
      rows.map(({ method, ...row }) => ({ name: method, ...row })),
      json,
    );
  const percent = (share: number): string => (100 * share).toFixed(1);
  console.log(`\n${title}`);
  report(
    [...Map.groupBy(rows, ({ method }) => method)].map(([method, own]) => ({
      name: method,
      ...Object.fromEntries(
        own.map(({ source, files, exact, lenient }) => [
          `${source} (${files})`,
          `${percent(exact)} / ${percent(lenient)}`,
        ]),
      ),
    })),
    json,
  );
}

const python = pythonWithTools();
head([...pinned].map((one) => one.join(" ")).join(", "));

for (const set of Object.keys(brokenSets)) {
  const files = brokenFiles(corpus, set);
  const { legal, damaged, nothing } = files;
  head(
    `\nbroken files, ${set}: ${damaged.length} with notes, ${nothing.length} without, ${legal.length} odd but legal`,
  );
  const rows = judgeBroken(corpus, files, python);
  report(
    rows.map(({ name, legal: read, salvaged, partly, refused, nothing: right, hangs, memory, crashes }) => ({
      ...{ name, "with notes: nearly all read": salvaged, fewer: partly, refused, "without: right": right },
      ...{ "legal: read": read, "over 10 s": hangs, "over 1 GB": memory, crashes },
    })),
    json,
  );
  for (const { name, notAsExpected } of rows.slice(0, json ? rows.length : 1))
    for (const line of notAsExpected)
      console.log(json ? JSON.stringify({ name, "not as expected": line }) : `  ${name}: ${line}`);
}

show(
  judgeKeys(corpus, python, Number(values.songs)),
  "keys without key signatures and texts, in %: right / MIREX points for near misses too",
);
show(judgeTempos(corpus, python), "tempos within 4 %, in %: right / half, double, third, threefold count too");
