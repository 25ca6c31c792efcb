/**
 * Seeded fuzzing of reader and analyzers: `bun run fuzz [--seconds 60] [--inputs N] [--thorough 100] [--seed N]
 * [--keep DIR] [FOLDER]`. It reads mutants of the MIDI files of a folder (the corpus beside the project, else the
 * bundled sample). Each N-th mutant (`--thorough N`) is also analyzed, written and read again. It prints inputs a second,
 * the slowest input to read and the slowest to analyze by number, and the memory. An input that breaks is kept and named
 * by its seed and number. Exits with 1 when one breaks, or takes more than 50 ms of CPU to read in each of six tries.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutateBytes } from "./bytes.ts";
import { check } from "./check.ts";
import { randomIntegers } from "./random.ts";
import { mutateStructure } from "./structure.ts";

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    inputs: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    thorough: { type: "string", default: "100" },
    keep: { type: "string", default: join(tmpdir(), "midiq-fuzz") },
  },
  allowPositionals: true,
});
const corpus = new URL("../../shared/corpus/dev", import.meta.url).pathname;
const sample = new URL("../examples/sample", import.meta.url).pathname;
const folder = positionals[0] ?? (existsSync(corpus) ? corpus : sample);

/** Larger files tell the reader nothing new, and take long. */
const largestBase = 20_000;
const slowMilliseconds = 50;
const thoroughEach = Number(values.thorough);

const bases = (readdirSync(folder, { recursive: true }) as string[])
  .filter((name) => /\.(midi?|kar|rmi)$/i.test(name))
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(folder, name))))
  .filter(({ length }) => length > 0 && length <= largestBase);

const random = randomIntegers(Number(values.seed));
const seconds = Number(values.seconds);
const most = Number(values.inputs);
const began = performance.now();
const elapsed = (): number => (performance.now() - began) / 1000;
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1e6);
let inputs = 0;
let read = 0;
let analyzed = 0;
/** The slowest of each way: CPU milliseconds, and the number of the input. */
const slowest = { read: { took: 0, input: 0 }, analyzed: { took: 0, input: 0 } };
let broken = 0;
let settled = 0;
let printed = 0;

function keep(input: Uint8Array, why: string): void {
  broken++;
  mkdirSync(values.keep, { recursive: true });
  const path = join(values.keep, `seed-${values.seed}-input-${inputs}.mid`);
  writeFileSync(path, input);
  console.error(`input ${inputs} of seed ${values.seed}: ${why}; kept as ${path}`);
}

function noteTime(way: keyof typeof slowest, took: number): void {
  if (took > slowest[way].took) slowest[way] = { took, input: inputs };
}

const slowestWords = (): string =>
  Object.entries(slowest)
    .map(([way, { took, input }]) => `slowest ${way}: input ${input} in ${took.toFixed(1)} ms`)
    .join(", ");

/**
 * CPU milliseconds of the fastest of a few tries, or the first that took no longer than what matters: pauses of a busy
 * machine are not the reader's.
 */
function patience(input: Uint8Array, isThorough: boolean, first: number, matters: number): number {
  let best = first;
  for (let again = 0; again < 6 && best > matters; again++) {
    const before = process.cpuUsage();
    check(input, isThorough);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

while (inputs < most && elapsed() < seconds) {
  const base = bases[random(bases.length)]!;
  let input: Uint8Array = base;
  for (let change = 0; change <= random(3); change++) {
    input = random(2) === 0 ? mutateBytes(input, random) : mutateStructure(input, bases[random(bases.length)]!, random);
  }
  inputs++;
  const isThorough = inputs % thoroughEach === 0;
  const start = performance.now();
  try {
    if (check(input, isThorough)) read++;
    if (isThorough) {
      analyzed++;
      noteTime("analyzed", patience(input, true, performance.now() - start, slowest.analyzed.took));
    } else {
      const took = patience(input, false, performance.now() - start, slowMilliseconds);
      noteTime("read", took);
      if (took > slowMilliseconds) keep(input, `took ${took.toFixed(0)} ms`);
    }
  } catch (error) {
    keep(input, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  if (settled === 0 && elapsed() > 10) settled = megabytes();
  if (elapsed() > printed + 60) {
    printed = elapsed();
    console.error(
      `${inputs.toLocaleString("en")} inputs, ${analyzed.toLocaleString("en")} analyzed, ${slowestWords()}, ${megabytes()} MB`,
    );
  }
}

console.log(
  [
    `seed ${values.seed}: ${inputs.toLocaleString("en")} inputs in ${elapsed().toFixed(0)} s`,
    `${Math.round(inputs / elapsed()).toLocaleString("en")} a second`,
    `${((100 * read) / inputs).toFixed(1)} % read`,
    `${analyzed.toLocaleString("en")} analyzed`,
    slowestWords(),
    `memory ${settled} MB after 10 s, ${megabytes()} MB at the end`,
    `${broken} broken`,
  ].join(", "),
);
if (broken > 0) process.exitCode = 1;
