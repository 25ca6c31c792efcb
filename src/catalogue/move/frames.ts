/**
 * The container of an export: a line that names the format, then frames, each with a checksum that covers all before it, so
 * that a file that was cut, damaged or put together from others is noticed at the frame where that begins (decision 0023).
 *
 * A frame: length of its payload (4 bytes, big-endian), checksum (16 bytes), payload. The checksum is the head of the
 * SHA-256 of the checksum before it, the length and the payload. An empty payload ends the file.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { StoreError } from "../../database/error.ts";
import { noteFile } from "../../database/folder/abandon.ts";
import { FileRefused, openRegularHandle, refusedTarget } from "../../regular-file.ts";

const magic = Buffer.from("midiq catalogue 1\n");
const checksumBytes = 16;
const headBytes = 4 + checksumBytes;

/** Writes frames to a file that appears under its name when it is whole. */
export interface FrameWriter {
  readonly write: (payload: Uint8Array) => Promise<void>;
  /** Ends the file, and returns its length in bytes. */
  readonly end: () => Promise<number>;
  /** Takes away what was written. */
  readonly abandon: () => Promise<void>;
}

/** @throws StoreError `file-exists`: nothing is written over; AskedError `bad-target` for a folder that is not there or closed. */
export async function writeFrames(path: string): Promise<FrameWriter> {
  refuseExisting(path);
  const unfinished = `${path}.part`;
  const file = await open(unfinished, "w").catch((error: unknown) => {
    throw refusedTarget(path, error);
  });
  const forgotten = noteFile(() => rmSync(unfinished, { force: true }));
  let checksum = Buffer.alloc(checksumBytes);
  let bytes = 0;
  const put = async (data: Uint8Array): Promise<void> => {
    // A full disk takes a part of what it is given.
    for (let at = 0; at < data.length; ) at += (await file.write(data, at)).bytesWritten;
    bytes += data.length;
  };
  const write = async (payload: Uint8Array): Promise<void> => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(payload.length);
    checksum = checksumOf(checksum, length, payload);
    await put(Buffer.concat([length, checksum]));
    await put(payload);
  };
  await put(magic);
  return {
    write,
    end: async () => {
      await write(new Uint8Array());
      await file.sync();
      await file.close();
      refuseExisting(path);
      await rename(unfinished, path);
      forgotten();
      return bytes;
    },
    abandon: async () => {
      // Closed already where the end failed.
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
      forgotten();
    },
  };
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new StoreError("file-exists", `Cannot write "${path}": a file has that name already`);
}

/**
 * Reads the frames of a file, one at a time.
 *
 * @throws StoreError `bad-export` where it is no export, cut short or damaged; ENOENT and the like for a file that cannot be
 * read.
 */
export async function* readFrames(path: string): AsyncGenerator<Buffer> {
  const file = await openRegularHandle(path).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof FileRefused)
      throw new StoreError("bad-export", `Cannot import "${path}": it is a folder, a pipe or a device, not a file`);
    if (error.code === "ENOENT") throw new StoreError("bad-export", `Cannot import "${path}": there is no such file`);
    throw error;
  });
  try {
    const { size } = await file.stat();
    const start = await readAt(file, 0, Math.min(magic.length, size));
    if (!start.equals(magic)) {
      const isNewer = start.subarray(0, 16).equals(magic.subarray(0, 16));
      const why = isNewer ? "it was written by a newer midiq" : "it is not an export of a catalogue";
      throw new StoreError("bad-export", `Cannot import "${path}": ${why}`);
    }
    let checksum = Buffer.alloc(checksumBytes);
    for (let at = magic.length; ; ) {
      const broken = new StoreError("bad-export", `Cannot import "${path}": it is damaged or cut short at byte ${at}`);
      if (at + headBytes > size) throw broken;
      const head = await readAt(file, at, headBytes);
      const length = head.readUInt32BE(0);
      if (at + headBytes + length > size) throw broken;
      const payload = await readAt(file, at + headBytes, length);
      checksum = checksumOf(checksum, head.subarray(0, 4), payload);
      if (!checksum.equals(head.subarray(4))) throw broken;
      at += headBytes + length;
      if (length === 0) {
        if (at === size) return;
        throw new StoreError(
          "bad-export",
          `Cannot import "${path}": there are more bytes after its end, at byte ${at}`,
        );
      }
      yield payload;
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const buffer = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(buffer, at, length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return buffer;
}

const checksumOf = (before: Uint8Array, length: Uint8Array, payload: Uint8Array): Buffer<ArrayBuffer> =>
  createHash("sha256").update(before).update(length).update(payload).digest().subarray(0, checksumBytes);
