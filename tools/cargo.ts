/** The cargo of the compiled command: many files as one compressed block, which is unpacked once on the user's machine. */
import { Buffer } from "node:buffer";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** One file: where it comes from, and its path in the cargo, with slashes. */
export interface CargoFile {
  readonly from: string;
  readonly path: string;
}

/** How hard the block is compressed: 2 s of work; the highest level takes 16 s for a tenth less. */
const level = 12;

/** Packs files: the length of a list of paths and sizes as JSON, the list, and the bytes of the files in its order. */
export function packCargo(files: readonly CargoFile[]): Uint8Array {
  const contents = files.map(({ from }) => readFileSync(from));
  const list = Buffer.from(JSON.stringify(files.map(({ path }, n) => [path, (contents[n] as Buffer).length])));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(list.length);
  return zstdCompressSync(Buffer.concat([head, list, ...contents]), {
    params: { [constants.ZSTD_c_compressionLevel]: level },
  });
}

/** Writes the files of a cargo below a folder, which is made. */
export function unpackCargo(cargo: Uint8Array, folder: string): void {
  const whole = zstdDecompressSync(cargo);
  const listEnd = 4 + whole.readUInt32BE(0);
  const list = JSON.parse(whole.toString("utf8", 4, listEnd)) as readonly (readonly [path: string, size: number])[];
  const made = new Set<string>();
  let at = listEnd;
  for (const [path, size] of list) {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(target, whole.subarray(at, at + size));
    at += size;
  }
}
