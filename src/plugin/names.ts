/** The names of one copy, as taggers and the catalogue see them. */
import { archiveKind } from "../sources/kinds.ts";
import type { Names } from "./tagger.ts";

/**
 * Splits a path, or a member's path in an archive (`/x/pack.zip!/a/b.mid`), into folders and name. A backslash separates
 * in paths of Windows only (`C:\\x`, `\\\\server\\x`), wherever the catalogue is read; elsewhere it is a letter of a name, except in
 * archives, where old packers of Windows wrote it between folders.
 */
export function namesOf(path: string): Names {
  const archive = archiveOf(path);
  const at = archive === null ? path.length : path.indexOf(`${archive}!/`) + archive.length;
  const outside = path.slice(0, at).split(isWindowsPath(path) ? /!?[/\\]/ : /!?\//);
  const parts = [...outside, ...path.slice(at).split(/!?[/\\]/)].filter((part) => part !== "");
  const file = parts.pop() ?? "";
  const dot = file.lastIndexOf(".");
  return { path, name: dot > 0 ? file.slice(0, dot) : file, folders: parts };
}

/** Whether a path is one of Windows: decided by the path, so that a catalogue reads the same on every machine. */
const isWindowsPath = (path: string): boolean => /^(?:[a-z]:[/\\]|\\\\)/i.test(path);

/** File name of the outermost archive in a path: `pack.zip` of `/x/pack.zip!/a/c.zip!/b.mid`. A folder may end with `!` too. */
export function archiveOf(path: string): string | null {
  for (let at = path.indexOf("!/"); at > 0; at = path.indexOf("!/", at + 1)) {
    const file = path.slice(0, at).replace(isWindowsPath(path) ? /^.*[/\\]/s : /^.*\//s, "");
    if (archiveKind(file)) return file;
  }
  return null;
}
