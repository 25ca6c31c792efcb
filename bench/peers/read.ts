/** Reading by midiq and its peers: files on disk to notes with seconds, each reader in a process of its own, in turn. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Measurement } from "../report.ts";
import { scriptAt } from "./python.ts";

interface Round {
  readonly files: number;
  readonly notes: number;
  readonly cpu: number;
  readonly wall: number;
}

/** A reader, the language that it is for, and every how many files it is given: the slow ones get a sample. */
interface Reader {
  readonly name: string;
  readonly language: "JavaScript" | "Python";
  readonly stride: number;
}

const readers: readonly Reader[] = [
  { name: "midiq", language: "JavaScript", stride: 1 },
  { name: "symusic", language: "Python", stride: 1 },
  { name: "symusic, ticks only", language: "Python", stride: 1 },
  { name: "midi-file", language: "JavaScript", stride: 1 },
  { name: "@tonejs/midi", language: "JavaScript", stride: 5 },
  { name: "pretty_midi", language: "Python", stride: 20 },
  { name: "miditoolkit", language: "Python", stride: 20 },
  { name: "mido", language: "Python", stride: 20 },
  { name: "music21", language: "Python", stride: 200 },
];

/**
 * Reads the files with all readers: one round to warm up, then `rounds` in turn, each of whole passes until `seconds` have
 * gone by. Figures are medians. The ratio to midiq is of CPU time (all threads of the process) on the same files: in each
 * round midiq reads the sample of a slow reader too.
 */
export async function measureReading(
  python: string,
  paths: readonly string[],
  { rounds = 5, seconds = 0.5 } = {},
): Promise<readonly Measurement[]> {
  const processes = readers.map((reader) => ({ ...reader, ...readerProcess(reader.name, reader.language, python) }));
  const strides = [...new Set(readers.map(({ stride }) => stride))];
  const microseconds = new Map<string, number[]>();
  const wall = new Map<string, number[]>();
  const notes = new Map<string, number>();
  for (let round = -1; round < rounds; round++) {
    for (const stride of strides) {
      const sample = paths.filter((_, index) => index % stride === 0);
      for (const reader of processes) {
        if (reader.stride !== stride && reader.name !== "midiq") continue;
        const said = await reader.read(sample, round < 0 ? 0 : seconds);
        if (round < 0) continue;
        const name = `${reader.name} ${stride}`;
        put(microseconds, name, (said.cpu / said.files) * 1e6);
        put(wall, name, said.files / said.wall);
        notes.set(name, said.notes);
      }
    }
  }
  for (const each of processes) each.end();
  return readers.map(({ name, stride }) => {
    const row = `${name} ${stride}`;
    const own = median(microseconds.get(row) ?? []);
    return {
      name,
      files: Math.ceil(paths.length / stride),
      notes: notes.get(row) ?? 0,
      "us CPU/file": own,
      "files/s": median(wall.get(row) ?? []),
      "x midiq": own / median(microseconds.get(`midiq ${stride}`) ?? []),
    };
  });
}

const put = (into: Map<string, number[]>, name: string, value: number): void =>
  void into.set(name, [...(into.get(name) ?? []), value]);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A reader in a process of its own. */
interface ReaderProcess {
  /** Reads all files, again and again until the seconds have passed. */
  readonly read: (paths: readonly string[], seconds: number) => Promise<Round>;
  readonly end: () => void;
}

function readerProcess(name: string, language: Reader["language"], python: string): ReaderProcess {
  const [command, script] =
    language === "Python" ? [python, scriptAt("reading.py")] : [process.execPath, scriptAt("reading.ts")];
  const child = spawn(command, [script, name]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    read: async (paths, seconds) => {
      child.stdin.write(`${JSON.stringify({ paths, seconds })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`Cannot measure ${name}: its process ended`);
      return JSON.parse(value);
    },
    end: () => void child.stdin.end(),
  };
}
