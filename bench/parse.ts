/**
 * Speed of reading: bytes to Song against midi-file and @tonejs/midi, on the same files in the same run.
 *
 *     bun run bench/parse.ts [--json] [DIR]
 *
 * The peers are slow, so all three run on every `stride`th file, round by round in turn; ours also runs on all files.
 * Each figure is the CPU time of the best round.
 */
import { Midi } from "@tonejs/midi";
import { parseMidi } from "midi-file";
import { MidiError } from "../src/midi/diagnosis.ts";
import { parseSong } from "../src/midi/smf.ts";
import { benchArguments, cpuMicroseconds, type Measurement, readMidiFiles, report } from "./report.ts";

const stride = 10;
const rounds = 10;
/** Passes over the subset in a round: long enough that every round pays for the garbage it makes. */
const passes = 10;

const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);
const files = readMidiFiles(dir).filter(readable);
const subset = files.filter((_, index) => index % stride === 0);
if (subset.length === 0) throw new RangeError(`Cannot measure "${dir}": expected a folder with MIDI files`);

let notes = 0;
const readers: readonly (readonly [name: string, times: number, read: (bytes: Uint8Array) => unknown])[] = [
  ["midiq", passes, (bytes) => parseSong(bytes)],
  ["midi-file", passes, (bytes) => parseMidi(bytes)],
  ["@tonejs/midi", passes / 5, (bytes) => new Midi(bytes)],
];
const best = readers.map(() => Number.POSITIVE_INFINITY);
let bestOfAll = Number.POSITIVE_INFINITY;
for (let round = 0; round < rounds; round++) {
  const all = cpuMicroseconds(() => {
    notes = 0;
    for (const bytes of files) notes += parseSong(bytes).notes.length;
  });
  bestOfAll = Math.min(bestOfAll, all);
  readers.forEach(([, times, read], reader) => {
    const time = cpuMicroseconds(() => {
      for (let pass = 0; pass < times; pass++) for (const bytes of subset) read(bytes);
    });
    best[reader] = Math.min(best[reader]!, time / times);
  });
}

const megabytes = (of: readonly Uint8Array[]): number => of.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;
const measured = (name: string, of: readonly Uint8Array[], microseconds: number): Measurement => ({
  name,
  files: of.length,
  "us/file": microseconds / of.length,
  "files/s": (of.length / microseconds) * 1e6,
  "MB/s": (megabytes(of) / microseconds) * 1e6,
});
report(
  [
    { ...measured("midiq, all files", files, bestOfAll), "Mnotes/s": notes / bestOfAll },
    ...readers.map(([name], reader) => ({
      ...measured(`${name}, every ${stride}th`, subset, best[reader]!),
      "x midiq": best[reader]! / best[0]!,
    })),
  ],
  json,
);

/** Whether all three readers take the file; refusals are the tests' affair. */
function readable(bytes: Uint8Array, index: number): boolean {
  try {
    parseSong(bytes);
    if (index % stride === 0) new Midi(bytes);
    return true;
  } catch (error) {
    return !(error instanceof MidiError) && index % stride !== 0;
  }
}
