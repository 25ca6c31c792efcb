/** The names of one copy, as taggers and the catalogue see them. */
import { archiveKind } from "../sources/kinds.ts";
import type { Names } from "./tagger.ts";

/** Splits a path, or a member's path in an archive (`/x/pack.zip!/a/b.mid`), into folders and name. */
export function namesOf(path: string): Names {
  const parts = path.split(/!?[/\\]/).filter((part) => part !== "");
  const file = parts.pop() ?? "";
  const dot = file.lastIndexOf(".");
  return { path, name: dot > 0 ? file.slice(0, dot) : file, folders: parts };
}

/** File name of the outermost archive in a path: `pack.zip` of `/x/pack.zip!/a/c.zip!/b.mid`. A folder may end with `!` too. */
export function archiveOf(path: string): string | null {
  for (let at = path.indexOf("!/"); at > 0; at = path.indexOf("!/", at + 1)) {
    const file = path.slice(0, at).replace(/^.*[/\\]/s, "");
    if (archiveKind(file)) return file;
  }
  return null;
}
