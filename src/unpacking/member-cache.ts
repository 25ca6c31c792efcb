/**
 * Copies of members of archives, for programs that want a file: in a cache folder, by the hash of their bytes. The cache is
 * bounded; what was not wanted for longest goes first.
 */
import { lstatSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { Digest } from "../digest.ts";
import { appear } from "../writing/appear.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { linkOnTheWay, throughLink } from "../writing/inside.ts";
import { safeName } from "../writing/safe-name.ts";
import { unfinishedBeside } from "../writing/unfinished.ts";
import { reasonOf, Unmoved } from "../writing/unmoved.ts";
import { type Readable, readFiles } from "./read-files.ts";

/** Bytes that the cache holds at most: some 35,000 songs of the web, which have 28 kB on average. */
export const mostCachedBytes = 1024 ** 3;

/** The folder of midiq's cache: `$XDG_CACHE_HOME/midiq`, or where the system keeps caches. Nothing in it is needed again. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg = "", LOCALAPPDATA: local = "" } = process.env;
  if (isAbsolute(xdg)) return join(xdg, "midiq");
  if (process.platform === "darwin") return join(homedir(), "Library/Caches/midiq");
  if (process.platform === "win32" && isAbsolute(local)) return join(local, "midiq/cache");
  return join(homedir(), ".cache/midiq");
}

/** What became of members that were to have files of their own. */
export interface Extracted {
  /** Path of the copy, by the member's path. */
  readonly copies: ReadonlyMap<string, string>;
  readonly left: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Gives members of archives a file each. A copy that is there and has the right bytes is used again. Copies cannot be
 * written to, so that nobody edits what may be removed.
 *
 * @param cache folder of the cache, which is made where it is not there.
 */
export async function extractMembers(
  members: readonly Readable[],
  digest: Digest,
  { cache = cacheFolder(), mostBytes = mostCachedBytes }: { readonly cache?: string; readonly mostBytes?: number } = {},
): Promise<Extracted> {
  const root = join(cache, "members");
  const copies = new Map<string, string>();
  const left: { path: string; why: string }[] = [];
  const wanted: { file: Readable; to: string }[] = [];
  let bytes = 0;
  let isLarger = false;
  for (const file of members) {
    const to = placeOf(root, file);
    if (isWhole(to, file, digest)) {
      copies.set(file.path, to);
      bytes += lstatSync(to).size;
      reasonOf(() => utimesSync(to, new Date(), new Date()));
    } else wanted.push({ file, to });
  }
  for await (const read of readFiles(wanted, digest)) {
    const { file, to } = read.file;
    const why =
      "why" in read
        ? read.why
        : bytes + read.bytes.length > mostBytes
          ? `copies of members take at most ${Math.round(mostBytes / 1024 ** 2)} MiB`
          : reasonOf(() => put(root, to, read.bytes));
    if (why !== undefined) left.push({ path: file.path, why });
    else {
      copies.set(file.path, to);
      if ("bytes" in read) bytes += read.bytes.length;
      isLarger = true;
    }
  }
  if (isLarger) shrink(root, mostBytes, new Set(copies.values()));
  return { copies, left };
}

/** A folder a content, so that the file keeps its name, which players and editors show. */
function placeOf(root: string, { path, row: { hash } }: Readable): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return join(root, hash.slice(0, 2), hash, safeName(name));
}

const isWhole = (path: string, { row }: Readable, digest: Digest): boolean =>
  factsAt(path)?.isFile() === true && hashAt(path, digest) === row.hash;

function put(root: string, to: string, bytes: Uint8Array): void {
  const folder = dirname(to);
  const link = linkOnTheWay(dirname(root), folder);
  if (link !== undefined) throw new Unmoved(throughLink(dirname(root), link));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = unfinishedBeside(to);
  rmSync(unfinished, { force: true });
  // What has the name has other bytes: it was changed, or half written.
  rmSync(to, { force: true });
  writeFileSync(unfinished, bytes, { flag: "wx", mode: 0o444 });
  appear(unfinished, to);
}

/** Removes what was not wanted for longest, until the cache fits; never what is in use now. */
function shrink(root: string, mostBytes: number, inUse: ReadonlySet<string>): void {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const facts = entry.isFile() ? factsAt(path) : undefined;
    return facts ? [{ path, size: facts.size, used: facts.mtimeMs }] : [];
  });
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.used - b.used)) {
    if (bytes <= mostBytes) return;
    if (inUse.has(path)) continue;
    // Another process may be at it, too.
    reasonOf(() => rmSync(dirname(path), { recursive: true, force: true }));
    bytes -= size;
  }
}
