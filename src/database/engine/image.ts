/** The image that a new catalogue starts from: a fresh data folder of PGlite, packed. */
import { Buffer } from "node:buffer";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { brotliDecompressSync } from "node:zlib";
import { extract } from "tar-stream";
import { syncDirectory, syncTree } from "./durable.ts";

/** Made by tools/make-image.ts with the PGlite version that it is named after. */
export const imageUrl = new URL("./image/pglite-0.5.14.tar.br", import.meta.url);

/**
 * Unpacks beside the folder and moves it there whole: a process that is killed meanwhile leaves no half of one.
 *
 * @param sync whether it is on the disk before it is moved, and the move before this returns.
 */
export async function unpackImage(folder: string, { sync }: { readonly sync: boolean }): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const entries = Readable.from([brotliDecompressSync(readFileSync(imageUrl))]).pipe(extract());
  for await (const entry of entries) {
    const { name, type } = entry.header;
    const path = join(unfinished, name);
    const parts: Uint8Array[] = [];
    for await (const part of entry) parts.push(part as Uint8Array);
    mkdirSync(type === "directory" ? path : dirname(path), { recursive: true });
    if (type === "file") writeFileSync(path, Buffer.concat(parts));
  }
  if (sync) await syncTree(unfinished);
  renameSync(unfinished, folder);
  // The folder around it may be new as well.
  if (sync) for (const parent of [dirname(folder), dirname(dirname(folder))]) syncDirectory(parent);
}
