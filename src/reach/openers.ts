/** Programs that open a file in what the user opens such files with, and that show a file in its folder. */

import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { AskedError } from "../errors.ts";
import { archiveOf } from "../plugin/names.ts";
import { wordsOf } from "./command-words.ts";
import { type Call, findProgram, launch } from "./programs.ts";

/** A way to do it; the next is tried where it fails. */
export interface Opener {
  /** @param path absolute. */
  readonly call: (path: string) => Call;
  /** Its status says nothing: Windows' Explorer ends with 1. */
  readonly isMute?: boolean;
}

const opener = (name: string, given: (path: string) => readonly string[], isMute = false): readonly Opener[] => {
  const program = findProgram(name);
  return program === undefined
    ? []
    : [{ call: (path) => ({ program, given: given(path) }), ...(isMute && { isMute }) }];
};

/** How files are opened here. @throws AskedError `no-program` where nothing can. */
export function findOpeners(): readonly Opener[] {
  const { MIDIQ_OPENER: meant = "" } = process.env;
  if (meant.trim() !== "") return [ownOpener(meant)];
  const found =
    process.platform === "darwin"
      ? opener("open", (path) => [path])
      : process.platform === "win32"
        ? opener("rundll32", (path) => ["url.dll,FileProtocolHandler", path])
        : [
            ...opener("xdg-open", (path) => [path]),
            ...opener("gio", (path) => ["open", path]),
            ...opener("wslview", (path) => [path]),
          ];
  if (found.length > 0) return found;
  throw new AskedError(
    "no-program",
    "Cannot open files: there is no xdg-open here; install xdg-utils, or set $MIDIQ_OPENER to a command that opens MIDI files",
  );
}

function ownOpener(command: string): Opener {
  const words = wordsOf(command);
  const program = findProgram(words[0] ?? "");
  if (program === undefined)
    throw new AskedError("no-program", `Cannot open with $MIDIQ_OPENER "${command}": there is no such program`);
  return { call: (path) => ({ program, given: words.slice(1).map((word) => word.replaceAll("{}", () => path)) }) };
}

/** How files are shown in their folders here: with the file selected where the system can. @throws AskedError `no-program` where nothing can. */
export function findRevealers(): readonly Opener[] {
  const folderOf = (path: string): readonly string[] => [dirname(path)];
  const found =
    process.platform === "darwin"
      ? opener("open", (path) => ["-R", path])
      : process.platform === "win32"
        ? opener("explorer", (path) => [`/select,${path}`], true)
        : [
            ...opener("gdbus", (path) => showItems(path)),
            ...opener("xdg-open", folderOf),
            ...opener("gio", (path) => ["open", dirname(path)]),
          ];
  if (found.length > 0) return found;
  throw new AskedError("no-program", "Cannot show folders: there is no xdg-open here; install xdg-utils");
}

/** Asks the file manager of a Linux desktop (freedesktop.org, File Manager DBus Interface). */
const showItems = (path: string): readonly string[] => [
  ...["call", "--session", "--timeout", "5"],
  ...["--dest", "org.freedesktop.FileManager1", "--object-path", "/org/freedesktop/FileManager1"],
  ...["--method", "org.freedesktop.FileManager1.ShowItems"],
  // The list is read as text in which quotes end a word.
  `['${pathToFileURL(path).href.replaceAll("'", "%27")}']`,
  "",
];

/** A path that nothing could open, and how the program ended that was tried last. */
export interface Unopened {
  readonly path: string;
  readonly program: string;
  readonly status: number | null;
}

/**
 * Opens each path by the first opener that can. What could not be opened is returned.
 *
 * @example
 * const failed = await openPaths(["/music/song.mid"], findOpeners());
 */
export async function openPaths(paths: readonly string[], openers: readonly Opener[]): Promise<readonly Unopened[]> {
  const failed: Unopened[] = [];
  for (const path of paths) {
    let last: Unopened | undefined;
    for (const { call, isMute } of openers) {
      const calling = call(path);
      const { status } = await launch(calling);
      last = status === null || status === 0 || isMute ? undefined : { path, program: calling.program, status };
      if (!last) break;
    }
    if (last) failed.push(last);
  }
  return failed;
}

/** Where files are shown in their folders. */
export interface FoldersOf {
  /** A path in each folder; of a member of an archive that of the archive. */
  readonly paths: readonly string[];
  /** Files that are members. */
  readonly inside: number;
}

/** One path in each folder of some files. @throws AskedError `no-file` for one in a bucket. */
export function foldersOf(paths: readonly string[]): FoldersOf {
  const places = new Map<string, string>();
  let inside = 0;
  for (const path of paths) {
    const archive = archiveOf(path);
    const place = archive === null ? path : path.slice(0, path.indexOf(`${archive}!/`) + archive.length);
    if (archive !== null) inside++;
    if (place.includes("://"))
      throw new AskedError("no-file", `Cannot show "${place}": it is in a bucket, not in a folder of this machine`);
    const folder = place.slice(0, place.lastIndexOf("/"));
    places.set(folder, places.get(folder) ?? place);
  }
  return { paths: [...places.values()], inside };
}
