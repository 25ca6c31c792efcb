/** Writes a zip archive as its entries come. The only door to yazl. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

/** An archive that is being written. */
export interface ZipWriter {
  /** Adds an entry; resolves when it is its turn, so that few are in memory. */
  readonly add: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** The first day that the format can say: the same entries give the same bytes, whenever and wherever they are written. */
const time = new Date(1980, 0, 1);

/** Begins an archive under a name that is free. @throws the system's error EEXIST. */
export function writeZip(path: string): ZipWriter {
  const zip = new ZipFile();
  const out = createWriteStream(path, { flags: "wx" });
  const written = finished(out);
  // It is told by `end`, and whoever adds meanwhile.
  written.catch(() => {});
  zip.outputStream.pipe(out);
  const broken = new Promise<never>((_, failed) => {
    zip.once("error", failed);
  });
  broken.catch(() => {});
  return {
    add: (name, bytes) =>
      Promise.race([
        new Promise<void>((taken) => {
          const options = { mtime: time, forceDosTimestamp: true, mode: 0o100644, size: bytes.length };
          zip.addReadStreamLazy(name, options, (give) => {
            give(null, Readable.from([Buffer.from(bytes)]));
            taken();
          });
        }),
        broken,
        written,
      ]),
    end: async () => {
      zip.end();
      await Promise.race([written, broken]);
    },
  };
}
