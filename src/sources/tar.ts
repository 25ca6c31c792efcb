/** Tar archives, plain or packed, and single packed files. They can only be read from front to back, so members come with their bytes. */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { type Found, isMidiName, type SourceContext } from "./source.ts";

/** Larger members are no MIDI files (the largest real ones have some 10 MB), and are passed over. */
const maxMemberBytes = 64 * 1024 * 1024;
/** A packed archive that grows more than this, and beyond the bytes below, is a bomb: MIDI packs to a fifth. */
const maxRatio = 200;
const harmlessBytes = 256 * 1024 * 1024;

/** True for a name that ends as tar archives do, plain or packed with gzip. */
export const isTarName = (name: string): boolean => /\.(tar|tar\.gz|tgz)$/i.test(name);
/** True for a single MIDI file packed with gzip: `song.mid.gz`. */
export const isPackedMidi = (name: string): boolean => /\.gz$/i.test(name) && isMidiName(name.slice(0, -3));

/** Unpacks a stream, and ends it with an error when it grows beyond all bounds. */
function unpacked(path: string, size: number): Readable {
  const file = createReadStream(path);
  if (!/gz$/i.test(path)) return file;
  const unpack: Transform = createGunzip();
  let grown = 0;
  unpack.on("data", (part: Uint8Array) => {
    grown += part.length;
    if (grown > harmlessBytes && grown > size * maxRatio)
      unpack.destroy(new Error("it unpacks to an unreasonable size"));
  });
  file.on("error", (error) => unpack.destroy(error));
  return file.pipe(unpack);
}

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part as Uint8Array);
    length += (part as Uint8Array).length;
    if (length > maxMemberBytes) throw new Error("it is too large for a MIDI file");
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The MIDI files in a tar archive, in its order. Links and devices are no files, whatever their name. */
export async function* tarMembers(
  archive: string,
  facts: { readonly size: number; readonly mtime: number },
  context: SourceContext,
): AsyncGenerator<Found> {
  const entries = extract();
  const source = unpacked(archive, facts.size);
  source.on("error", (error) => entries.destroy(error));
  source.pipe(entries);
  for await (const entry of entries) {
    if (context.signal.aborted) return;
    const { name, type, size = 0 } = entry.header;
    const path = `${archive}!/${name}`;
    if (!isMidiName(basename(name)) || type === "directory") entry.resume();
    else if (type !== "file" && type !== "contiguous-file") {
      context.unreadable({ path, code: "link", message: `Cannot read the member: it is a ${type}, not a file` });
      entry.resume();
    } else if (size > maxMemberBytes) {
      context.unreadable({ path, code: "too-large", message: `Cannot read a member of ${size} bytes` });
      entry.resume();
    } else {
      const bytes = await bytesOf(entry);
      yield { path, size: bytes.length, mtime: facts.mtime, bytes };
    }
  }
}

/** A single packed file, under the name that it has unpacked: `song.mid.gz!/song.mid`. */
export async function* packedFile(
  path: string,
  facts: { readonly size: number; readonly mtime: number },
): AsyncGenerator<Found> {
  const bytes = await bytesOf(unpacked(path, facts.size));
  yield { path: `${path}!/${basename(path).slice(0, -3)}`, size: bytes.length, mtime: facts.mtime, bytes };
}
