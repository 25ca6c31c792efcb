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
import { brokenFiles, judgeBroken } from "./peers/broken.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false }, songs: { type: "string", default: "80" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const { json } = values;
const head = (text: string): void => {
  if (!json) console.log(text);
};
const percent = (share: number): number => Math.round(1000 * share) / 10;
const shown = ({ source, method, files, exact, lenient }: Accuracy, second: string) => ({
  name: `${source}: ${method}`,
  files,
  "exact %": percent(exact),
  [second]: percent(lenient),
});

const python = pythonWithTools();
head([...pinned].map((one) => one.join(" ")).join(", "));

const { legal, damaged, nothing } = brokenFiles(corpus);
head(
  `\nbroken files: ${legal.length} legal ones, ${damaged.length} damaged ones with notes, ${nothing.length} without any`,
);
const broken = judgeBroken(corpus, python);
report(
  broken.map(({ name, legal: read, salvaged, partly, refused, nothing: right, hangs, memory, crashes }) => ({
    ...{ name, "legal: read": read, "damaged: all but all notes": salvaged, "fewer notes": partly, refused },
    ...{ "no notes: right": right, "hangs (10 s)": hangs, "over 1 GB": memory, crashes },
  })),
  json,
);
for (const { name, notAsExpected } of json ? broken : broken.filter((row) => row.name === "midiq"))
  for (const line of notAsExpected)
    console.log(json ? JSON.stringify({ name, "not as expected": line }) : `  ${name}: ${line}`);

head("\nkeys, without key signatures and texts (MIREX: points for near misses)");
report(
  judgeKeys(corpus, python, Number(values.songs)).map((row) => shown(row, "MIREX %")),
  json,
);
head("\ntempos within 4 % (lenient: also half, double, third, threefold)");
report(
  judgeTempos(corpus, python).map((row) => shown(row, "lenient %")),
  json,
);
