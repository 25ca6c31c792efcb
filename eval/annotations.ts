/**
 * What the libraries of music information research read in annotations: `bun run eval annotations [--songs N] [--json] [CORPUS]`. Songs of the
 * sample, and N of each set of the corpus (12), are annotated in every form. The jams package validates JAMS, mir_eval
 * reads .lab and music21 reads MusicXML; the tables of each are compared with our JSON. Needs python3; the packages are
 * installed into a cache folder once.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { pythonWithTools } from "../bench/peers/python.ts";
import { annotateSong } from "../src/annotation/annotate-song.ts";
import { annotationFiles } from "../src/annotation/files.ts";
import { annotationForms } from "../src/annotation/names.ts";
import { songsAt } from "../src/annotation/songs.ts";
import { writeNew } from "../src/writing/new-file.ts";
import { corpusFolder } from "./corpus.ts";

const { values, positionals } = parseArgs({
  options: { songs: { type: "string", default: "12" }, json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const python = pythonWithTools(new URL("annotations/requirements.txt", import.meta.url).pathname);
const home = mkdtempSync(join(tmpdir(), "midiq-eval-annotations-"));

/** What the script prints. */
interface Checked {
  readonly read: Readonly<Record<string, number>>;
  readonly faults: readonly { readonly path: string; readonly what: string }[];
  readonly versions: Readonly<Record<string, string>>;
}

/** Some files below a folder, spread over all of it. */
function someOf(folder: string, count: number): readonly string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(?:midi?|kar)$/i.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort();
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, n) => n % step === 0).slice(0, count);
}

function setsOf(corpusAt: string): readonly string[] {
  if (!existsSync(corpusAt)) {
    console.error(`No corpus at ${corpusAt}: only the sample is annotated`);
    return [];
  }
  return ["dev/clear", "dev/claimed", "dev-copyleft"].flatMap((part) => {
    const folder = join(corpusAt, part);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  });
}

const sample = new URL("../examples/sample/midi", import.meta.url).pathname;
const isFolder = (path: string): boolean => existsSync(path) && readdirSync(path, { withFileTypes: true }).length > 0;
const sets = setsOf(corpus).filter((path) => !/\.[a-z]{2,4}$/i.test(path) && isFolder(path));
let songs = 0;
for (const [set, paths] of [
  [sample, [sample]] as const,
  ...sets.map((set) => [set, someOf(set, Number(values.songs))] as const),
]) {
  for (const named of paths)
    for await (const { path, song } of songsAt(named, () => {})) {
      const found = annotateSong(song, { path });
      songs++;
      for (const form of annotationForms.filter((one) => one !== "tsv")) {
        mkdirSync(join(home, form), { recursive: true });
        const stem = `${songs}-${relative(set, path).replace(/[^\w.-]+/g, "_")}`;
        for (const { ending, text } of annotationFiles(found, form))
          writeNew(join(home, form), [`${stem}${ending}`], new TextEncoder().encode(text));
      }
    }
}
const script = new URL("annotations/check.py", import.meta.url).pathname;
const { stdout, stderr, status } = spawnSync(python, [script, home], { encoding: "utf8", maxBuffer: 1 << 28 });
rmSync(home, { recursive: true, force: true });
if (status !== 0) throw new Error(`Cannot check annotations: ${stderr.trim().split("\n").at(-1)}`);
const checked = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Checked;
if (values.json) console.log(JSON.stringify({ songs, ...checked }));
else {
  const tools = { jams: "jams", lab: "mir_eval", musicxml: "music21" } as const;
  for (const [form, tool] of Object.entries(tools))
    console.log(
      `${form.padEnd(9)} ${tool} ${checked.versions[tool]} read ${checked.read[form]} files of ${songs} songs`,
    );
  for (const { path, what } of checked.faults) console.log(`  ${path}: ${what}`);
  console.log(`${checked.faults.length} faults`);
}
if (checked.faults.length > 0) process.exitCode = 1;
