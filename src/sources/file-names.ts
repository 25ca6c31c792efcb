/**
 * Names of files as the system has them. Linux allows any bytes; those that are not UTF-8 are shown in the encoding
 * that all such names of the folder are most likely in, and opened by their bytes.
 */
import { Buffer } from "node:buffer";
import { lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { asPath, type SystemPath } from "./bytes.ts";
import { patiently } from "./errno.ts";
import { distinctNames, guessNames, utf8Name } from "./names.ts";

/** A path as it is shown, and as bytes where they are not UTF-8. */
export interface FilePath {
  readonly path: string;
  readonly pathBytes?: Uint8Array;
}

/** An entry of a folder. */
export interface FolderEntry extends FilePath {
  readonly name: string;
  readonly type: "folder" | "file" | "link" | "other";
}

/** What the system wants to be given. */
export const systemPath = ({ path, pathBytes }: FilePath): SystemPath => pathBytes ?? path;

const joined = (folder: Uint8Array, name: Uint8Array): Uint8Array => Buffer.concat([folder, Buffer.from("/"), name]);

interface Typed {
  readonly isDirectory: () => boolean;
  readonly isFile: () => boolean;
  readonly isSymbolicLink: () => boolean;
}
const typeOf = (entry: Typed): FolderEntry["type"] =>
  entry.isFile() ? "file" : entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";

const byName = (a: FolderEntry, b: FolderEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The entries of a folder in order of their shown names. @throws the system's error when it cannot be read. */
export function listFolder(folder: FilePath): readonly FolderEntry[] {
  const entries = folder.pathBytes ? undefined : patiently(() => readdirSync(folder.path, { withFileTypes: true }));
  // The system's call puts U+FFFD where a name is not UTF-8.
  if (!entries || entries.some(({ name }) => name.includes("\ufffd"))) return listBytes(folder).sort(byName);
  return entries
    .map((entry) => ({ name: entry.name, path: join(folder.path, entry.name), type: typeOf(entry) }))
    .sort(byName);
}

function listBytes(folder: FilePath): FolderEntry[] {
  const home = folder.pathBytes ?? Buffer.from(folder.path);
  const names = patiently(() => readdirSync(asPath(systemPath(folder)), { encoding: "buffer" })) as Uint8Array[];
  names.sort((a, b) => Buffer.compare(a, b));
  const decode = guessNames(names);
  const distinct = distinctNames();
  // Names that are UTF-8 keep what they say; a guess that comes to the same gives way.
  for (const name of names) {
    const said = utf8Name(name);
    if (said !== undefined) distinct(said);
  }
  return names.map((bytes) => {
    const said = utf8Name(bytes);
    const name = said ?? distinct(decode(bytes));
    const file: FilePath = {
      path: join(folder.path, name),
      ...(said !== undefined && !folder.pathBytes ? {} : { pathBytes: joined(home, bytes) }),
    };
    return { ...file, name, type: typeOfBytes(file) };
  });
}

/** A file that went away in between is left to whoever opens it. */
function typeOfBytes(file: FilePath): FolderEntry["type"] {
  try {
    return typeOf(lstatSync(asPath(systemPath(file))));
  } catch {
    return "file";
  }
}

/** Facts of a file, following links. @throws the system's error. */
export const factsOf = (file: FilePath): Stats => statSync(asPath(systemPath(file)));

/** Finds a file by its path as shown; undefined when there is none. */
export function findFile(path: string): FilePath | undefined {
  if (statSync(path, { throwIfNoEntry: false })) return { path };
  const folder = dirname(path);
  if (folder === path) return undefined;
  const home = findFile(folder);
  if (!home) return undefined;
  try {
    const entry = listFolder(home).find((one) => one.path === path && one.pathBytes !== undefined);
    return entry && { path, pathBytes: entry.pathBytes as Uint8Array };
  } catch {
    return undefined;
  }
}

/** Finds files by the bytes of their paths, under the names that their folders show; one folder is kept in memory. */
export function filesByBytes(): (bytes: Uint8Array) => FilePath | undefined {
  let known: { readonly folder: string; readonly files: ReadonlyMap<string, FilePath> } | undefined;
  const key = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
  const slash = 0x2f;
  const find = (bytes: Uint8Array): FilePath | undefined => {
    const said = utf8Name(bytes);
    if (said !== undefined) return statSync(said, { throwIfNoEntry: false }) && { path: said };
    const folder = bytes.subarray(0, Math.max(1, bytes.lastIndexOf(slash)));
    if (known?.folder !== key(folder)) {
      const home = find(folder);
      if (!home) return undefined;
      const files = listFolder(home).flatMap((entry) =>
        entry.pathBytes ? [[key(entry.pathBytes), entry] as const] : [],
      );
      known = { folder: key(folder), files: new Map(files) };
    }
    return known.files.get(key(bytes));
  };
  return (bytes) => {
    const path = bytes[0] === slash ? bytes : Buffer.concat([Buffer.from(`${process.cwd()}/`), bytes]);
    // `find .` writes ./ in front, and nothing else that would have to be resolved.
    return find(Buffer.from(key(path).replace(/\/(\.?\/)+/g, "/"), "latin1"));
  };
}
