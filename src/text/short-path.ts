/** Paths as people read them. */
import { homedir } from "node:os";
import { relative } from "node:path";
import { plain } from "./plain.ts";

/** A path as short as it can be told, from here or from home, for a terminal: names may hold anything. */
export function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  if (!here.startsWith("..")) return plain(here);
  const home = homedir();
  return plain(path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path);
}
