/** The names of one copy, as taggers and the catalogue see them. */
import type { Names } from "./tagger.ts";

/** Splits a path, or a member's path in an archive (`/x/pack.zip!/a/b.mid`), into folders and name. */
export function namesOf(path: string): Names {
  const parts = path.split(/!?[/\\]/).filter((part) => part !== "");
  const file = parts.pop() ?? "";
  const dot = file.lastIndexOf(".");
  return { path, name: dot > 0 ? file.slice(0, dot) : file, folders: parts };
}
