/**
 * The one door by which files are opened whose names come from people, queries, lists and catalogues. Only regular files pass:
 * a pipe would be waited for without end, a device may never end, and to open one may already do something.
 */

import { Buffer } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { AskedError, MidiqError } from "./errors.ts";

/** Thrown for what is no regular file, or is too large. Errors of the system (ENOENT, EACCES ...) pass as they are. */
export class FileRefused extends MidiqError<"special-file" | "too-large" | "too-slow"> {
  override readonly name = "FileRefused";
}

/** What was a file a moment ago may be a pipe now: then opening does not wait. Windows has no such flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** A path as `node:fs` takes it: text, or bytes where the name is not UTF-8. */
type Path = string | Buffer;

/**
 * Opens a regular file for reading. Who opens it closes it.
 *
 * @throws FileRefused `special-file`; the system's error where it cannot be opened.
 */
export function openRegular(path: Path): { readonly file: number; readonly facts: Stats } {
  checkRegular(path, statSync(path));
  const file = openSync(path, flags);
  try {
    const facts = fstatSync(file);
    checkRegular(path, facts);
    return { file, facts };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/**
 * Reads a regular file whole: as many bytes as it has when it is opened. Files that the system makes up while they are read
 * (/proc) have none.
 *
 * @param maxBytes larger files are refused without being read.
 * @throws FileRefused `special-file`, `too-large`; the system's error where it cannot be read.
 */
export function readRegular(path: Path, maxBytes: number = Number.POSITIVE_INFINITY): Buffer {
  const { file, facts } = openRegular(path);
  try {
    checkSize(facts.size, maxBytes);
    const bytes = Buffer.allocUnsafeSlow(facts.size);
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(file, bytes, at, bytes.length - at, at);
      if (read === 0) break;
      at += read;
    }
    return at === bytes.length ? bytes : bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

/** The same with promises. @throws as `openRegular` */
export async function openRegularHandle(path: string): Promise<FileHandle> {
  checkRegular(path, await stat(path));
  const file = await open(path, flags);
  try {
    checkRegular(path, await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Reads a regular file whole within a time: a file on a server that is gone may never come.
 *
 * @throws as `readRegular`; FileRefused `too-slow`.
 */
export async function readRegularWithin(path: string, maxBytes: number, seconds: number): Promise<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, failed) => {
    const why = `Cannot read ${path}: reading it took more than ${seconds} s`;
    timer = setTimeout(() => failed(new FileRefused("too-slow", why)), seconds * 1000);
  });
  try {
    return await Promise.race([readHandle(path, maxBytes), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readHandle(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await openRegularHandle(path);
  try {
    const { size } = await file.stat();
    checkSize(size, maxBytes);
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await file.close();
  }
}

function checkRegular(path: Path, facts: Stats): void {
  if (facts.isFile()) return;
  const what = facts.isDirectory() ? "a folder" : "a pipe, a socket or a device";
  throw new FileRefused("special-file", `Cannot read ${path}: it is ${what}, not a file`);
}

function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes)
    throw new FileRefused("too-large", `Cannot read a file of ${size} bytes: the limit is ${maxBytes}`);
}

/**
 * Why a new file could not be made, in words of its folder; any other error is given back as it is.
 *
 * @param error of the system
 * @returns AskedError `bad-target`
 */
export function refusedTarget(path: string, error: unknown): unknown {
  const folder = dirname(path);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: `there is no folder "${folder}"`,
    ENOTDIR: `"${folder}" is not a folder`,
    EACCES: `you may not write to the folder "${folder}"`,
    EROFS: `you may not write to the folder "${folder}"`,
  };
  const reason = reasons[(error as NodeJS.ErrnoException | undefined)?.code ?? ""];
  return reason === undefined ? error : new AskedError("bad-target", `Cannot write "${path}": ${reason}`);
}
