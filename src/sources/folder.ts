/** Files and folders on this machine. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Found, isMidiName, type SourceContext } from "./source.ts";
import { isPackedMidi, isTarName, packedFile, tarMembers } from "./tar.ts";
import { isZipName, zipMembers } from "./zip.ts";

/** Folders that hold no music: hidden ones, and what macOS puts into archives. */
const isForeignFolder = (name: string): boolean => name.startsWith(".") || name === "__MACOSX";

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Archives that cannot be opened here; they are named, since music may lie in them. */
const isForeignArchive = (name: string): boolean => /\.(7z|rar|tar\.bz2|tbz2?|tar\.xz|txz|tar\.zst)$/i.test(name);

const isWanted = (name: string): boolean =>
  isMidiName(name) ||
  (!name.startsWith(".") && (isZipName(name) || isTarName(name) || isPackedMidi(name) || isForeignArchive(name)));

/** Reads one path that the user named: a folder is walked, a zip opened, any other file taken whatever its name. */
export async function* filesUnder(root: string, context: SourceContext): AsyncGenerator<Found> {
  const path = resolve(root);
  const facts = statSync(path);
  if (facts.isDirectory()) yield* walk(path, context);
  else yield* fileAt(path, context);
}

/**
 * Walks a folder with a stack of our own: one folder's names in memory at a time, and no recursion to overflow.
 * Synchronous reads: a directory entry costs 2 us that way and several times as much with promises.
 */
async function* walk(root: string, context: SourceContext): AsyncGenerator<Found> {
  const stack = [root];
  const walked = new Set<string>();
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    if (context.signal.aborted) return;
    const entries = readFolder(folder, walked, context);
    const below: string[] = [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const type = entry.isSymbolicLink() ? typeOfTarget(path, context) : entry.isDirectory() ? "folder" : "file";
      if (type === "folder" && !isForeignFolder(entry.name)) below.push(path);
      else if (type === "file" && isWanted(entry.name)) yield* fileAt(path, context);
    }
    while (below.length > 0) stack.push(below.pop() as string);
  }
}

/** The entries of a folder in order of name; none when it cannot be read, or was walked already by another link. */
function readFolder(folder: string, walked: Set<string>, context: SourceContext): readonly Dirent[] {
  try {
    const real = realpathSync(folder);
    if (walked.has(real)) return [];
    walked.add(real);
    return readdirSync(folder, { withFileTypes: true }).sort(byName);
  } catch (error) {
    context.unreadable({ path: folder, code: "unreadable-folder", message: messageOf(error) });
    return [];
  }
}

function typeOfTarget(path: string, context: SourceContext): "folder" | "file" | "none" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    context.unreadable({ path, code: "broken-link", message: messageOf(error) });
    return "none";
  }
}

async function* fileAt(path: string, context: SourceContext): AsyncGenerator<Found> {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return;
    const found: Found = { path, size: facts.size, mtime: Math.trunc(facts.mtimeMs) };
    if (isZipName(path)) yield* zipMembers(path, found.mtime, context);
    else if (isTarName(path)) yield* tarMembers(path, found, context);
    else if (isPackedMidi(path)) yield* packedFile(path, found);
    else if (isForeignArchive(path)) {
      const message = "Cannot open this kind of archive: zip, tar, tar.gz and .mid.gz are read";
      context.unreadable({ path, code: "unsupported-archive", message });
    } else yield found;
  } catch (error) {
    context.unreadable({ path, code: "unreadable", message: messageOf(error) });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
