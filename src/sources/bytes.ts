/** Bytes that can be read at any place: a file on disk, a part of one, or memory. Archives are read through them. */
import { Buffer } from "node:buffer";
import { closeSync, readSync } from "node:fs";
import { openRegular } from "../regular-file.ts";
import { patiently } from "./errno.ts";

/** A path as the system takes it: text, or bytes where the name is not UTF-8. */
export type SystemPath = string | Uint8Array;

/** Bytes at any place. Reading is synchronous: twice as fast as promises for the small pieces of archives. */
export interface Bytes {
  readonly size: number;
  /** At most `length` bytes from `position`; fewer only where the bytes end. */
  readonly read: (position: number, length: number) => Uint8Array;
  /** Where the bytes lie on disk, for one who opens them in another thread. */
  readonly place?: { readonly path: SystemPath; readonly offset: number };
}

/** Bytes that hold a file open. */
export interface OpenBytes extends Bytes {
  readonly close: () => void;
}

/** `node:fs` takes a path of bytes as a Buffer only. */
export const asPath = (path: SystemPath): string | Buffer =>
  typeof path === "string" ? path : Buffer.from(path.buffer, path.byteOffset, path.byteLength);

/** Reads from an open file until the array is full or the file ends; returns how much was read. */
export function readInto(file: number, into: Uint8Array, position: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(file, into, done, into.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** Opens a file. @throws FileRefused for what is none; the system's error when it cannot. */
export function openBytes(path: SystemPath): OpenBytes {
  const { file, facts } = patiently(() => openRegular(asPath(path)));
  return {
    size: facts.size,
    place: { path, offset: 0 },
    read: (position, length) => {
      const into = new Uint8Array(length);
      return into.subarray(0, readInto(file, into, position));
    },
    close: () => closeSync(file),
  };
}

/** Bytes in memory, not copied. */
export const bytesIn = (memory: Uint8Array): Bytes => ({
  size: memory.length,
  read: (position, length) => memory.subarray(position, Math.min(memory.length, position + length)),
});

/** A part of other bytes, in place. */
export const partOf = (bytes: Bytes, offset: number, size: number): Bytes => ({
  size,
  read: (position, length) => bytes.read(offset + position, Math.max(0, Math.min(length, size - position))),
  ...(bytes.place ? { place: { path: bytes.place.path, offset: bytes.place.offset + offset } } : {}),
});

const chunkBytes = 256 * 1024;

/** The bytes from front to back, in pieces. */
export function* chunksOf(bytes: Bytes): Generator<Uint8Array, void> {
  for (let position = 0; position < bytes.size; ) {
    const chunk = bytes.read(position, Math.min(chunkBytes, bytes.size - position));
    if (chunk.length === 0) return;
    yield chunk;
    position += chunk.length;
  }
}
