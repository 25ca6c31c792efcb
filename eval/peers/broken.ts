/** What midiq and its peers make of broken and hostile files, each file read in a process of its own under limits. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { javascriptReaders } from "../../bench/peers/readers.ts";
import { argument } from "../tolerance/arguments.ts";
import { type CorpusFile, manifest } from "../tolerance/manifest.ts";

const cpuSeconds = 10;
const bytes = 1024 ** 3;
/** Notes that must be found for a file to count as read: a note more or less is a matter of taste. */
const nearlyAll = 0.9;

/** Its notes never end: whoever leaves them out has read it as well as who keeps them. */
const withoutEnds = "malformed/hanging-notes.mid";

/** What a reader made of one file. */
interface Attempt {
  readonly said: "reads" | "refuses" | "hangs" | "memory" | "crashes";
  readonly notes: number;
  readonly error?: string;
}

/** What a reader made of all files, by what the manifest of the corpus says that they hold. */
export interface BrokenRow {
  readonly name: string;
  /** Odd, but legal: read with nearly all notes. */
  readonly legal: number;
  /** Damaged, with notes that can be salvaged: read with nearly all notes, with fewer, or refused by an exception. */
  readonly salvaged: number;
  readonly partly: number;
  readonly refused: number;
  /** No notes to be had: refused by an exception or read as holding nothing. */
  readonly nothing: number;
  /** Of all: more than 10 s of CPU, more than 1 GB, or the end of the process. */
  readonly hangs: number;
  readonly memory: number;
  readonly crashes: number;
  /** Paths of the last three, and of what is not as it should be. */
  readonly notAsExpected: readonly string[];
}

/** Files of each kind. */
export interface BrokenFiles {
  readonly legal: readonly CorpusFile[];
  readonly damaged: readonly CorpusFile[];
  readonly nothing: readonly CorpusFile[];
}

/** Where broken files come from: those that were made for the corpus, and those that other projects collected. */
export const brokenSets: Readonly<Record<string, (file: CorpusFile) => boolean>> = {
  "made for the corpus": ({ path }) => /^(malformed|hostile)\//.test(path),
  "collected by other projects": ({ path, expect }) => /^(claimed|clear)\//.test(path) && expect !== "ok",
};

/** The MIDI files of a set, by what they hold. */
export function brokenFiles(corpus: string, set: string): BrokenFiles {
  const files = manifest(corpus).filter((file) => /\.midi?$/i.test(file.path) && brokenSets[set]?.(file));
  const legal = files.filter(({ expect }) => expect === "ok");
  const damaged = files.filter(({ expect, notes }) => expect === "recover" && notes > 0);
  const nothing = files.filter((file) => !legal.includes(file) && !damaged.includes(file));
  return { legal, damaged, nothing };
}

const python = ["symusic", "pretty_midi", "miditoolkit", "mido", "music21"];

/** Reads files with all readers. */
export function judgeBroken(corpus: string, files: BrokenFiles, interpreter: string): readonly BrokenRow[] {
  const paths = Object.values(files)
    .flat()
    .map(({ path }) => join(corpus, "dev", path));
  return [
    ...Object.keys(javascriptReaders).map((name) =>
      row(
        name,
        paths.map((path) => javascriptAttempt(name, path)),
      ),
    ),
    ...python.map((name) => row(name, pythonAttempts(name, paths, interpreter))),
  ];

  function row(name: string, attempts: readonly Attempt[]): BrokenRow {
    const said = new Map(paths.map((path, index) => [path, attempts[index] as Attempt]));
    const of = (file: CorpusFile): Attempt => said.get(join(corpus, "dev", file.path)) as Attempt;
    const isWhole = (file: CorpusFile): boolean =>
      of(file).said === "reads" && (of(file).notes >= nearlyAll * file.notes || file.path === withoutEnds);
    const isRightAboutNothing = (file: CorpusFile): boolean => {
      const { said: verdict, notes } = of(file);
      if (verdict === "refuses") return true;
      // Where the corpus says that something may be rescued, or it has been argued for, notes are no fault.
      const isArgued = argument(file, { said: "recover", notes, codes: [] }) !== undefined;
      return verdict === "reads" && (notes === 0 || file.expect === "recover" || isArgued);
    };
    const count = (list: readonly CorpusFile[], is: (file: CorpusFile) => boolean): number => list.filter(is).length;
    const all = Object.values(files).flat();
    return {
      name,
      legal: count(files.legal, isWhole),
      salvaged: count(files.damaged, isWhole),
      partly: count(files.damaged, (file) => of(file).said === "reads" && !isWhole(file)),
      refused: count(files.damaged, (file) => of(file).said === "refuses"),
      nothing: count(files.nothing, isRightAboutNothing),
      hangs: count(all, (file) => of(file).said === "hangs"),
      memory: count(all, (file) => of(file).said === "memory"),
      crashes: count(all, (file) => of(file).said === "crashes"),
      notAsExpected: all
        .filter((file) => (files.nothing.includes(file) ? !isRightAboutNothing(file) : !isWhole(file)))
        .map((file) =>
          `${file.path}: ${of(file).said}, ${of(file).notes} of ${file.notes} ${of(file).error ?? ""}`.trim(),
        ),
    };
  }
}

function pythonAttempts(name: string, paths: readonly string[], interpreter: string): readonly Attempt[] {
  const script = fileURLToPath(new URL("attempts.py", import.meta.url));
  const readers = fileURLToPath(new URL("../../bench/peers", import.meta.url));
  const { stdout, stderr, status } = spawnSync(interpreter, [script, name], {
    input: JSON.stringify({ paths, cpuSeconds, bytes }),
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: readers },
  });
  if (status !== 0) throw new Error(`Cannot try ${name}: ${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function javascriptAttempt(name: string, path: string): Attempt {
  const script = fileURLToPath(new URL("attempt.ts", import.meta.url));
  const { stdout, exitCode, signalCode, resourceUsage } = Bun.spawnSync([process.execPath, script, name, path], {
    timeout: cpuSeconds * 3000,
    stderr: "ignore",
  });
  if (resourceUsage.maxRSS > bytes) return { said: "memory", notes: 0 };
  if (signalCode === "SIGTERM" || Number(resourceUsage.cpuTime.total) > cpuSeconds * 1e6)
    return { said: "hangs", notes: 0 };
  return exitCode === 0 ? JSON.parse(stdout.toString()) : { said: "crashes", notes: 0 };
}
