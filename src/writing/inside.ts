/** Folders below a folder that was named, and no further: a link in it leads elsewhere, and nothing is written through one. */
import { relative, sep } from "node:path";
import { factsAt } from "./facts.ts";

/**
 * The first link on the way from a root down to a folder; undefined where all of them are folders, or are not there yet.
 * The root itself may be a link, and lie below one: it is what the person named. On Windows junctions are links too.
 *
 * `node:fs` cannot open a name relative to an open folder, so that a process which swaps a folder for a link between this
 * look and the write is not seen. Every writer therefore looks right before each file, not once for a run.
 *
 * @param root absolute, as is `folder`; a folder that is not below the root is not looked at.
 */
export function linkOnTheWay(root: string, folder: string): string | undefined {
  const below = relative(root, folder);
  if (below === "" || below === ".." || below.startsWith(`..${sep}`)) return undefined;
  let at = root;
  for (const name of below.split(sep)) {
    at = at.endsWith(sep) ? at + name : at + sep + name;
    const facts = factsAt(at);
    if (!facts) return undefined;
    if (facts.isSymbolicLink()) return at;
  }
  return undefined;
}

/** Why nothing is written through a link, for people. @param link below the root. */
export const throughLink = (root: string, link: string): string =>
  `the folder "${relative(root, link)}" of the target is a link, and midiq does not write through links`;
