/**
 * Zstandard, which files of whole catalogues are packed with. The only door to it: it is looked up when it is needed, since
 * Node has it from 22.15 on, and naming it in an import would keep all of midiq from loading on an older one.
 */
import * as zlib from "node:zlib";
import { StoreError } from "../../database/error.ts";

/**
 * Of 4,000 varied contents (26 MB of rows) level 1 makes 10.0 MB in 68 ms, level 3 8.9 MB in 104, level 6 8.3 MB in 291 and gzip
 * 9.9 MB in 372.
 */
const level = 3;

/** @throws StoreError `no-zstd` */
const missing = (): StoreError =>
  new StoreError(
    "no-zstd",
    "Cannot read or write a file of a whole catalogue: this runtime has no Zstandard; use Node 22.15 or newer, Bun or Deno",
  );

/** Packs bytes. @throws StoreError `no-zstd` */
export function compress(data: Uint8Array): Promise<Uint8Array> {
  if (typeof zlib.zstdCompress !== "function") throw missing();
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: level };
  return new Promise((done, failed) => {
    zlib.zstdCompress(data, { params }, (error, packed) => (error ? failed(error) : done(packed)));
  });
}

/** Unpacks bytes. @param mostBytes more is an error. @throws StoreError `no-zstd` */
export function decompress(data: Uint8Array, mostBytes: number): Promise<Uint8Array> {
  if (typeof zlib.zstdDecompress !== "function") throw missing();
  return new Promise((done, failed) => {
    zlib.zstdDecompress(data, { maxOutputLength: mostBytes }, (error, plain) => (error ? failed(error) : done(plain)));
  });
}
