/** What all benches share: their arguments, CPU time of a piece of work, and figures as a table or as JSON lines. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** One measurement: a name and its figures, each key with its unit in the name. */
export interface Measurement {
  readonly name: string;
  readonly [figure: string]: string | number;
}

/** Arguments of a bench: `[--json] [DIR]`. */
export interface BenchArguments {
  readonly json: boolean;
  readonly dir: string;
}

/** Reads the arguments of a bench. */
export function benchArguments(defaultDir: string): BenchArguments {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
  return { json: values.json ?? false, dir: positionals[0] ?? defaultDir };
}

/** Prints measurements: one JSON object a line, or a table with a column for each figure. */
export function report(measurements: readonly Measurement[], json: boolean): void {
  if (json) {
    for (const measurement of measurements) console.log(JSON.stringify(measurement));
    return;
  }
  const columns = [...new Set(measurements.flatMap((measurement) => Object.keys(measurement)))];
  const rows = [columns, ...measurements.map((each) => columns.map((column) => shown(each[column])))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)));
    console.log(cells.join("  ").trimEnd());
  }
}

function shown(figure: string | number | undefined): string {
  if (typeof figure !== "number") return figure ?? "";
  return figure.toLocaleString("en", { maximumFractionDigits: figure < 10 ? 2 : figure < 1000 ? 1 : 0 });
}

/** All MIDI files below a folder, read into memory, in order of their path. */
export function readMidiFiles(dir: string): Uint8Array[] {
  return (readdirSync(dir, { recursive: true }) as string[])
    .filter((name) => /\.(mid|midi)$/i.test(name))
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(dir, name))));
}

/** CPU time of some work in microseconds, of all threads of the process, so that JIT and GC count. */
export function cpuMicroseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
