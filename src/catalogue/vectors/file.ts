/**
 * Vectors as a file in the folder of a catalogue: a line that says what it holds, then for each slab its ids and its rows, as they
 * stand in memory. It can be made again at any time, so what cannot be read or written is left alone.
 */
import { appendFileSync, closeSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { openRegular } from "../../regular-file.ts";
import { rowBytes, slabRows } from "./slab.ts";
import { Vectors } from "./vectors.ts";

const name = "vectors";
/** Of the line, spaces at its end included. */
const headBytes = 4096;
/** Another layout of rows has another number. */
const layout = 1;

const headSchema = z.object({
  layout: z.literal(layout),
  key: z.string(),
  rows: z.array(z.number().int().min(1).max(slabRows)),
});

/** Reads them; undefined where there are none, or others than those of the key. */
export function readVectors(folder: string, key: string): Vectors | undefined {
  let file: number | undefined;
  try {
    const opened = openRegular(join(folder, name));
    file = opened.file;
    const head = new Uint8Array(headBytes);
    let at = fill(file, head, 0);
    const { key: own, rows } = headSchema.parse(JSON.parse(new TextDecoder().decode(head)));
    const bytes = rows.reduce((sum, count) => sum + count * (8 + rowBytes), headBytes);
    if (own !== key || opened.facts.size !== bytes) return undefined;
    const vectors = new Vectors();
    for (const count of rows) {
      const slab = vectors.grow(count);
      at = fill(file, new Uint8Array(slab.ids.buffer), at);
      at = fill(file, slab.bytes, at);
      slab.filled(count);
    }
    return vectors;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Writes them; whoever reads meanwhile sees those before. */
export function writeVectors(folder: string, key: string, { slabs }: Vectors): void {
  const unfinished = join(folder, `${name}.${process.pid}`);
  try {
    const head = JSON.stringify({ layout, key, rows: slabs.map(({ rows }) => rows) });
    writeFileSync(unfinished, head.padEnd(headBytes), { mode: 0o600 });
    for (const { ids, bytes, rows } of slabs) {
      appendFileSync(unfinished, new Uint8Array(ids.buffer, 0, rows * 8));
      appendFileSync(unfinished, bytes.subarray(0, rows * rowBytes));
    }
    renameSync(unfinished, join(folder, name));
  } catch {
    rmSync(unfinished, { force: true });
  }
}

/** Fills memory from a place of a file. @returns the place behind it. @throws RangeError where the file ends before. */
function fill(file: number, into: Uint8Array, from: number): number {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, from + at);
    if (read === 0) throw new RangeError("The file ends too soon");
    at += read;
  }
  return from + into.length;
}
