/** Paths as people read them. */
import { homedir } from "node:os";
import { relative } from "node:path";

/** A path as short as it can be told: from here, or from home. */
export function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  if (!here.startsWith("..")) return here;
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
