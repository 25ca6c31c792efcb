/** Where exported files go: a folder, or a zip archive. */

import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Digest } from "../digest.ts";
import { AskedError } from "../errors.ts";
import type { OrganizedFile } from "../organize/files.ts";
import { placeFile } from "../organize/place.ts";
import { appear } from "../writing/appear.ts";
import { linkOnTheWay, throughLink } from "../writing/inside.ts";
import { unfinishedBeside } from "../writing/unfinished.ts";
import { reasonOf } from "../writing/unmoved.ts";
import { writeZip } from "./zip.ts";

/** A file and its place in the export, with slashes. */
interface Placed {
  readonly file: OrganizedFile;
  readonly path: string;
}

/** Where the files go, one after the other. */
export interface Target {
  readonly put: (file: Placed, bytes: Uint8Array) => Promise<void> | void;
  /** Adds what midiq says of the files. */
  readonly tell: (name: string, bytes: Uint8Array) => Promise<void> | void;
  readonly end: () => Promise<void> | void;
  readonly abandon: () => void;
}

/** A folder that appears with its files; one that could not be finished has no manifest. */
export function folderTarget(root: string, how: "copy" | "link" | "symlink", digest: Digest): Target {
  const files: string[] = [];
  const folders: string[] = [];
  const make = (folder: string): void => {
    const first = mkdirSync(folder, { recursive: true });
    // It says the topmost folder that it made.
    for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made))
      folders.push(made);
  };
  const write = (path: string, bytes: Uint8Array): void => {
    const file = openSync(path, "wx");
    files.push(path);
    try {
      writeFileSync(file, bytes);
    } finally {
      closeSync(file);
    }
  };
  const at = (name: string): string => {
    const path = join(root, name);
    const link = linkOnTheWay(root, dirname(path));
    if (link !== undefined) throw new AskedError("bad-target", `Cannot write "${path}": ${throughLink(root, link)}`);
    make(dirname(path));
    return path;
  };
  return {
    put: ({ path, file }, bytes) => {
      const to = at(path);
      if (how === "copy") {
        write(to, bytes);
        utimesSync(to, file.mtime / 1000, file.mtime / 1000);
      } else {
        linked(() => placeFile(file.systemPath, to, how, file.row.hash, digest), file.path, how);
        files.push(to);
      }
    },
    tell: (name, bytes) => write(at(name), bytes),
    end: () => {},
    // Only what is ours: another program may have put something there meanwhile.
    abandon: () => {
      for (const path of files) rmSync(path, { force: true });
      const longFirst = [...new Set(folders)].sort((a, b) => b.length - a.length);
      for (const folder of longFirst) reasonOf(() => rmdirSync(folder));
    },
  };
}

/** File systems without links, or two of them, are told as what they are, not as a fault of ours. */
function linked(place: () => void, path: string, how: string): void {
  try {
    place();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!["EXDEV", "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) throw error;
    throw new AskedError("bad-target", `Cannot ${how} "${path}": ${message}; --files copy works everywhere`);
  }
}

/** An archive that has its name when it is whole. */
export function zipTarget(path: string): Target {
  const unfinished = unfinishedBeside(path);
  const zip = writeZip(unfinished);
  return {
    put: ({ path: name }, bytes) => zip.add(name, bytes),
    tell: zip.add,
    end: async () => {
      await zip.end();
      if (!appear(unfinished, path))
        throw new AskedError("bad-target", `Cannot write "${path}": a file now has that name`);
    },
    abandon: () => rmSync(unfinished, { force: true }),
  };
}
