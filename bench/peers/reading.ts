/** `reading.ts READER`: what reading.py is to the Python readers, for those in JavaScript. */
import { createInterface } from "node:readline";
import { javascriptReaders } from "./readers.ts";

const read = javascriptReaders[process.argv[2] ?? ""];
if (!read) throw new RangeError(`Cannot read with "${process.argv[2]}": no such reader`);
for await (const line of createInterface({ input: process.stdin })) {
  const { paths, seconds }: { paths: string[]; seconds: number } = JSON.parse(line);
  const began = performance.now();
  const cpuBegan = process.cpuUsage();
  let files = 0;
  let notes = 0;
  do {
    notes = paths.reduce((sum, path) => sum + read(path), 0);
    files += paths.length;
  } while (performance.now() - began < seconds * 1000);
  const { user, system } = process.cpuUsage(cpuBegan);
  console.log(JSON.stringify({ files, notes, cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000 }));
}
